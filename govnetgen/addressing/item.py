"""What pools of single prefixes are for: devices that route, routed links, VPNs on them, sites with operators."""

from collections.abc import Iterable
from typing import NamedTuple

from govnetgen.diagnostics import Location
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.network import LinkKind, Network, Pool, Role
from govnetgen.model.vpnreach import vpns_on_links

_LENGTHS = {
    ("node", 4): 32,
    ("node", 6): 128,
    ("link", 4): 31,
    ("link", 6): 127,
    ("external", 4): 30,
    ("external", 6): 127,
}
"""RFC 3021 and RFC 6164 for links; of the far end of an external one nothing is known."""


class Item(NamedTuple):
    """Something that gets a prefix. ``names`` follow the pool's in its key; what it takes is counted for ``who``."""

    names: tuple[str, ...]
    length: int
    pin: Prefix | None
    who: tuple[str, ...]
    location: Location

    def __str__(self) -> str:
        return " ".join(repr(name) for name in self.names if name)


def items_of(network: Network, pool: Pool) -> Iterable[Item]:
    """Return all that a pool gives a prefix to."""
    if pool.each == "node":
        return _nodes(network, pool)
    if pool.each == "external":
        return _externals(network, pool)
    if pool.each in ("link", "vpn_link"):
        return _links(network, pool)
    return _sites(network, pool)


def _nodes(network: Network, pool: Pool) -> Iterable[Item]:
    length = pool.length or _LENGTHS[("node", pool.prefix.version)]
    for device in network.devices.values():
        if device.role is not Role.ACCESS:
            pins = [one for one in device.fixed_loopbacks if one.version == pool.prefix.version]
            pin = next((one for one in pins if pool.prefix.contains(one)), next(iter(pins), None))
            prefix = None if pin is None else Prefix(pin.version, pin.value, BITS[pin.version])
            yield Item((device.name,), length, prefix, (device.site,), device.location)


def _links(network: Network, pool: Pool) -> Iterable[Item]:
    version = pool.prefix.version
    plain = pool.each == "link"
    vpns = {} if plain else vpns_on_links(network)
    for link in network.links.values():
        # a heartbeat needs addresses too, IPv4 only; it carries no VPN
        heartbeat = link.kind is LinkKind.HEARTBEAT and plain and version == 4
        if link.far is None or not (link.kind is LinkKind.ROUTED or heartbeat):
            continue
        ends = tuple(end.device for end in link.ends())
        length = pool.length or _LENGTHS[("link", version)]
        if version == 4:
            length = min(length, *(network.devices[name].p2p_length for name in ends))
        if plain:
            pin = next((one for one in link.fixed if one.version == version), None)
            yield Item((link.name,), length, pin, ends, link.location)
        for vpn in vpns.get(link.name, ()):
            yield Item((link.name, vpn), length, None, ends, link.location)


def _externals(network: Network, pool: Pool) -> Iterable[Item]:
    length = pool.length or _LENGTHS[("external", pool.prefix.version)]
    for link in network.links.values():
        if link.external is not None and not link.external.addresses:
            yield Item((link.name,), length, None, (link.near.device,), link.location)


def _sites(network: Network, pool: Pool) -> Iterable[Item]:
    """Yield the sites of the tier that the pool delegates blocks to; a pin that lies in the pool is theirs."""
    tier = (pool.each or "").partition(":")[2]
    length = pool.length or pool.prefix.length
    for site in network.sites.values():
        if site.tier == tier:
            pin = next((one for one in site.fixed_blocks if pool.prefix.contains(one)), None)
            yield Item((site.name,), length, pin, (site.name,), site.location)
