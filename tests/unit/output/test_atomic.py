"""One file: whole or not at all, in a folder that is made for it, and what the system refuses named as it was asked."""

import os
from pathlib import Path

import pytest

from govnetgen.output import require_writable, write_atomically, write_named


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    place = tmp_path / "build" / "lab" / "report.xml"
    require_writable(place)
    assert not place.parent.exists()
    write_named(place, b"said")
    assert place.read_bytes() == b"said"


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as refused:
        require_writable(tmp_path)
    assert refused.value.filename == str(tmp_path)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    place = tmp_path / "build" / "report.xml"
    for write in (require_writable, lambda path: write_named(path, b"")):
        with pytest.raises(NotADirectoryError) as refused:
            write(place)
        assert refused.value.filename == str(place)


def test_a_refusal_names_the_file_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as refused:
        write_atomically(Path("no/report.xml"), b"")
    assert refused.value.filename == "no/report.xml"


def test_what_may_not_be_written_is_known_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, how: path != tmp_path)  # also root is asked like anybody
    with pytest.raises(PermissionError) as refused:
        require_writable(tmp_path / "new" / "report.xml")
    assert refused.value.filename == str(tmp_path / "new" / "report.xml")
