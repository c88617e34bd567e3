"""What a test of a lab found: expected against seen where they differ, a table of the kinds, one line of conclusion."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from govnetgen.diagnostics import Diagnostic, Location
from govnetgen.lab.expect import TITLES, Expectation, Kind
from govnetgen.lab.judge import Judged, Verdict, shown
from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.diagnostics import format_diagnostics
from govnetgen.views.lab_failure import failure_json, failures_text
from govnetgen.views.outcome import count
from govnetgen.workflow.lab_test import LabTested

SHOWN = 10
"""Findings of a kind that are printed; JSON has all."""

DIFFERS, UNPROVEN, DISAGREES = "lab-test-differs", "lab-test-unproven", "lab-test-disagrees"


def lab_test_text(tested: LabTested) -> str:
    """Return the findings, then a table of all kinds, then what no packet can show, then the conclusion."""
    return (
        "".join(_findings(tested))
        + f"{tested.network.name}: {count(tested.nodes, 'node')}, {count(tested.hosts, 'host')}\n"
        + _table(tested)
        + "".join(f"not tested: {one.subject}: {one.why}\n" for one in tested.not_probed)
        + failures_text(tested.failures)
        + _conclusion(tested)
    )


def lab_test_json(tested: LabTested) -> dict[str, Any]:
    """Return everything as JSON."""
    verdicts = Counter(one.verdict for one in tested.judged)
    return {
        "ok": not tested.failed,
        "network": tested.network.name,
        "nodes": tested.nodes,
        "hosts": tested.hosts,
        "converged": tested.settled.failing == 0,
        "converged_after_s": round(tested.settled.after_s, 3),
        "tested_s": round(tested.seconds, 3),
        "verdicts": {one.value: verdicts[one] for one in Verdict},
        "disagreements": len(tested.disagreeing),
        "tests": [_judged(one) for one in tested.judged],
        "failures": [failure_json(one) for one in tested.failures],
        "not_tested": [to_json(one) for one in tested.not_probed],
    }


def expected_words(one: Expectation) -> str:
    """Say what an expectation expects."""
    if not one.passes:
        return "is blocked"
    return "passes" + (f", seen as {shown(one.seen_as)}" if one.seen_as is not None else "")


def _judged(one: Judged) -> dict[str, Any]:
    expected = one.expected
    return {
        "kind": expected.kind.value,
        "because": expected.because,
        "version": expected.version,
        "from": expected.source.station.name,
        "source": str(expected.spoofed or expected.source.address),
        "spoofed": expected.spoofed is not None,
        "to": expected.target.station.name,
        "target": str(expected.target.address),
        "packet": str(expected.packet),
        "sent_to": str(expected.sent_to),
        "sent": str(expected.sent),
        "expected": expected_words(expected),
        "seen": str(one.seen),
        "seen_as": None if one.seen.source is None else str(one.seen.source),
        "answered_ms": round(1000 * one.seen.after_s, 1) if one.seen.answered else None,
        "verdict": one.verdict.value,
        "why": one.why,
        "proof": one.proof,
        "predicted": None if one.predicted is None else to_json(one.predicted),
        "disagrees": one.disagrees,
        "location": None if expected.location is None else str(expected.location),
    }


def _findings(tested: LabTested) -> Iterator[str]:
    printed: Counter[str] = Counter()
    for one in (*tested.differing, *(each for each in tested.disagreeing if each.verdict is Verdict.HOLDS)):
        code = _code(one)
        printed[code] += 1
        if printed[code] <= SHOWN:
            yield _finding(tested, one, code)
    for code, number in printed.items():
        if number > SHOWN:
            yield f"{count(number - SHOWN, 'more finding')} of {code}: --json shows all\n"


def _code(one: Judged) -> str:
    return {Verdict.DIFFERS: DIFFERS, Verdict.UNPROVEN: UNPROVEN, Verdict.HOLDS: DISAGREES}[one.verdict]


def _finding(tested: LabTested, one: Judged, code: str) -> str:
    expected = one.expected
    place = expected.location or Location(tested.network.folder or tested.network.name)
    said = one.why if one.verdict is not Verdict.HOLDS else str(one.seen)
    problem = Diagnostic(code, f"{expected.because}: {expected}", place)
    lines = [f"expected: {expected_words(expected)}", f"seen: {said}"]
    if one.predicted is not None:
        verdict = "arrives" if one.predicted.arrives else f"dropped: {one.predicted.why}"
        lines.append(f"verify predicts: {verdict}")
        lines += (f"  {step}" for step in one.predicted.path)
    return format_diagnostics([problem]) + "".join(f"    {line}\n" for line in lines)


def _table(tested: LabTested) -> str:
    verdicts: dict[Kind, Counter[Verdict]] = {}
    for one in tested.judged:
        verdicts.setdefault(one.expected.kind, Counter())[one.verdict] += 1
    rows = [
        (kind.value, *(f"{verdicts[kind][one]:,}" if verdicts[kind][one] else "-" for one in Verdict), title)
        for kind, title in TITLES.items()
        if kind in verdicts
    ]
    return columns([("about", *(one.value for one in Verdict), ""), *rows], right=frozenset({1, 2, 3}))


def _conclusion(tested: LabTested) -> str:
    verdicts = Counter(one.verdict for one in tested.judged)
    said = [f"{verdicts[Verdict.HOLDS]:,} of {len(tested.judged):,} as expected"]
    said += [f"{verdicts[one]:,} {word}" for one, word in _WORDS.items() if verdicts[one]]
    if tested.disagreeing:
        said.append(f"{len(tested.disagreeing):,} not as verify predicts")
    waited = "converged" if not tested.settled.failing else "not converged"
    return f"{', '.join(said)}; {waited} after {tested.settled.after_s:.1f} s, tested in {tested.seconds:.1f} s\n"


_WORDS = {Verdict.DIFFERS: "different", Verdict.UNPROVEN: "unproven"}
