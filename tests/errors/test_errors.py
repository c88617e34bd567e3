"""The error gallery: every case is a network with one thing wrong, and exactly what is said about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from errors.overlay import BASE, PLATFORMS, lay_over

from govnetgen.diagnostics import Diagnostic
from govnetgen.inventory import load_inventory, resolve
from govnetgen.views.diagnostics import format_diagnostics

CASES = sorted(
    case
    for case in Path(__file__).parent.iterdir()
    if case.is_dir() and case != BASE and not case.name.startswith(("_", "address_"))
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, so that diagnostics name files without their folders."""
    monkeypatch.chdir(tmp_path)
    return Path()


def diagnostics(folder: Path) -> tuple[Diagnostic, ...]:
    """Return all that is said about a network."""
    loaded = load_inventory(folder)
    if loaded.value is None:
        return loaded.diagnostics
    resolved = resolve(loaded.value, PLATFORMS)
    assert (resolved.value is None) == any(one.severity == "error" for one in loaded.diagnostics + resolved.diagnostics)
    return loaded.diagnostics + resolved.diagnostics


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said(case: Path, folder: Path, golden: Callable[[Path, str], None]) -> None:
    lay_over(case, folder)
    golden(case / "expected.txt", format_diagnostics(diagnostics(folder)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_diagnostic_says_where_and_what_to_do(case: Path, folder: Path) -> None:
    lay_over(case, folder)
    found = diagnostics(folder)
    assert found
    for one in found:
        assert one.hint, one
        assert one.code == one.code.lower().replace(" ", "-")
        lines = (folder / one.location.file).read_bytes().split(b"\n") if (folder / one.location.file).is_file() else []
        assert one.location.line <= len(lines), one


def test_the_base_has_nothing_wrong(folder: Path) -> None:
    lay_over(BASE, folder)
    assert diagnostics(folder) == ()
