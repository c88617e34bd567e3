"""What was written of secrets is known again, tells nothing to who reads it, and is forgotten rather than believed."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govnetgen.deploy.remembered import Remembered, Written

TEXT, SHOWN = "Kan4ry-text", "%^%#Kan4ry-salted%^%#"
NAMES = ("ntp", "ospf")


def keep(state: Path, name: str = "ntp", text: str = TEXT, *shown: str) -> None:
    Remembered(state, "net").keep("core1", {name: Written(text, frozenset(shown or (SHOWN,)))}, NAMES)


def current(state: Path, shown: str = SHOWN, text: str = TEXT, *, name: str = "ntp", device: str = "core1") -> object:
    return Remembered(state, "net").is_current(device, name, shown, text)


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_known_and_another_text_is_another(tmp_path: Path) -> None:
    keep(tmp_path)
    assert current(tmp_path) is True
    assert current(tmp_path, text="another") is False


@pytest.mark.parametrize("other", [{"shown": "by hand"}, {"name": "ospf"}, {"device": "core2"}], ids=repr)
def test_what_a_device_shows_otherwise_is_not_known(tmp_path: Path, other: dict[str, str]) -> None:
    keep(tmp_path)
    assert current(tmp_path, **other) is None


def test_what_was_there_before_is_known_too_so_that_a_rollback_is_noticed(tmp_path: Path) -> None:
    keep(tmp_path)
    keep(tmp_path, "ntp", "new text", "new shown")
    assert current(tmp_path, "new shown", "new text") is True
    assert current(tmp_path, SHOWN, "new text") is False
    for number in range(4):
        keep(tmp_path, "ntp", f"text {number}", f"shown {number}")
    assert current(tmp_path, SHOWN) is None, "it does not grow for ever"


def test_a_name_that_is_gone_is_forgotten_and_others_stay(tmp_path: Path) -> None:
    keep(tmp_path)
    Remembered(tmp_path, "net").keep("core1", {"ospf": Written("key", frozenset({"shown"}))}, ("ospf",))
    assert current(tmp_path) is None
    assert current(tmp_path, "shown", "key", name="ospf") is True


def test_only_its_owner_reads_it_and_finds_no_text_in_it(tmp_path: Path) -> None:
    keep(tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Kan4ry" not in file.read_text()
    keep(tmp_path, "ospf", TEXT)
    (one,), (two,) = json.loads(file.read_text())["devices"]["core1"].values()
    assert one["text"] != two["text"], "the same text under another name has another digest"


def test_another_network_or_another_salt_gives_other_digests(tmp_path: Path) -> None:
    for name in ("a", "b"):
        Remembered(tmp_path, name).keep("core1", {"ntp": Written(TEXT, frozenset({SHOWN}))}, NAMES)
    one, two = (json.loads(file.read_text())["devices"]["core1"]["ntp"][0] for file in sorted(tmp_path.iterdir()))
    assert set(one["shown"]).isdisjoint(two["shown"]) and one["text"] != two["text"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 2}', '{"format": 1, "salt": "xy", "devices": {}}'])
def test_what_cannot_be_read_is_forgotten_and_written_anew(tmp_path: Path, damage: str) -> None:
    keep(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_text(damage)
    assert current(tmp_path) is None
    keep(tmp_path)
    assert current(tmp_path) is True


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    one, two = Remembered(tmp_path, "net"), Remembered(tmp_path, "net")

    def write(number: int) -> None:
        held = {"ntp": Written(TEXT, frozenset({f"shown {number}"}))}
        (one if number % 2 else two).keep(f"sw{number}", held, NAMES)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    fresh = Remembered(tmp_path, "net")
    assert all(fresh.is_current(f"sw{number}", "ntp", f"shown {number}", TEXT) for number in range(20))
