"""Patches, for a person or a program."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govnetgen.diagnostics import Diagnostic
from govnetgen.model.json import to_json
from govnetgen.semantics.risk import Level, Risk
from govnetgen.views.diff import diff_json, how_many, network_json
from govnetgen.views.outcome import again_text, count, print_diagnostics, print_json
from govnetgen.workflow.change import DeviceChange
from govnetgen.workflow.patch_network import Patches

SHOWN = 12
"""Findings that are printed; the JSON has all."""
_ONE_MASKED = "one of these patches cannot be sent as it is"


def print_patch(found: DeviceChange, risks: Sequence[Risk], *, rollback: bool, as_json: bool) -> None:
    """Print the commands (or those that take them back) alone on standard output, the rest on standard error."""
    if as_json:
        print_json({"ok": True, **patch_json(found, risks), "diagnostics": []})
        return
    shown = found.shown
    sys.stdout.writelines(f"{line}\n" for line in (shown.rollback if rollback else shown.commands))
    sys.stderr.writelines(_risks(risks))
    for lines, what in ((shown.unmanaged, "that no model knows"), (shown.passed_over, "outside of the inventory")):
        if lines:
            verb = "stays as it is" if len(lines) == 1 else "stay as they are"
            sys.stderr.write(f"{count(len(lines), 'line')} {what} {verb}\n")


def patch_json(found: DeviceChange, risks: Sequence[Risk]) -> dict[str, Any]:
    """Return the patch of one device as JSON."""
    shown = found.shown
    return {
        "device": found.device,
        "platform": found.platform,
        "dialect": found.dialect,
        "digest": found.digest,
        "commands": list(shown.commands),
        "rollback": list(shown.rollback),
        "risks": [risk_json(one) for one in risks],
        "unmanaged": list(shown.unmanaged),
        "passed_over": list(shown.passed_over),
        "secrets_again": list(found.again),
        "diff": diff_json(shown.differences),
    }


def risk_json(risk: Risk) -> dict[str, Any]:
    """Return a finding as JSON, in English."""
    return {
        "code": risk.code,
        "level": risk.level.value,
        "message": risk.words.en,
        "devices": list(risk.devices),
        "lines": list(risk.lines),
    }


def print_patches(
    patches: Patches, output: Path | None, warnings: Sequence[Diagnostic], seconds: float, *, as_json: bool
) -> None:
    """Print what was written, and what it risks; captures that are refused are errors."""
    refused = tuple(one for held in patches.found.refused.values() for one in held)
    if as_json:
        document = {**patches_json(patches), "diagnostics": to_json((*warnings, *refused))}
        print_json({"ok": not refused, **document})
        return
    print_diagnostics((*warnings, *refused))
    sys.stdout.writelines(_risks(patches.risks))
    sys.stdout.writelines(_conclusion(patches, output, seconds))


def patches_json(patches: Patches) -> dict[str, Any]:
    """Return the patches of a network as JSON; ``risks`` are those of the whole network."""
    written = patches.written
    return {
        **network_json(patches.found),
        "risks": [risk_json(one) for one in patches.risks],
        "devices": {one.device: patch_json(one, patches.risks_of(one.device)) for one in patches.found.changed},
        "written": None if written is None else list(written.written),
        "removed": None if written is None else list(written.removed),
        "ledger_written": patches.ledger_written,
    }


def _risks(risks: Sequence[Risk]) -> Iterator[str]:
    for one in risks[:SHOWN]:
        more = f" and {len(one.devices) - 4} more" if len(one.devices) > 4 else ""
        yield f"{one.level} risk[{one.code}]: {', '.join(one.devices[:4])}{more}: {one.words.en}\n"
        yield from (f"    {line}\n" for line in one.lines[:2])
    if len(risks) > SHOWN:
        yield f"{count(len(risks) - SHOWN, 'more risk')}: --json has all\n"


def _conclusion(patches: Patches, output: Path | None, seconds: float) -> Iterator[str]:
    found, written = patches.found, patches.written
    masked = [one for one in found.changed if any("***" in line or "<secret:" in line for line in one.shown.commands)]
    again = {name for one in found.changed for name in one.again}
    if again:
        yield f"{again_text(sorted(again))}\n"
    if masked:
        what = f"{len(masked):,} of these patches cannot be sent as they are" if len(masked) > 1 else _ONE_MASKED
        yield f"{what}: *** and <secret:NAME> stand for secrets, which --resolve-secrets puts in\n"
    if written is not None:
        removed = f", removed {len(written.removed):,}" if written.removed else ""
        yield f"wrote {len(written.written):,} files to {output}, {written.unchanged:,} as before{removed}\n"
    if patches.ledger_written:
        yield "the ledger changed: commit it\n"
    high = sum(one.level is Level.HIGH for one in patches.risks)
    yield (
        f"{how_many(found)}; {count(len(patches.risks), 'risk')}, {high:,} high; "
        f"fingerprint {found.digest}; {seconds:.1f} s\n"
    )
