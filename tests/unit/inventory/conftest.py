"""Networks written in a few lines: the base of the error gallery, changed."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from errors.overlay import BASE, PLATFORMS, lay_over

from govnetgen.diagnostics import Diagnostic
from govnetgen.inventory import load_inventory, resolve
from govnetgen.model.network import Network

Resolve = Callable[[Mapping[str, str]], tuple[Network | None, tuple[Diagnostic, ...]]]


def resolved(folder: Path) -> tuple[Network | None, tuple[Diagnostic, ...]]:
    """Return the network of a folder and all that is said about it."""
    loaded = load_inventory(folder)
    assert loaded.value is not None
    network = resolve(loaded.value, PLATFORMS)
    return network.value, loaded.diagnostics + network.diagnostics


@pytest.fixture
def resolve_with(tmp_path: Path) -> Resolve:
    """Resolve the base network with text added to the end of files; a file whose text begins with ``=`` is replaced."""

    def run(changes: Mapping[str, str]) -> tuple[Network | None, tuple[Diagnostic, ...]]:
        lay_over(BASE, tmp_path)
        for name, text in changes.items():
            file = tmp_path / name
            before = file.read_text(encoding="utf-8") if file.exists() and not text.startswith("=") else ""
            file.write_text(before + text.removeprefix("="), encoding="utf-8")
        return resolved(tmp_path)

    return run


@pytest.fixture
def network_with(resolve_with: Resolve) -> Callable[[Mapping[str, str]], Network]:
    """Resolve the base network, changed, and expect nothing wrong."""

    def run(changes: Mapping[str, str]) -> Network:
        network, diagnostics = resolve_with(changes)
        assert network is not None, diagnostics
        return network

    return run
