"""How long the driver of Linux nodes waits for an answer: a change may cut off its own."""

import json
from typing import Any

import pytest

from govnetgen.drivers.linux import LinuxDriver
from govnetgen.drivers.linux_channel import CHANGE_S

ANSWERS = {
    "read": {"outcome": "read", "text": ""},
    "status": {"outcome": "status", "pending": None, "previous": "run"},
    "apply": {"outcome": "applied"},
    "confirm": {"outcome": "confirmed"},
    "revert": {"outcome": "reverted by request"},
}


class Channel:
    """Answers at once, and keeps how long it might have taken, by verb."""

    def __init__(self) -> None:
        self.patience: dict[str, float] = {}

    def program(self, words: str, given: str = "", timeout_s: float = CHANGE_S) -> dict[str, Any]:
        verb = words.split()[0]
        self.patience[verb] = timeout_s
        return json.loads(json.dumps(ANSWERS[verb]))


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def driver(channel: Channel) -> LinuxDriver:
    made = LinuxDriver("node", "root", "", timeout=7)
    made._channel = channel  # type: ignore[assignment]
    return made


def committed(driver: LinuxDriver, seconds: int | None) -> None:
    driver.load_merge_candidate(config="### file /etc/issue.net\nhello\n### end")
    driver.commit_config(revert_in=seconds)


def test_what_is_only_asked_is_answered_in_the_time_that_was_said(driver: LinuxDriver, channel: Channel) -> None:
    driver.get_config(retrieve="running")
    driver.has_pending_commit()
    committed(driver, 60)
    driver.confirm_commit()
    assert {verb: channel.patience[verb] for verb in ("read", "status", "confirm")} == {
        "read": 7,
        "status": 7,
        "confirm": 7,
    }


def test_a_change_is_waited_for_until_its_timer_has_taken_it_back(driver: LinuxDriver, channel: Channel) -> None:
    committed(driver, 60)
    assert channel.patience["apply"] == 67


def test_a_change_without_a_timer_and_the_way_back_may_take_their_time(driver: LinuxDriver, channel: Channel) -> None:
    committed(driver, None)
    driver.rollback()
    assert (channel.patience["apply"], channel.patience["revert"]) == (CHANGE_S, CHANGE_S)
