"""The address book: everything that was given out, whose it is, and how full it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.addressing.pause import paused_collection
from govnetgen.model.address import BITS, Address, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.gateway import gateway_addresses, virtual_gateway
from govnetgen.model.network import Network, Pool, Unit, UnitVlan
from govnetgen.model.settled import settled


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One entry.

    ``kind``: ``pool``, ``block``, ``delegated`` (whoever runs the site divides it), ``subnet``, ``gateway`` (``device``
    empty: the virtual one), ``management``, ``loopback``, ``link`` or ``external``. ``used`` of ``size``: hosts of a
    subnet; addresses given to subnets of a block or pool, /64 subnets in IPv6; None where counting means nothing.
    """

    kind: str
    prefix: Prefix
    pool: str = ""
    owner: str = ""
    title: str = ""
    site: str = ""
    zone: str = ""
    address_class: str = ""
    vpn: str = ""
    vlan_id: int | None = None
    device: str = ""
    used: int | None = None
    size: int | None = None

    @property
    def address(self) -> str:
        """The prefix as text; a single address without its length."""
        return str(self.prefix.network) if self.prefix.is_host else str(self.prefix)

    @property
    def utilisation(self) -> float | None:
        """``used`` as a share of ``size``, 0 to 1."""
        return None if self.used is None or not self.size else self.used / self.size


_RANK = {
    name: rank
    for rank, name in enumerate(("pool", "block", "delegated", "subnet", "link", "external", "loopback", "gateway"))
}


@paused_collection()
def book(network: Network, plan: AddressPlan) -> tuple[BookRow, ...]:
    """Return every pool, block, subnet, gateway, loopback and link, by address, the larger before what it holds."""
    rows = [
        *_pools(network, plan),
        *_blocks(network, plan),
        *_units(network, plan),
        *_loopbacks(network, plan),
        *_links(network, plan),
        *_delegated(network, plan),
        *_external(settled(network, plan)),
    ]
    rows.sort(key=lambda row: (row.prefix, _RANK.get(row.kind, len(_RANK)), row.owner, row.device))
    return tuple(rows)


def _class(pool: Pool | None) -> str:
    return "" if pool is None or pool.address_class is None else str(pool.address_class)


def _unit_of(version: int) -> int:
    return 1 if version == 4 else 1 << 64


def _pools(network: Network, plan: AddressPlan) -> Iterator[BookRow]:
    for use in plan.use:
        pool = network.plan.pools[use.pool]
        step = _unit_of(use.prefix.version) if pool.each is None else 1
        yield BookRow(
            kind="pool",
            prefix=use.prefix,
            pool=use.pool,
            zone=", ".join(pool.zones),
            address_class=_class(pool),
            used=use.given // step,
            size=use.prefix.size // step,
        )


def _blocks(network: Network, plan: AddressPlan) -> Iterator[BookRow]:
    given = _Given(plan)
    for block in plan.blocks:
        pool = network.plan.pools[block.pool]
        kind, _, name = block.owner.partition(":")
        owner = network.sites[name] if kind == "site" else network.units[name]
        step = _unit_of(block.prefix.version)
        yield BookRow(
            kind="block",
            prefix=block.prefix,
            pool=block.pool,
            owner=name,
            title=owner.title,
            site=owner.site if isinstance(owner, Unit) else name,
            zone=", ".join(pool.zones),
            address_class=_class(pool),
            used=given.inside(block.prefix) // step,
            size=block.prefix.size // step,
        )


class _Given:
    """How many addresses of a block are given to subnets: sums over sorted subnets, asked by bisection."""

    def __init__(self, plan: AddressPlan) -> None:
        subnets = sorted({prefix for prefixes in plan.subnets.values() for prefix in prefixes})
        self._starts = [(prefix.version, prefix.value) for prefix in subnets]
        self._sums = [0]
        for prefix in subnets:
            self._sums.append(self._sums[-1] + prefix.size)

    def inside(self, block: Prefix) -> int:
        """Return the addresses of the subnets in a block."""
        first = bisect_left(self._starts, (block.version, block.value))
        behind = bisect_right(self._starts, (block.version, block.last))
        return self._sums[behind] - self._sums[first]


def _units(network: Network, plan: AddressPlan) -> Iterator[BookRow]:
    pools = {
        (zone, pool.prefix.version): pool
        for pool in network.plan.pools.values()
        if pool.each is None
        for zone in pool.zones
    }
    for unit in network.units.values():
        for vlan in unit.vlans:
            for prefix in plan.subnets.get((unit.name, vlan.name), ()):
                pool = pools.get((vlan.zone, prefix.version))
                yield from _subnet(network, plan, unit, vlan, prefix, pool)


def _subnet(
    network: Network, plan: AddressPlan, unit: Unit, vlan: UnitVlan, prefix: Prefix, pool: Pool | None
) -> Iterator[BookRow]:
    counted = prefix.version == 4

    def row(kind: str, part: Prefix, device: str = "", *, used: int | None = None, size: int | None = None) -> BookRow:
        return BookRow(
            kind=kind,
            prefix=part,
            pool="" if pool is None else pool.name,
            owner=f"{unit.name}/{vlan.name}",
            title=f"{unit.title} {vlan.title}".strip(),
            site=unit.site,
            zone=vlan.zone,
            address_class=_class(pool),
            vpn=vlan.vpn or "",
            vlan_id=plan.vlan_ids.get((unit.name, vlan.name)),
            device=device,
            used=used,
            size=size,
        )

    yield row("subnet", prefix, used=vlan.hosts if counted else None, size=prefix.size if counted else None)
    virtual = virtual_gateway(vlan, prefix)
    own = gateway_addresses(network, unit, vlan, prefix)
    if virtual not in own.values():
        yield row("gateway", _host(virtual))
    for device, address in own.items():
        yield row("gateway", _host(address), device)
    for device in unit.switches:
        for managed in plan.management.get(device, ()):
            if prefix.contains(managed):
                yield row("management", _host(managed.address), device)


def _host(address: Address) -> Prefix:
    return Prefix(address.version, address.value, BITS[address.version])


def _loopbacks(network: Network, plan: AddressPlan) -> Iterator[BookRow]:
    pools = _each_pools(network, "node")
    for name, addresses in plan.loopbacks.items():
        device = network.devices[name]
        for address in addresses:
            prefix = _host(address)
            pool = _holder(pools, prefix)
            title = device.description or ""
            yield BookRow(
                kind="loopback", prefix=prefix, pool=pool, owner=name, title=title, site=device.site, device=name
            )


def _links(network: Network, plan: AddressPlan) -> Iterator[BookRow]:
    pools = _each_pools(network, "link", "vpn_link", "external")
    for (name, vpn), prefixes in plan.links.items():
        ends = [end.device for end in network.links[name].ends()]
        for prefix in prefixes:
            yield BookRow(
                kind="link",
                prefix=prefix,
                pool=_holder(pools, prefix),
                owner=name,
                title=" - ".join(ends),
                site=network.devices[ends[0]].site,
                vpn=vpn,
            )


def _each_pools(network: Network, *each: str) -> list[Pool]:
    return [pool for pool in network.plan.pools.values() if pool.each in each]


def _holder(pools: list[Pool], prefix: Prefix) -> str:
    return next((pool.name for pool in pools if pool.prefix.contains(prefix)), "")


def _delegated(network: Network, plan: AddressPlan) -> Iterator[BookRow]:
    for (name, site), prefix in plan.delegated.items():
        owner = network.sites[site]
        yield BookRow(
            kind="delegated",
            prefix=prefix,
            pool=name,
            owner=site,
            title=owner.title,
            site=site,
            address_class=_class(network.plan.pools[name]),
        )


def _external(network: Network) -> Iterator[BookRow]:
    for link in network.links.values():
        if link.external is None:
            continue
        for address in link.external.addresses:
            yield BookRow(
                kind="external",
                prefix=_host(address.address),
                owner=link.name,
                title=link.external.name,
                zone=link.external.zone,
                site=network.devices[link.near.device].site,
                device=link.near.device,
            )
