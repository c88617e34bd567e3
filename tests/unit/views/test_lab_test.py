"""What is said of a test of a lab: each finding with what was expected, seen and predicted; counts in all forms."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from networks import FOLDERS

from govnetgen.lab.expect import NotProbed
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.failure import Failure
from govnetgen.lab.failure_watch import Change, FailureTested
from govnetgen.lab.judge import judge
from govnetgen.lab.probe import Probe, Seen
from govnetgen.lab.probe_settle import Settled
from govnetgen.views.lab_test import lab_test_json, lab_test_text
from govnetgen.views.lab_test_junit import lab_test_junit
from govnetgen.workflow.lab_test import LabTested, Prepared, prepare


@pytest.fixture(scope="module")
def small() -> Prepared:
    """What the small network is tested for."""
    return prepare(Path(FOLDERS["small"]), (), Sampling()).require()


def as_expected(prepared: Prepared, probe: Probe) -> Seen:
    """What a lab shows that does what it should."""
    expected = prepared.probes.expected
    if probe.number < len(expected) and not expected[probe.number].passes:
        return Seen()
    one = expected[probe.number] if probe.number < len(expected) else None
    source = one.seen_as.first if one is not None and one.seen_as is not None else probe.source_address
    return Seen(arrived=probe.target is not None, answered=True, source=source, after_s=0.002)


def result(prepared: Prepared, *failures: FailureTested, **changed: Seen) -> LabTested:
    """Judge a lab that does as expected, but for what is said of the first packet of some kinds."""
    seen = {one.number: as_expected(prepared, one) for one in prepared.probes.probes}
    for kind, found in changed.items():
        number = next(n for n, one in enumerate(prepared.probes.expected) if one.kind.value == kind)
        seen[number] = found
    return LabTested(
        network=prepared.network,
        nodes=4,
        hosts=5,
        judged=judge(prepared.probes, seen, prepared.predicted),
        not_probed=(NotProbed(subject="rule x", why="nobody sends it"),),
        settled=Settled(2.5, 0),
        seconds=1.25,
        failures=failures,
    )


def failed(**more: object) -> FailureTested:
    """A failure that was survived, unless more is said."""
    nothing = Change(after_s=3.0, lost_s={0: 2.9}, gone=frozenset())
    said = {"surviving": frozenset({0}), "before": frozenset(), "failed": nothing, "healed": nothing, **more}
    return FailureTested(failure=Failure("core1", "core"), flows=(), **said)


def test_all_is_well(small: Prepared) -> None:
    found = result(small)
    text = lab_test_text(found)
    number = len(found.judged)
    assert not found.failed
    assert text.startswith("small: 4 nodes, 5 hosts\n")
    assert "not tested: rule x: nobody sends it\n" in text
    assert text.endswith(f"{number} of {number} as expected; converged after 2.5 s, tested in 1.2 s\n")


def test_what_differs_is_shown_with_what_was_expected_seen_and_predicted(small: Prepared) -> None:
    found = result(small, nat=Seen(arrived=True, answered=True, source=small.lab.hosts[0].addresses[0].address))
    text = lab_test_text(found)
    assert found.failed
    assert "policy.yaml:14" in text
    assert "error[lab-test-differs]: source translation out, rule of fw1; rule out: " in text
    assert "    expected: passes, seen as 203.0.113.3-203.0.113.4\n" in text
    assert f"    seen: seen as {small.lab.hosts[0].addresses[0].address} instead of 203.0.113.3-203.0.113.4\n" in text
    assert "    verify predicts: arrives\n" in text


def test_the_forms_count_the_same(small: Prepared) -> None:
    found = result(small, nat=Seen(), rule=Seen(arrived=True))
    document = json.loads(json.dumps(lab_test_json(found)))
    root = ElementTree.fromstring(lab_test_junit(found))
    assert document["ok"] is False
    assert document["verdicts"]["differs"] == 2
    assert document["disagreements"] == 2
    assert int(root.get("failures", "")) == 2 == len(root.findall(".//failure"))
    assert int(root.get("tests", "")) == len(found.judged) + 1 == len(root.findall(".//testcase"))
    assert len(root.findall(".//skipped")) == 1


def test_packets_that_do_as_expected_and_not_as_predicted_are_a_finding(small: Prepared) -> None:
    found = result(small)
    number = next(n for n, one in enumerate(found.judged) if one.predicted is not None and one.predicted.arrives)
    one = found.judged[number]
    assert one.predicted is not None
    wrong = replace(one, predicted=replace(one.predicted, arrives=False, why="a model's mistake"))
    found = replace(found, judged=(*found.judged[:number], wrong, *found.judged[number + 1 :]))
    assert found.failed
    text = lab_test_text(found)
    assert "error[lab-test-disagrees]: " in text
    assert "verify predicts: dropped: a model's mistake" in text
    assert "1 not as verify predicts" in text


def test_failures_are_a_table_and_a_suite(small: Prepared) -> None:
    lost = Change(after_s=None, lost_s={0: 60.0}, gone=frozenset({0}))
    good, bad = (
        result(small, failed()),
        result(small, failed(failed=replace(lost, gone=frozenset()), before=frozenset())),
    )
    assert not good.failed
    assert "survived" in lab_test_text(good)
    assert not bad.failed, "what came back in the end has come back"
    flow = good.judged[0].expected
    broken = replace(failed(failed=lost), flows=(flow,))
    worse = result(small, broken)
    assert worse.failed
    text = lab_test_text(worse)
    assert "NOT SURVIVED" in text
    assert f"core1: {flow} has another way and did not come back" in text
    root = ElementTree.fromstring(lab_test_junit(worse))
    assert [one.get("name") for one in root.findall("testsuite[@name='failures']/testcase")] == ["core1"]
    assert len(root.findall(".//failure")) == 1
    assert lab_test_json(worse)["failures"][0]["ok"] is False
