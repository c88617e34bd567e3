"""A test of a lab as JUnit XML, which CI systems show: a suite a kind of expectation, a case a packet."""

from collections.abc import Sequence
from xml.etree import ElementTree

from govnetgen.lab.expect import TITLES, Kind, NotProbed
from govnetgen.lab.failure_watch import FailureTested
from govnetgen.lab.judge import Judged, Verdict
from govnetgen.views.lab_failure import failure_line
from govnetgen.views.lab_test import expected_words
from govnetgen.views.verify_junit import clean
from govnetgen.workflow.lab_test import LabTested


def lab_test_junit(tested: LabTested) -> bytes:
    """Return the document. What differs or is unproven fails; what no packet can show is skipped with its reason."""
    root = ElementTree.Element("testsuites", name=f"{tested.network.name} lab", time=f"{tested.seconds:.3f}")
    by_kind: dict[Kind, list[Judged]] = {}
    for one in tested.judged:
        by_kind.setdefault(one.expected.kind, []).append(one)
    for kind in TITLES:
        if kind in by_kind:
            _suite(root, tested.network.name, kind, by_kind[kind])
    _skipped(root, tested.network.name, tested.not_probed)
    _failures(root, tested.network.name, tested.failures)
    failures = sum(_fails(one) for one in tested.judged) + sum(not one.ok for one in tested.failures)
    cases = len(tested.judged) + len(tested.failures) + len(tested.not_probed)
    for key, value in _counts(cases, failures, len(tested.not_probed)):
        root.set(key, value)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(root: ElementTree.Element, network: str, kind: Kind, judged: Sequence[Judged]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=kind.value)
    for key, value in _counts(len(judged), sum(_fails(one) for one in judged), 0):
        suite.set(key, value)
    for one in judged:
        case = ElementTree.SubElement(suite, "testcase", classname=f"{network}.{kind.value}")
        case.set("name", clean(f"{one.expected} {expected_words(one.expected)}"))
        case.set("time", f"{one.seen.after_s:.3f}")
        if _fails(one):
            words = f"{one.verdict.value}: {one.why}" if one.verdict is not Verdict.HOLDS else "verify disagrees"
            failure = ElementTree.SubElement(case, "failure", message=clean(words))
            failure.text = clean("\n".join(_details(one)))


def _details(one: Judged) -> Sequence[str]:
    lines = [f"because: {one.expected.because}", f"expected: {expected_words(one.expected)}", f"seen: {one.seen}"]
    if one.expected.location is not None:
        lines.insert(0, str(one.expected.location))
    if one.predicted is not None:
        lines.append(f"verify predicts: {'arrives' if one.predicted.arrives else one.predicted.why}")
        lines += one.predicted.path
    return lines


def _failures(root: ElementTree.Element, network: str, tested: Sequence[FailureTested]) -> None:
    if not tested:
        return
    suite = ElementTree.SubElement(root, "testsuite", name="failures")
    for key, value in _counts(len(tested), sum(not one.ok for one in tested), 0):
        suite.set(key, value)
    for one in tested:
        case = ElementTree.SubElement(suite, "testcase", classname=f"{network}.failures", name=clean(one.failure.name))
        if not one.ok:
            ElementTree.SubElement(case, "failure", message=clean(failure_line(one)))


def _skipped(root: ElementTree.Element, network: str, left: Sequence[NotProbed]) -> None:
    if not left:
        return
    suite = ElementTree.SubElement(root, "testsuite", name="not tested")
    for key, value in _counts(len(left), 0, len(left)):
        suite.set(key, value)
    for one in left:
        case = ElementTree.SubElement(suite, "testcase", classname=f"{network}.not-tested", name=clean(one.subject))
        ElementTree.SubElement(case, "skipped", message=clean(one.why))


def _fails(one: Judged) -> bool:
    return one.verdict is not Verdict.HOLDS or one.disagrees


def _counts(tests: int, failures: int, skipped: int) -> tuple[tuple[str, str], ...]:
    return ("tests", str(tests)), ("failures", str(failures)), ("errors", "0"), ("skipped", str(skipped))
