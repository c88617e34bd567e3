"""What documents state: read, decided, and accepted where it fails."""

from pathlib import Path

import pytest
from networks import Built, build
from verify_mutations.change import interface, observed, text

from govnetgen.diagnostics import Checked
from govnetgen.inventory import load_facts
from govnetgen.model.fact import Facts
from govnetgen.model.finding import Finding, Verdict
from govnetgen.verify import verify
from govnetgen.verify.fact import check


@pytest.fixture(scope="module")
def dalian() -> Built:
    """The Dalian network."""
    return build("dalian")


def load(folder: Path, *lines: str, accepted: str = "") -> Checked[Facts]:
    """Read facts that are written as they are in a file."""
    facts = "".join(f"  - {{say: 说, source: 书, {line}}}\n" for line in lines)
    (folder / "facts.yaml").write_text(f"facts:\n{facts}{accepted}", encoding="utf-8")
    return load_facts(folder)


def decide(built: Built, folder: Path, line: str) -> Finding:
    """Decide one fact."""
    (found,) = check(observed(built), load(folder, line).require(), {})
    return found


HOLDS = [
    "check: count, of: units, where: {kind: department}, equals: 44",
    "check: count, of: units, where: {kind: department}, more_than: 43, fewer_than: 45",
    "check: count, of: hosts, more_than: 40000",
    "check: count, of: vpns, distinct: owner, equals: 12",
    "check: count, of: externals, equals: 2",
    "check: count, of: firewalls, where: {role: [exit, boundary]}, equals: 4",
    "check: count, of: sites, where: {tier: district, parent: dalian}, at_least: 12",
    "check: property, of: network, is: {kind: extranet}",
    "check: property, of: device core1, is: {platform: ruijie_rgos}",
    "check: property, of: devices, where: {role: core}, is: {hardware: 'rg-n180*'}",
    "check: property, of: link core1--core2, is: {speed: 10G, count: 2}",
    "check: exit",
    "check: single_route",
    "check: reachability, from: gsj/office, to: sjzx/app, expect: reachable, service: web",
    "check: reachability, from: isp, to: intranet, expect: blocked",
    "check: reachability, from: gsj, to: isp, expect: reachable, service: web",
]
FAILS = {
    "check: count, of: units, where: {kind: department}, equals: 45": "there are 44 units, and 45 are stated",
    "check: count, of: units, where: {site: nowhere}, at_least: 1": "found: none",
    "check: property, of: units, where: {kind: department}, is: {class: A}": "class D, and A is stated",
    "check: property, of: device nobody, is: {role: core}": "no devices are as picked",
    "check: exit, closed: true": "exit-fw1 10ge-1/0/2 to isp",
    "check: reachability, from: gsj/office, to: dsj/office, expect: reachable": "dropped by policy of dsj-fw1",
    "check: reachability, from: gsj/office, to: sjzx/app, expect: blocked, service: web": "by rule to-shared",
}
UNDECIDED = {
    "check: reachability, from: nobody, to: gsj, expect: blocked": "'nobody' is no unit",
    "check: reachability, from: gsj, to: dsj, expect: blocked, service: smoke": "no service 'smoke'",
    "check: isolation, from: elsewhere": "elsewhere could not be read",
}
WRONG = {
    "check: count, of: units": "missing-key",
    "check: count, of: unicorns, equals: 1": "bad-value",
    "check: counts, of: units, equals: 1": "bad-value",
    "of: units, equals: 1": "missing-key",
    "check: count, of: units, where: {colour: red}, equals: 1": "unknown-key",
    "check: count, of: units, where: {platform: linux}, equals: 1": "unknown-key",
    "check: count, of: units, distinct: platform, equals: 1": "unknown-key",
    "check: property, of: castle gsj, is: {kind: x}": "bad-value",
    "check: reachability, from: gsj, to: dsj, expect: maybe": "bad-value",
}


@pytest.mark.parametrize("line", HOLDS)
def test_what_is_so_holds(dalian: Built, tmp_path: Path, line: str) -> None:
    found = decide(dalian, tmp_path, line)
    assert found.verdict is Verdict.HOLDS, text(found)


@pytest.mark.parametrize("line", FAILS)
def test_what_is_not_so_fails_and_shows_why(dalian: Built, tmp_path: Path, line: str) -> None:
    found = decide(dalian, tmp_path, line)
    assert found.verdict is Verdict.FAILS
    assert FAILS[line] in text(found)
    assert found.location is not None
    assert found.location.line == 2


@pytest.mark.parametrize("line", UNDECIDED)
def test_what_cannot_be_decided_says_why(dalian: Built, tmp_path: Path, line: str) -> None:
    found = decide(dalian, tmp_path, line)
    assert found.verdict is Verdict.UNDECIDED
    assert UNDECIDED[line] in text(found)


@pytest.mark.parametrize("line", WRONG)
def test_mistakes_in_facts_are_found_at_their_place(tmp_path: Path, line: str) -> None:
    checked = load(tmp_path, line)
    assert checked.value is None
    assert [one.code for one in checked.diagnostics] == [WRONG[line]]
    (one,) = checked.diagnostics
    assert one.location.line == 2
    assert one.hint
    assert one.excerpt


def test_a_folder_without_facts_states_none(tmp_path: Path) -> None:
    assert load_facts(tmp_path).require() == Facts()


def test_a_single_route_that_is_not_fails(dalian: Built, tmp_path: Path) -> None:
    lines = load(tmp_path, "check: single_route").require()
    small = build("small")
    (found,) = check(observed(small), lines, {})
    assert found.verdict is Verdict.FAILS


def test_accepted_failures_are_told_apart_and_stale_ones_fail(dalian: Built, tmp_path: Path) -> None:
    accepted = (
        "accepted:\n"
        '  - {check: single-point, subject: "agg-*", why: one switch a district}\n'
        "  - {check: link-ends, subject: nothing, why: it was mended}\n"
    )
    facts = load(tmp_path, "check: exit", accepted=accepted).require()
    found = verify(observed(dalian), facts)
    points = [one for one in found if one.verdict is Verdict.ACCEPTED]
    assert {one.check for one in points} == {"single-point"}
    assert all("accepted: one switch a district" in one.evidence for one in points)
    assert [(one.check, one.subject) for one in found if one.verdict is Verdict.FAILS] == [
        ("accepted-failures", "nothing")
    ]


def test_a_stated_single_route_makes_no_promise_of_a_second_one(dalian: Built, tmp_path: Path) -> None:
    facts = load(tmp_path, "check: single_route").require()
    found = verify(observed(dalian), facts)
    assert not [one for one in found if one.verdict is Verdict.FAILS]


def test_counted_firewalls_are_those_that_have_a_policy_in_their_text(dalian: Built, tmp_path: Path) -> None:
    spoilt = interface(dalian, "core1", "loopback-0", lambda one: one)
    assert decide(spoilt, tmp_path, "check: count, of: firewalls, equals: 106").verdict is Verdict.HOLDS
