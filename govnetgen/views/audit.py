"""An audit as text for a terminal, and as one JSON document."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from govnetgen.addressing.audit.gravity import GRAVITY
from govnetgen.diagnostics import Diagnostic
from govnetgen.model.claims import Claim, Evidence, Finding, Origin
from govnetgen.model.json import to_json
from govnetgen.views.audit_wording import ENGLISH, in_chinese, in_english
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count, print_diagnostics
from govnetgen.workflow.audit import Audited

_SHOWN = 8
"""How many findings of a code the text shows."""


def print_audit(audited: Audited, diagnostics: Sequence[Diagnostic], files: Sequence[str], as_json: bool) -> None:
    """Print an audit; ``files`` are those that were written."""
    if as_json:
        for part in audit_json(audited, diagnostics, files):
            sys.stdout.write(part)
        return
    print_diagnostics(diagnostics)
    sys.stdout.write(audit_text(audited))
    if files:
        sys.stdout.write(f"\nwritten: {', '.join(files[:_SHOWN])}")
        more = len(files) - _SHOWN
        sys.stdout.write(f" and {more:,} more\n" if more > 0 else "\n")


def audit_text(audited: Audited) -> str:
    """Return what was read, and a table of the defects with the first few of each code."""
    handed_in, names = audited.handed_in, audited.names
    held = (
        count(len(handed_in.claims), "claim"),
        count(len(handed_in.hosts), "host"),
        f"{len(handed_in.arp):,} ARP entries",
        count(len(handed_in.devices), "configuration"),
    )
    text = f"read: {', '.join(held)}; unreadable: {count(len(handed_in.unreadable), 'row')}\n"
    by_code: dict[str, list[Finding]] = {}
    for finding in audited.findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, findings in by_code.items():
        rows = sum(len(one.evidence) for one in findings)
        text += f"\n{code} {GRAVITY[code]}  {ENGLISH[code].title}: {len(findings):,} ({count(rows, 'row')})\n"
        lines = [(str(one.evidence[0].origin), in_english(one, names).message) for one in findings[:_SHOWN]]
        text += columns(lines)
        if len(findings) > _SHOWN:
            text += f"  and {len(findings) - _SHOWN:,} more; --json or -o DIR shows all\n"
    if handed_in.unreadable:
        text += f"\nunreadable: {count(len(handed_in.unreadable), 'row')}\n"
        text += columns([(str(one.origin), one.written, one.reason) for one in handed_in.unreadable[:_SHOWN]])
        if len(handed_in.unreadable) > _SHOWN:
            text += f"  and {len(handed_in.unreadable) - _SHOWN:,} more\n"
    return text


def audit_json(audited: Audited, diagnostics: Sequence[Diagnostic], files: Sequence[str]) -> Iterator[str]:
    """Yield the parts of the document: in small pieces, since there may be a million claims."""
    handed_in, names = audited.handed_in, audited.names
    counts = Counter(one.code for one in audited.findings)
    yield '{\n"ok": true,\n'
    yield f'"counts": {_line(dict(sorted(counts.items())))},\n'
    yield from _list("findings", (_finding(one, names) for one in audited.findings))
    unreadable = (
        {**_place(one.origin), "code": one.code, "text": one.written, "reason": one.reason}
        for one in handed_in.unreadable
    )
    yield from _list("unreadable", unreadable)
    yield from _list("claims", (_claim(one, names) for one in handed_in.claims))
    yield f'"hosts": {len(handed_in.hosts)},\n"arp_entries": {len(handed_in.arp)},\n'
    devices = [{"file": one.file, "device": one.name, "platform": one.platform} for one in handed_in.devices]
    yield f'"configurations": {_line(devices)},\n"files": {_line(list(files))},\n'
    yield f'"diagnostics": {_line(to_json(tuple(diagnostics)))}\n}}\n'


def _list(name: str, values: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield f'"{name}": ['
    separator = "\n"
    while batch := list(islice(values, _BATCH)):
        yield separator + _line(batch)[1:-1]
        separator = ",\n"
    yield "\n],\n"


_BATCH = 64
"""How many values share a line: the encoder's start costs as much as a value."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "))


def _line(value: object) -> str:
    return _ENCODER.encode(value)


def _place(origin: Origin) -> dict[str, Any]:
    place: dict[str, Any] = {"file": origin.file, "row": origin.row}
    if origin.column:
        place["column"] = origin.column
    if origin.sheet:
        place["sheet"] = origin.sheet
    return place


def _finding(finding: Finding, names: dict[str, str]) -> dict[str, Any]:
    english, chinese = in_english(finding, names), in_chinese(finding, names)
    return {
        "code": finding.code,
        "severity": GRAVITY[finding.code].value,
        "subject": finding.subject,
        "units": list(finding.units),
        "message": english.message,
        "fix": english.fix,
        "message_zh": chinese.message,
        "fix_zh": chinese.fix,
        "evidence": [_evidence(one) for one in finding.evidence],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    found = {**_place(one.origin), "text": one.text}
    return {**found, "unit": one.unit} if one.unit else found


def _claim(claim: Claim, names: dict[str, str]) -> dict[str, Any]:
    found = {
        **_place(claim.origin),
        "prefix": str(claim.prefix),
        "unit": claim.owner.id,
        "name": names.get(claim.owner.id, claim.owner.written),
        "written": claim.written,
    }
    facts = claim.facts
    if not claim.owner.registered:
        found["registered"] = False
    if not claim.subnet:
        found["subnet"] = False
    if facts.gateways:
        found["gateways"] = [str(one) for one in facts.gateways]
    if facts.vlans:
        found["vlans"] = list(facts.vlans)
    if facts.hosts is not None:
        found["hosts"] = facts.hosts
    if facts.domain:
        found["domain"] = facts.domain
    return found
