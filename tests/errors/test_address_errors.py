"""The error gallery of addresses: the base network with its ledger, one thing wrong, and exactly what is said."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from errors.overlay import BASE, lay_over
from errors.test_errors import PLATFORMS

from govnetgen.addressing import Ledger, parse_ledger, plan_addresses, print_ledger
from govnetgen.diagnostics import Diagnostic
from govnetgen.inventory import load_inventory, resolve
from govnetgen.model.network import Network
from govnetgen.views.diagnostics import format_diagnostics

CASES = sorted(case for case in Path(__file__).parent.iterdir() if case.name.startswith("address_"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, so that diagnostics name files without their folders."""
    monkeypatch.chdir(tmp_path)
    return Path()


def read(folder: Path) -> Network:
    """Read a network that has nothing wrong but its addresses."""
    return resolve(load_inventory(folder).require(), PLATFORMS).require()


@lru_cache(maxsize=1)
def base_ledger() -> str:
    """Return what the base network was given."""
    return print_ledger(plan_addresses(read(BASE), Ledger()).require().ledger)


def diagnostics(case: Path, folder: Path) -> tuple[Diagnostic, ...]:
    """Return all that is said about a case; its ``change.diff`` may change the base's ledger too."""
    (folder / "ledger.txt").write_text(base_ledger(), encoding="utf-8")
    lay_over(case, folder)
    ledger_file = folder / "ledger.txt"
    text = ledger_file.read_text(encoding="utf-8") if ledger_file.exists() else ""
    network = read(folder)
    ledger = parse_ledger(text, "ledger.txt")
    if ledger.value is None:
        return ledger.diagnostics
    return plan_addresses(network, ledger.value).diagnostics


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said(case: Path, folder: Path, golden: Callable[[Path, str], None]) -> None:
    found = diagnostics(case, folder)
    assert found and all(one.hint for one in found)
    golden(case / "expected.txt", format_diagnostics(found))


def test_the_base_has_nothing_wrong(folder: Path) -> None:
    assert diagnostics(BASE, folder) == ()
