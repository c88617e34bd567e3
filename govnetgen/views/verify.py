"""What verification decided: failures with their evidence, what could not be decided, and a table of the checks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from govnetgen.diagnostics import Diagnostic, Location, Severity
from govnetgen.model.finding import Finding, Verdict
from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.diagnostics import format_diagnostics
from govnetgen.views.outcome import count
from govnetgen.workflow.excerpts import with_excerpts
from govnetgen.workflow.verify import Verification

SHOWN = 10
"""Failures of a check that are printed; JSON has all."""

_SEVERITY = {Verdict.FAILS: Severity.ERROR, Verdict.UNDECIDED: Severity.WARNING}


def verification_text(verification: Verification, titles: Mapping[str, str], seconds: float) -> str:
    """Return the failures and open questions, then a table of all checks, then one line of conclusion."""
    network = verification.network
    title = f" ({network.title})" if network.title else ""
    said = f"{network.name}{title}: {count(len(network.devices), 'device')} rendered and read back"
    return (
        "".join(_shown(verification))
        + f"{said}, {count(verification.lines, 'line')}\n"
        + _table(verification, titles)
        + _conclusion(verification, seconds)
    )


def verification_json(verification: Verification, seconds: float) -> dict[str, Any]:
    """Return everything as JSON."""
    verdicts = Counter(one.verdict for one in verification.findings)
    return {
        "ok": not verification.failed,
        "network": verification.network.name,
        "title": verification.network.title,
        "devices": len(verification.network.devices),
        "lines": verification.lines,
        "verdicts": {one.value: verdicts[one] for one in Verdict},
        "findings": [to_json(one) for one in verification.findings],
        "seconds": round(seconds, 3),
    }


def _shown(verification: Verification) -> Iterator[str]:
    printed: Counter[str] = Counter()
    worst = sorted(
        (one for one in verification.findings if one.verdict in _SEVERITY),
        key=lambda one: one.verdict is not Verdict.FAILS,
    )
    for one in worst:
        printed[one.check] += 1
        if printed[one.check] <= SHOWN:
            yield finding_text(one, verification.network.folder)
    for check, number in printed.items():
        if number > SHOWN:
            yield f"{count(number - SHOWN, 'more finding')} of {check}: --json shows all\n"


def finding_text(one: Finding, folder: str) -> str:
    """Return a failure or open question in the form of a diagnostic, its evidence below it."""
    place = one.location or Location(folder)
    words = f"{one.subject}: {one.message}"
    if one.verdict is Verdict.UNDECIDED:
        words = f"{one.subject}: cannot be decided: {one.message}"
    diagnostic = Diagnostic(one.check, words, place, severity=_SEVERITY[one.verdict], related=one.related)
    return format_diagnostics(with_excerpts([diagnostic])) + "".join(f"    {line}\n" for line in one.evidence)


def _table(verification: Verification, titles: Mapping[str, str]) -> str:
    verdicts: dict[str, Counter[Verdict]] = {}
    for one in verification.findings:
        verdicts.setdefault(one.check, Counter())[one.verdict] += 1
    rows = [
        (check, *(f"{found[one]:,}" if found[one] else "-" for one in Verdict), titles.get(check, ""))
        for check, found in verdicts.items()
    ]
    return columns([("check", *(one.value for one in Verdict), ""), *rows], right=frozenset({1, 2, 3, 4}))


def _conclusion(verification: Verification, seconds: float) -> str:
    verdicts = Counter(one.verdict for one in verification.findings)
    said = [count(verdicts[Verdict.FAILS], "failure")]
    if verdicts[Verdict.UNDECIDED]:
        said.append(f"{verdicts[Verdict.UNDECIDED]:,} undecided")
    if verdicts[Verdict.ACCEPTED]:
        said.append(f"{verdicts[Verdict.ACCEPTED]:,} accepted")
    return f"{', '.join(said)} of {len(verification.findings):,} decided; {seconds:.1f} s\n"
