"""The small network, its configurations captured as they were rendered, and then damaged."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from networks import FOLDERS

from govnetgen.report import Review
from govnetgen.workflow.render import Request, render
from govnetgen.workflow.review import review_network

Captures = Callable[..., Path]
SECRET = "Zx9-Geheim-42"


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network as intended."""
    network = tmp_path_factory.mktemp("networks") / "small"
    shutil.copytree(FOLDERS["small"], network)  # rendering locks the folder, and tests run side by side
    folder = tmp_path_factory.mktemp("rendered")
    render(Request(network=network, output=folder, frozen=True), silent).require()
    return folder


@pytest.fixture
def captures(rendered: Path, tmp_path: Path) -> Captures:
    """Make captures: per device a replacement of text, and None for a device without a capture."""

    def make(**edits: tuple[str, str] | None) -> Path:
        folder = tmp_path / "running"
        folder.mkdir()
        for file in rendered.glob("*.cfg"):
            edit = edits.get(file.stem, ("", ""))
            if edit is None:
                continue
            text = file.read_text(encoding="utf-8")
            assert edit[0] in text
            (folder / file.name).write_text(text.replace(*edit), encoding="utf-8")
        return folder

    return make


def reviewed(folder: Path, **options: float) -> Review:
    """Review the small network against captures."""
    return review_network(FOLDERS["small"], folder, silent, **options).require()  # type: ignore[arg-type]
