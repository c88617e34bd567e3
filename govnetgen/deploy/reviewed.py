"""Only what was reviewed is deployed."""

import json
from dataclasses import replace
from pathlib import Path

from govnetgen.deploy.plan import Held, Plan, parse_plan
from govnetgen.diagnostics import InvalidInput, Location, error

_HEX = frozenset("0123456789abcdef")


def only_reviewed(plan: Plan, reviewed: Plan) -> Plan:
    """Return a plan without the devices whose change is not the one that was reviewed: these are refused."""
    devices, refused = {}, list(plan.refused)
    for name, one in plan.devices.items():
        old = reviewed.devices.get(name)
        if old is None:
            refused.append(Held(device=name, code="not-reviewed", why="its change is not in what was reviewed"))
        elif old.digest != one.digest:
            why = _why(old.running_digest == one.running_digest)
            refused.append(Held(device=name, code="device-drifted", why=why))
        else:
            devices[name] = one
    return replace(plan, devices=devices, refused=tuple(refused))


def _why(same_running: bool) -> str:
    if same_running:
        return "what is intended for it is no longer what was reviewed"
    return "it has drifted: it no longer holds what the review was made from"


def find_reviewed(asked: str) -> Plan | str | None:
    """Return what was reviewed: the plan in a file, a digest, None where nothing is asked; raises InvalidInput."""
    if not asked or is_digest(asked):
        return asked or None
    try:
        return read_reviewed(Path(asked).read_bytes().decode("utf-8"), asked)
    except FileNotFoundError:
        message, hint = "there is no such file, and it is no digest either", "a digest is 16 of the signs 0-9 and a-f"
        raise InvalidInput([error("no-file", message, Location(asked), hint=hint)]) from None
    except UnicodeDecodeError:
        message, hint = (
            "this is no text in UTF-8",
            "give the plan that govnetgen deploy NETWORK --dry-run -o FILE wrote",
        )
        raise InvalidInput([error("not-text", message, Location(asked), hint=hint)]) from None


def read_reviewed(text: str, file: str) -> Plan | str:
    """Read what was reviewed: a plan, or from any other document of govnetgen the digest; raises InvalidInput."""
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if isinstance(document, dict) and "seal" not in document and is_digest(document.get("digest")):
        return str(document["digest"])
    return parse_plan(text, file)


def is_digest(text: object) -> bool:
    """Tell whether a text looks like the digest of a plan."""
    return isinstance(text, str) and len(text) == 16 and set(text) <= _HEX


def require_digest(plan: Plan, digest: str) -> None:
    """Raise InvalidInput unless the plan is the one with this digest, or it was done already and nothing is left."""
    done = plan.empty and plan.whole
    if plan.digest != digest and not done:
        differs = error(
            "plan-differs",
            f"this is not what was reviewed: its digest is {plan.digest}, and {digest} was asked for",
            Location("--reviewed"),
            hint="devices or the inventory changed since; review again, or give the plan's file: it says which devices",
        )
        raise InvalidInput([differs])
