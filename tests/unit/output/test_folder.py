"""The output folder: only what differs is touched, nobody else's files are, and a killed run does no harm."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.diagnostics import Diagnostic, InvalidInput
from govnetgen.output import MANIFEST, Changes, locked, open_output, write_atomically
from govnetgen.output.folder import WAITING


def write(
    folder: Path, texts: Mapping[str, str], *, inputs: str = "", force: bool = False, secret: bool = False
) -> Changes | list[Diagnostic]:
    """Do what a rendering of these texts does, and return what changed or why it was refused."""
    with open_output(folder) as output:
        stage = output.stage(force=force, secret=secret)
        staged = [stage.put(f"{name}.cfg", text) for name, text in texts.items()]
        gone = output.gone([f"{name}.cfg" for name in texts])
        refused = list(output.refused(staged, gone, stage))
        return refused or output.commit(staged, gone, inputs=inputs, summary={}, warnings=())


def configurations(folder: Path) -> dict[str, str]:
    """What the folder holds."""
    return {path.stem: path.read_text() for path in folder.glob("*.cfg")}


texts = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["one\n", "two\n", "三\n"]))


@given(st.lists(texts, min_size=1, max_size=5))
def test_the_folder_holds_what_was_written_last(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("output")
    before: dict[str, str] = {}
    for run in runs:
        changes = write(folder, run)
        assert isinstance(changes, Changes)
        assert configurations(folder) == run
        assert set(changes.written) == {f"{name}.cfg" for name in run if before.get(name) != run[name]}
        assert set(changes.removed) == {f"{name}.cfg" for name in before if name not in run}
        assert changes.unchanged == sum(before.get(name) == run[name] for name in run)
        assert not (folder / WAITING).exists()
        before = run


def test_files_that_do_not_differ_are_not_touched(tmp_path: Path) -> None:
    write(tmp_path / "out", {"a": "1\n", "b": "1\n"})
    before = {path.name: path.stat() for path in (tmp_path / "out").iterdir()}
    write(tmp_path / "out", {"a": "1\n", "b": "1\n"})
    after = {path.name: path.stat() for path in (tmp_path / "out").iterdir()}
    assert {name: (one.st_ino, one.st_mtime_ns) for name, one in before.items()} == {
        name: (one.st_ino, one.st_mtime_ns) for name, one in after.items()
    }


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InvalidInput) as refused, open_output(tmp_path):
        pass
    assert [one.code for one in refused.value.diagnostics] == ["output-not-ours"]
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InvalidInput) as refused, open_output(tmp_path / "out"):
        pass
    assert [one.code for one in refused.value.diagnostics] == ["output-not-ours"]


@pytest.mark.parametrize(
    "held", ["", "{}", "[]", '{"format": 9}', '{"format": 1, "inputs": "", "files": {"../../a.cfg": {}}}']
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, held: str) -> None:
    (tmp_path / MANIFEST).write_text(held)
    with pytest.raises(InvalidInput) as refused, open_output(tmp_path):
        pass
    assert [one.code for one in refused.value.diagnostics] == ["output-manifest-damaged"]


def test_nothing_is_left_of_a_folder_that_was_made_in_vain(tmp_path: Path) -> None:
    with pytest.raises(KeyError), open_output(tmp_path / "a" / "b") as output:
        output.stage().put("x.cfg", "text\n")
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_an_edited_file_is_refused_and_named(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n", "b": "1\n"})
    (tmp_path / "a.cfg").write_text("by hand\n")
    refused = write(tmp_path, {"a": "2\n", "b": "2\n"})
    assert isinstance(refused, list)
    assert [(one.code, one.location.file) for one in refused] == [("output-edited", str(tmp_path / "a.cfg"))]
    assert configurations(tmp_path) == {"a": "by hand\n", "b": "1\n"}


def test_an_edited_file_of_a_device_that_is_gone_is_not_removed(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n", "b": "1\n"})
    (tmp_path / "a.cfg").write_text("by hand\n")
    refused = write(tmp_path, {"b": "1\n"})
    assert isinstance(refused, list)
    assert [one.code for one in refused] == ["output-edited"]
    assert configurations(tmp_path) == {"a": "by hand\n", "b": "1\n"}


def test_a_file_that_was_there_before_us_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n"})
    (tmp_path / "b.cfg").write_text("by hand\n")
    refused = write(tmp_path, {"a": "1\n", "b": "2\n"})
    assert isinstance(refused, list)
    assert [one.location.file for one in refused] == [str(tmp_path / "b.cfg")]


def test_force_writes_over_edited_files(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n", "b": "1\n"})
    (tmp_path / "a.cfg").write_text("by hand\n")
    assert write(tmp_path, {"a": "2\n"}, force=True) == Changes(("a.cfg",), ("b.cfg",), 0)
    assert configurations(tmp_path) == {"a": "2\n"}


def test_an_edit_that_arrives_at_the_new_text_is_welcome(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n"})
    (tmp_path / "a.cfg").write_text("2\n")
    assert write(tmp_path, {"a": "2\n"}) == Changes((), (), 1)


def test_files_of_others_beside_ours_stay(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n"})
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, {})
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("moves", [0, 1, 2, 3])
def test_a_killed_run_leaves_whole_files_that_the_next_run_knows(
    tmp_path: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a": "1\n", "b": "1\n"})
    with pytest.raises(KeyboardInterrupt):
        interrupted_after(moves, tmp_path, monkeypatch)
    monkeypatch.undo()
    found = configurations(tmp_path)
    assert found == {"a": "12"[moves > 1] + "\n", "b": "12"[moves > 2] + "\n"}
    # what the killed run wrote counts as ours: new texts may take its place
    assert isinstance(write(tmp_path, {"a": "3\n", "b": "3\n"}), Changes)
    assert configurations(tmp_path) == {"a": "3\n", "b": "3\n"}


@pytest.mark.parametrize("moves", [0, 1, 2, 3])
def test_a_first_run_that_was_killed_can_be_run_again(
    tmp_path: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted_after(moves, tmp_path, monkeypatch)
    monkeypatch.undo()
    assert isinstance(write(tmp_path, {"a": "3\n", "b": "3\n"}), Changes)


def interrupted_after(moves: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write twos, and be interrupted after some moves: the manifest's, the two files', the manifest's."""
    move, left = Path.replace, [moves]

    def replace(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    write(folder, {"a": "2\n", "b": "2\n"})


def test_unchanged_means_the_same_inputs_and_untouched_files(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n"}, inputs="digest")

    def unchanged(inputs: str) -> bool:
        with open_output(tmp_path) as output:
            return output.is_result_of(inputs)

    assert unchanged("digest")
    assert not unchanged("other")
    os.utime(tmp_path / "a.cfg", ns=(1, 1))
    assert not unchanged("digest")
    (tmp_path / "a.cfg").unlink()
    assert not unchanged("digest")


def test_without_a_digest_nothing_counts_as_unchanged(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1\n"})
    with open_output(tmp_path) as output:
        assert not output.is_result_of("")


def test_secrets_are_for_the_owner_only_and_leave_no_digest(tmp_path: Path) -> None:
    write(tmp_path, {"a": "key hunter2\n"}, secret=True)
    assert (tmp_path / "a.cfg").stat().st_mode & 0o777 == 0o600
    with open_output(tmp_path) as output:
        assert output.manifest.files["a.cfg"].sha256 == ""
    assert write(tmp_path, {"a": "key hunter3\n"}, secret=True) == Changes(("a.cfg",), (), 0)
    assert (tmp_path / "a.cfg").stat().st_mode & 0o777 == 0o600


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as busy, open_output(tmp_path / "out"), open_output(tmp_path / "out"):
        pass
    assert [one.code for one in busy.value.diagnostics] == ["folder-busy"]
    with locked(tmp_path), open_output(tmp_path / "out"):
        pass  # the lock of the first went with it


def test_writing_atomically_keeps_the_mode_and_goes_through_links(tmp_path: Path) -> None:
    place = tmp_path / "real.txt"
    place.write_text("old")
    place.chmod(0o640)
    (tmp_path / "link.txt").symlink_to(place)
    write_atomically(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert place.read_text() == "new"
    assert place.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "ledger.txt"
    place.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(place, b"new")
    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.txt"]
