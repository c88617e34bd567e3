"""The journal: what is on disk is believed, what a kill cut is not, what somebody edited is an error."""

import errno
import os
import stat
from pathlib import Path

import pytest

from govnetgen.deploy.journal import Journal, is_written, read_journal
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.plan import Plan
from govnetgen.deploy.runs import find_run, new_run, standing, state_folder
from govnetgen.diagnostics import InvalidInput


def written(path: Path, count: int = 3) -> Journal:
    journal = Journal(path)
    for number in range(count):
        assert journal.write("did", "core1", phase="look", number=number)
    return journal


def test_entries_come_back_in_order_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    written(path).close()
    assert [one.said["number"] for one in read_journal(path)] == [0, 1, 2]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_who_writes_a_journal_is_known_while_he_lives(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = written(path)
    assert is_written(path)
    journal.close()
    assert not is_written(path)


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_line_that_a_kill_cut_says_nothing_and_the_next_one_counts(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "journal.jsonl"
    written(path).close()
    path.write_bytes(path.read_bytes()[:-cut])
    assert [one.said["number"] for one in read_journal(path)] == [0, 1]
    journal = Journal(path)
    journal.write("did", "core1", number=9)
    journal.close()
    numbers = [one.said["number"] for one in read_journal(path)]
    # where only the end of the line was cut, its words are whole
    assert numbers == ([0, 1, 2, 9] if cut == 1 else [0, 1, 9])


def test_a_line_that_somebody_edited_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    written(path).close()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[1][5:] + lines[2], encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_journal(path)
    assert [(one.code, one.location.line) for one in refused.value.diagnostics] == [("journal-damaged", 2)]


def test_a_full_disk_is_said_and_nothing_more_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.jsonl"
    journal = written(path, 1)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("govnetgen.deploy.journal.os.write", full)
    assert not journal.write("did", "core1", number=1)
    assert "No space left" in journal.broken
    monkeypatch.undo()
    assert not journal.write("did", "core1", number=2)
    assert len(read_journal(path)) == 1


def test_how_far_a_run_came(tmp_path: Path) -> None:
    run = new_run(tmp_path, Plan(network="net"))
    journal = Journal(run.journal)
    order = [["a", "b"], ["c", "d"]]
    journal.write("run", network="net", folder="/net", order=order, settings={}, said={})
    journal.write("doing", "a", phase="commit")
    journal.write("ended", "a", outcome="confirmed", after="digest")
    journal.write("doing", "b", phase="commit")
    journal.write("ended", "c", outcome="not_tried", why=["it was interrupted"])
    journal.close()
    found = standing(find_run(tmp_path, run.name))
    assert found.open == ("b", "c", "d")
    assert found.pushed == {"b"}
    assert found.ended["a"].outcome is Outcome.CONFIRMED
    assert not found.finished


def test_a_name_of_a_run_leads_nowhere_else(tmp_path: Path) -> None:
    for name in ("..", "../x", "", "/etc"):
        with pytest.raises(InvalidInput):
            find_run(tmp_path, name)


def test_where_runs_are_kept() -> None:
    assert state_folder({"XDG_STATE_HOME": "/s"}) == Path("/s/govnetgen/runs")
    assert state_folder({"XDG_STATE_HOME": "relative", "HOME": "/h"}) == Path("/h/.local/state/govnetgen/runs")


def test_what_a_device_held_before_is_kept_once(tmp_path: Path) -> None:
    run = new_run(tmp_path, Plan(network="net"))
    run.keep_before("a", "first\udcff\n")
    run.keep_before("a", "second\n")
    assert (run.before("a"), run.before("b")) == ("first\udcff\n", None)
    assert stat.S_IMODE((run.folder / "before" / "a.cfg").stat().st_mode) == 0o600
    assert stat.S_IMODE(run.folder.stat().st_mode) == 0o700
