"""Pairs of firewalls, joined by a heartbeat link."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.network import LinkKind


def build(scope: Scope) -> HighAvailability | None:
    """Return the device's part in its pair; its uplinks are watched."""
    heartbeat = next(scope.linked(LinkKind.HEARTBEAT), None)
    if heartbeat is None:
        return None
    peers = [one for one in scope.peer_addresses(heartbeat) if one.version == 4]
    if not peers:
        return None
    return HighAvailability(
        interface=heartbeat.interface,
        peer=peers[0],
        standby=scope.device.standby,
        tracked_interfaces=tuple(one.interface for one in scope.linked(LinkKind.ROUTED, LinkKind.EXTERNAL)),
    )
