"""Plans: written, read back, and of what was reviewed nothing else is done."""

import json
from pathlib import Path

import pytest

from govnetgen.deploy.change import Finding
from govnetgen.deploy.guard import LOCKOUTS, lockout
from govnetgen.deploy.plan import DevicePlan, Held, Plan, parse_plan, print_plan
from govnetgen.deploy.reviewed import find_reviewed, is_digest, only_reviewed, read_reviewed, require_digest
from govnetgen.diagnostics import InvalidInput
from govnetgen.semantics.risk import TITLES

RISK = Finding(code="management-acl", level="high", text="who may log in")


def device(name: str, digest: str = "d", running: str = "r", *risks: Finding) -> DevicePlan:
    return DevicePlan(
        device=name, platform="p", digest=digest, running_digest=running, commands=("one", " two\nthree"), risks=risks
    )


PLAN = Plan(
    network="大连",
    devices={"a": device("a", "1", "r", RISK), "b": device("b", "2")},
    unchanged=("c",),
    refused=(Held(device="d", code="would-lock-out", why="no"),),
    not_reached=(Held(device="e", code="not-reached", why="silence"),),
)


def code(text: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        parse_plan(text, "plan.json")
    return refused.value.diagnostics[0].code


def test_a_plan_comes_back_as_it_was_written() -> None:
    assert parse_plan(print_plan(PLAN), "plan.json") == PLAN


def test_nobody_edits_a_plan() -> None:
    document = json.loads(print_plan(PLAN))
    for path, value in ((("devices", "a", "commands"), ["other"]), (("unchanged",), []), (("digest",), "0" * 16)):
        edited = json.loads(json.dumps(document))
        at = edited
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        assert code(json.dumps(edited)) == "plan-edited"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1", "{}", '{"seal": "x"}', '{"seal": "x", "format": 9}'])
def test_what_is_no_plan(text: str) -> None:
    assert code(text) == "plan-damaged"


def test_what_is_no_json_is_said_with_its_place_and_what_is_another_thing_in_words() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_plan('{\n  "seal": x}', "plan.json")
    assert str(refused.value.diagnostics[0].location) == "plan.json:2:11"
    for text in ("[]", "1", "{}"):
        with pytest.raises(InvalidInput, match="it has no seal"):
            parse_plan(text, "plan.json")


@pytest.mark.parametrize(
    ("held", "found"), [(None, "no-file"), (b"\x7fELF\xd0\xff", "not-text"), (b"{", "plan-damaged")]
)
def test_what_was_reviewed_is_a_file_or_a_digest(tmp_path: Path, held: bytes | None, found: str) -> None:
    file = tmp_path / "plan.json"
    if held is not None:
        file.write_bytes(held)
    with pytest.raises(InvalidInput) as refused:
        find_reviewed(str(file))
    assert [one.code for one in refused.value.diagnostics] == [found]
    assert find_reviewed(PLAN.digest) == PLAN.digest
    assert find_reviewed("") is None


def test_the_digest_is_of_the_changes_alone_and_of_no_order() -> None:
    other = Plan(network="x", devices={"b": device("b", "2"), "a": device("a", "1")})
    assert other.digest == PLAN.digest
    assert Plan(network="x", devices={"a": device("a", "1")}).digest != PLAN.digest
    assert is_digest(PLAN.digest)


def test_only_what_was_reviewed_stays() -> None:
    now = Plan(
        network="n",
        devices={"a": device("a", "1"), "b": device("b", "9", "other"), "c": device("c"), "f": device("f", "9")},
    )
    reviewed = Plan(network="n", devices={"a": device("a", "1"), "b": device("b", "2"), "f": device("f", "2")})
    found = only_reviewed(now, reviewed)
    assert list(found.devices) == ["a"]
    assert {one.device: (one.code, one.why[:14]) for one in found.refused} == {
        "b": ("device-drifted", "it has drifted"),
        "c": ("not-reviewed", "its change is "),
        "f": ("device-drifted", "what is intend"),
    }


def test_what_was_reviewed_may_be_named_by_its_digest() -> None:
    assert read_reviewed(json.dumps({"digest": PLAN.digest, "devices": []}), "review.json") == PLAN.digest
    require_digest(PLAN, PLAN.digest)
    with pytest.raises(InvalidInput):
        require_digest(PLAN, "0" * 16)


def test_the_way_in_needs_a_timer_or_somebodys_word() -> None:
    one = device("a", "1", "r", RISK)
    assert "may lock operators out" in lockout(one, timer=False, allowed=())
    assert lockout(one, timer=False, allowed=("b",))
    assert lockout(one, timer=True, allowed=()) == lockout(one, timer=False, allowed=("a",)) == ""
    assert lockout(device("a"), timer=False, allowed=()) == ""


def test_what_was_done_already_is_no_other_plan() -> None:
    require_digest(Plan(network="x", devices={}, unchanged=("a", "b")), PLAN.digest)
    with pytest.raises(InvalidInput):
        require_digest(Plan(network="x", devices={}, not_reached=PLAN.not_reached), PLAN.digest)


def test_the_guard_knows_the_risks_by_their_names() -> None:
    assert set(TITLES) >= LOCKOUTS
