"""The lockout guard: a change of the way in needs a device that takes it back by itself, or somebody's word."""

from collections.abc import Collection

from govnetgen.deploy.plan import DevicePlan

LOCKOUTS = frozenset({"management-address", "management-route", "management-acl", "management-access", "default-route"})
"""The risk findings that may lock operators out."""


def lockout(device: DevicePlan, *, timer: bool, allowed: Collection[str]) -> str:
    """Return why a device must not be changed like this, empty where it may.

    ``timer``: the device takes the change back unless it is confirmed. ``allowed`` names devices that somebody takes
    the risk for.
    """
    found = [one for one in device.risks if one.code in LOCKOUTS]
    if not found or timer or device.device in allowed:
        return ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"it may lock operators out, and the device takes nothing back by itself: {found[0].text}{more}"
