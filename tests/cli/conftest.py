"""The command line, run in this process, and a small network of one's own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from govnetgen.cli import run

INVENTORY = Path(__file__).resolve().parents[2] / "inventory"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, which must be one JSON document."""
        return json.loads(self.out)

    @property
    def found(self) -> list[str]:
        """The codes of the diagnostics in its JSON."""
        return [one["code"] for one in self.json["diagnostics"]]


Govnetgen = Callable[..., Ended]


@pytest.fixture
def govnetgen(capsys: pytest.CaptureFixture[str]) -> Govnetgen:
    """Run a command."""

    def command(*arguments: str | Path) -> Ended:
        code = run([str(one) for one in arguments])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return command


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A copy of the small network, without its ledger."""
    folder = tmp_path / "small"
    shutil.copytree(INVENTORY / "small", folder, ignore=shutil.ignore_patterns("ledger.txt"))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where to render."""
    return tmp_path / "out"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
