"""What differs between running and intended configurations, line by line, and what it means."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from govnetgen.configtree.textdiff import DiffLine
from govnetgen.diagnostics import Diagnostic
from govnetgen.model.json import to_json
from govnetgen.views.outcome import again_text, count, print_diagnostics, print_json
from govnetgen.workflow.change import DeviceChange
from govnetgen.workflow.changes import NetworkChange


def print_difference(found: DeviceChange, as_json: bool) -> None:
    """Print what differs between two configurations, each line below the lines of its blocks, and what it means."""
    if as_json:
        print_json({"ok": True, **difference_json(found), "diagnostics": []})
        return
    sys.stdout.writelines(_lines(found))


def print_network_difference(found: NetworkChange, warnings: Sequence[Diagnostic], as_json: bool) -> None:
    """Print what differs, device by device; captures that are refused are errors."""
    refused = tuple(one for held in found.refused.values() for one in held)
    if as_json:
        print_json({"ok": not refused, **network_difference_json(found), "diagnostics": to_json((*warnings, *refused))})
        return
    print_diagnostics((*warnings, *refused))
    for one in found.changed:
        sys.stdout.write(f"{one.device} ({one.platform})\n")
        sys.stdout.writelines(_lines(one))
        sys.stdout.write("\n")
    sys.stdout.write(f"{how_many(found)}; fingerprint {found.digest}\n")


def how_many(found: NetworkChange) -> str:
    """Say how many devices change, and how many nobody can tell of."""
    change = "changes" if len(found.changed) == 1 else "change"
    refused = f", {count(len(found.refused), 'capture')} refused" if found.refused else ""
    missing = f", {len(found.without_capture):,} without a capture" if found.without_capture else ""
    return f"{len(found.changed):,} of {count(len(found.changes), 'device')} {change}{refused}{missing}"


def network_difference_json(found: NetworkChange) -> dict[str, Any]:
    """Return the difference of a network as JSON."""
    return {
        **network_json(found),
        "devices": {one.device: difference_json(one) for one in found.changed},
    }


def network_json(found: NetworkChange) -> dict[str, Any]:
    """Return what every document about a network's changes begins with."""
    return {
        "network": found.network.name,
        "digest": found.digest,
        "changed": [one.device for one in found.changed],
        "unchanged": [one.device for one in found.changes if not one.changed],
        "refused": {name: [one.code for one in held] for name, held in found.refused.items()},
        "without_capture": list(found.without_capture),
        "without_device": list(found.without_device),
    }


def difference_json(found: DeviceChange) -> dict[str, Any]:
    """Return the difference of one device as JSON."""
    return {
        "device": found.device,
        "platform": found.platform,
        "dialect": found.dialect,
        "digest": found.digest,
        "diff": diff_json(found.shown.differences),
        "changes": to_json(found.changes),
        "unmanaged": list(found.shown.unmanaged),
        "passed_over": list(found.shown.passed_over),
        "unknown_secrets": found.unknown_secrets,
        "secrets_again": list(found.again),
    }


def diff_json(differences: Sequence[DiffLine]) -> list[dict[str, Any]]:
    """Return lines that differ as JSON."""
    return [{"sign": one.sign, "depth": one.depth, "text": one.text} for one in differences]


def _lines(found: DeviceChange) -> Iterator[str]:
    for one in found.shown.differences:
        for line in one.text.split("\n"):
            yield f"{one.sign} {'  ' * one.depth}{line}\n"
    if found.again:
        yield f"{again_text(found.again)}\n"
    if found.changes:
        yield "what it means:\n"
        yield from (f"  * {one.words.en}\n" for one in found.changes)
    elif found.shown.differences:
        yield "what it means: nothing that the inventory knows of\n"
