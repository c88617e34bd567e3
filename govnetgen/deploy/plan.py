"""``Plan``: what a deployment is going to do, device by device, as it was shown to whoever approved it.

It holds no secret. The commands themselves are worked out again when a device is about to be changed, and must give
the same digest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govnetgen.deploy.change import Finding
from govnetgen.deploy.probe import Probe
from govnetgen.diagnostics import InvalidInput, Location, error
from govnetgen.model.json import to_json

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePlan:
    """One device that changes. ``tier`` counts from the top of the hierarchy. Commands are masked."""

    device: str
    platform: str
    digest: str
    running_digest: str
    site: str = ""
    tier: int = 0
    rank: int = 0
    """Within a tier, smaller numbers go first: what fewer others depend on."""
    pair: str = ""
    commands: tuple[str, ...] = ()
    rollback: tuple[str, ...] = ()
    risks: tuple[Finding, ...] = ()
    forced: tuple[str, ...] = ()
    unmanaged: int = 0
    again: tuple[str, ...] = ()
    """The secrets that are written again because their text is, or may be, another one."""
    probes: tuple[Probe, ...] = ()
    """Who is asked for an answer before and behind the change. They change nothing: no digest is of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A device that is not going to be changed, and why."""

    device: str
    code: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A deployment: devices that change, that need no change, that cannot be changed, that could not be read."""

    network: str
    devices: Mapping[str, DevicePlan] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    refused: tuple[Held, ...] = ()
    not_reached: tuple[Held, ...] = ()

    @property
    def digest(self) -> str:
        """What was reviewed and nothing else: the same that ``diff``, ``patch`` and ``review`` print."""
        parts = sorted(f"{name} {one.digest}" for name, one in self.devices.items())
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.devices

    @property
    def whole(self) -> bool:
        """Tell whether every device could be planned."""
        return not self.refused and not self.not_reached


def print_plan(plan: Plan) -> str:
    """Return a plan as JSON, sealed with a digest of all that it says."""
    document = _document(plan)
    return json.dumps({**document, "seal": _seal(document)}, ensure_ascii=False, indent=2) + "\n"


def _document(plan: Plan) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "network": plan.network,
        "digest": plan.digest,
        "devices": {name: to_json(one) for name, one in sorted(plan.devices.items())},
        "unchanged": list(plan.unchanged),
        "refused": to_json(plan.refused),
        "not_reached": to_json(plan.not_reached),
    }


def _seal(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def parse_plan(text: str, file: str) -> Plan:
    """Read a plan back; raises InvalidInput for one that was edited, cut, or is none."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as failure:
        raise _damaged(failure.msg, Location(file, failure.lineno, failure.colno)) from None
    if not isinstance(document, dict) or "seal" not in document:
        raise _damaged("it has no seal", Location(file))
    seal = document.pop("seal")
    if document.get("format") != FORMAT:
        raise _damaged(f"its format is {document.get('format')!r}, not {FORMAT}", Location(file))
    if _seal(document) != seal:
        raise _bad("plan-edited", "this plan was edited after it was written", Location(file))
    try:
        plan = _plan(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged("another version of govnetgen wrote it", Location(file)) from None
    if plan.digest != document.get("digest"):
        raise _bad("plan-edited", "this plan was edited after it was written", Location(file))
    return plan


def _damaged(why: str, place: Location) -> InvalidInput:
    return _bad("plan-damaged", f"this is no plan of a deployment: {why}", place)


def _bad(code: str, message: str, place: Location) -> InvalidInput:
    hint = "write it again with: govnetgen deploy NETWORK --dry-run -o FILE, and have it reviewed"
    return InvalidInput([error(code, message, place, hint=hint)])


def _plan(document: Mapping[str, Any]) -> Plan:
    return Plan(
        network=str(document["network"]),
        devices={name: _device(one) for name, one in document["devices"].items()},
        unchanged=tuple(document["unchanged"]),
        refused=tuple(Held(**one) for one in document["refused"]),
        not_reached=tuple(Held(**one) for one in document["not_reached"]),
    )


def _device(found: Mapping[str, Any]) -> DevicePlan:
    lists = {name: tuple(found.get(name, ())) for name in ("commands", "rollback", "forced", "again")}
    risks = tuple(Finding(**one) for one in found.get("risks", ()))
    probes = tuple(Probe(**one) for one in found.get("probes", ()))
    return DevicePlan(**{**found, **lists, "risks": risks, "probes": probes})
