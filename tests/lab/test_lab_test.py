"""``lab test`` on the small network: what holds, what a failure does, and that seeded faults are caught."""

import json
from xml.etree import ElementTree

import pytest
from lab.machine import MARKS
from lab.mutated import Bench, caught
from lab.mutations import IN_CI, MUTATIONS
from lab.site import Site
from lab.watching import record_of, watch

from govnetgen.lab.failure import Failure, failures
from govnetgen.lab.judge import Verdict
from govnetgen.lab.outage import fail, heal
from govnetgen.views.lab_test import lab_test_json, lab_test_text
from govnetgen.views.lab_test_junit import lab_test_junit
from govnetgen.workflow.lab_test import LabTested

pytestmark = MARKS
SEEDED = [one for one in MUTATIONS if one.name in IN_CI]


@pytest.fixture(scope="module")
def up(site: Site) -> tuple[Bench, LabTested]:
    """The small network, and what the first test of it said."""
    bench = Bench(site.folder, site.name)
    return bench, bench.tested()


def test_the_network_does_what_its_inventory_says(up: tuple[Bench, LabTested]) -> None:
    _, tested = up
    assert not tested.failed, lab_test_text(tested)
    assert tested.settled.failing == 0
    assert len(tested.judged) > 60
    blocked = [one for one in tested.judged if not one.expected.passes]
    assert blocked
    assert all(one.proof for one in blocked)


def test_the_report_is_the_same_in_all_its_forms(up: tuple[Bench, LabTested]) -> None:
    _, tested = up
    document = json.loads(json.dumps(lab_test_json(tested)))
    assert document["ok"]
    assert document["verdicts"] == {"holds": len(tested.judged), "differs": 0, "unproven": 0}
    translated = [one for one in document["tests"] if one["kind"] == "nat"]
    assert {one["seen_as"] for one in translated} <= {"203.0.113.3", "203.0.113.4"}
    root = ElementTree.fromstring(lab_test_junit(tested))
    assert (root.get("tests"), root.get("failures")) == (str(len(tested.judged)), "0")
    assert f"{len(tested.judged)} of {len(tested.judged)} as expected" in lab_test_text(tested)


@pytest.mark.parametrize("mutation", SEEDED, ids=lambda one: one.name)
def test_a_seeded_fault_is_caught_by_packets_and_can_be_taken_back(up: tuple[Bench, LabTested], mutation) -> None:
    bench, _ = up
    found = caught(bench, mutation, quiet_s=2.0)
    assert found.by_packets


def test_what_was_taken_back_is_as_before(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    again = bench.tested()
    assert not again.failed, lab_test_text(again)


def test_a_failed_core_is_survived(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    assert failures(bench.prepared.network)[0] == Failure("core1", "core")
    tested = watch(bench, Failure("core1", "core"))
    assert tested.ok
    assert tested.failed.after_s is not None
    assert 0 < tested.failed.longest_s < 30
    assert len(tested.failed.lost_s) > 0


def test_a_dead_lab_does_not_pass(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    record = record_of(bench)
    for name in ("core1", "core2"):
        fail(record, name).require()
    try:
        dead = bench.tested(quiet_s=1.0)
    finally:
        heal(record, None).require()
    verdicts = {one.verdict for one in dead.judged if not one.expected.passes}
    assert Verdict.UNPROVEN in verdicts
    assert dead.failed
