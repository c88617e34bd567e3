"""What a terminal sees, and what is left out where there is none."""

import errno
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.diagnostics import Location, error, warning
from govnetgen.views.columns import columns, width
from govnetgen.views.outcome import count, print_diagnostics, print_markdown
from govnetgen.views.progress import progress
from govnetgen.views.summary import share

FOUND = (error("a-code", "wrong", Location("plan.yaml", 2, 3), hint="mend it"), warning("b-code", "odd", Location("x")))


class Terminal(io.StringIO):
    """A stream that says that a person watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put standard output and error on a terminal; in the test itself, since pytest puts its own there before."""
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


def test_diagnostics_are_coloured_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    print_diagnostics(FOUND)
    assert "\x1b[1;31merror[a-code]" in terminal.getvalue()
    assert "\x1b[1;33mwarning[b-code]" in terminal.getvalue()


def test_diagnostics_are_plain_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    print_diagnostics(FOUND)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("plan.yaml:2:3: error[a-code]: wrong\n")
    assert "\x1b" not in printed.err


def test_no_colour_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    print_diagnostics(FOUND)
    assert "error[a-code]" in terminal.getvalue()
    assert "31m" not in terminal.getvalue()


def test_progress_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with progress("rendering", False) as told:
        for done in range(41):
            told(done, 40)
    assert "rendering" in terminal.getvalue()
    assert "40/40" in terminal.getvalue()


def test_few_steps_that_take_long_are_all_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    hours = iter(range(0, 100_000, 3600))
    monkeypatch.setattr("govnetgen.views.progress.time.monotonic", lambda: float(next(hours)))
    with progress("deploying", False) as told:
        for done in range(4):
            told(done, 3)
    assert all(f"{done}/3" in terminal.getvalue() for done in range(4))


def test_a_terminal_that_goes_away_stops_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)

    def gone(text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    with progress("deploying", False) as told:
        told(0, 2)
        monkeypatch.setattr(terminal, "write", gone)
        told(2, 2)


@pytest.mark.parametrize("as_json", [True, False])
def test_progress_is_silent_elsewhere(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    with progress("rendering", as_json) as told:
        told(1, 2)
    assert capsys.readouterr() == ("", "")


def test_progress_is_silent_beside_json(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with progress("rendering", True) as told:
        told(1, 2)
    assert terminal.getvalue() == ""


def test_pages_are_laid_out_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    print_markdown("# title\n\n**What to do.** Nothing.\n")
    assert "What to do." in terminal.getvalue()
    assert "**" not in terminal.getvalue()


@given(st.lists(st.tuples(st.text("ab税务局"), st.text("12"), st.text("c")), min_size=1))
def test_columns_line_up(rows: list[tuple[str, str, str]]) -> None:
    lines = columns([(*row, ".") for row in rows], right=frozenset({1})).splitlines()
    assert len(lines) == len(rows)
    assert len({width(line) for line in lines}) == 1


@pytest.mark.parametrize(("number", "said"), [(0, "0 errors"), (1, "1 error"), (1234, "1,234 errors")])
def test_counts(number: int, said: str) -> None:
    assert count(number, "error") == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0 %"), (1e-20, "< 0.1 %"), (0.0009, "0.1 %"), (0.5, "50.0 %"), (1.0, "100.0 %")]
)
def test_shares(value: float, said: str) -> None:
    assert share(value) == said
