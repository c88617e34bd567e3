"""The router id that a device takes when none is configured."""

from collections.abc import Iterable

from govnetgen.model.address import Address
from govnetgen.model.device.interface import Interface


def default_router_id(interfaces: Iterable[Interface], vrf: str | None) -> Address | None:
    """Return the highest IPv4 address of the VRF's loopbacks, or else of its interfaces, as RFC 2328 devices do."""
    candidates = [
        (one.name.startswith("loopback-"), address.address)
        for one in interfaces
        if one.vrf == vrf and one.enabled
        for address in one.ipv4
    ]
    return max(candidates)[1] if candidates else None
