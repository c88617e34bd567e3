"""A network and its ledger to an address plan and a new ledger."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from govnetgen.addressing.divide import Divided, divide
from govnetgen.addressing.each import Given, give_each
from govnetgen.addressing.ledger import Kind, Ledger
from govnetgen.addressing.management import management_addresses
from govnetgen.addressing.number import areas, vpn_numbers
from govnetgen.addressing.pause import paused_collection
from govnetgen.addressing.pool_name import follow_pools
from govnetgen.addressing.port import give_ports
from govnetgen.addressing.register import Change, Register
from govnetgen.addressing.vlan_id import vlan_ids
from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.model.address import Address, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import Network, Pool


@dataclass(frozen=True, slots=True)
class Planned:
    """What was given out, the ledger that says so, and how it differs from the one before."""

    plan: AddressPlan
    ledger: Ledger
    changes: tuple[Change, ...]


@paused_collection()
def plan_addresses(network: Network, ledger: Ledger, *, renumber: Collection[str] = ()) -> Checked[Planned]:
    """Give out every address and number of a network.

    What the ledger has stays as it is; what is new goes where it is free; what is gone is kept for its owner. Only the
    addresses of what is named in ``renumber`` (a unit, ``unit/vlan``, link or device) are given anew.
    """
    collector = Collector()
    register = Register(follow_pools(network, ledger, collector), renumber=frozenset(renumber))
    _report_unknown(frozenset(renumber) - register.renumbered, network, ledger, collector)
    _report_shared_zones(network, collector)
    divided, given = _give_pools(network, register, collector)
    subnets = _by_owner(one.subnets for one in divided)
    numbers = vpn_numbers(network, register, collector)
    ids = vlan_ids(network, register, collector)
    ports = give_ports(network, register, collector)
    management = management_addresses(network, subnets, register, collector)
    site_areas = areas(network, register, collector)
    _report_gateways(network, subnets, collector)
    _report_hosts(network, subnets, collector)
    uses = [one.use for one in divided] + [one.use for one in given]
    plan = AddressPlan(
        subnets=subnets,
        loopbacks=_loopbacks(given),
        links=_links(given),
        management=management,
        vlan_ids=ids,
        vpn_numbers=numbers,
        ports=ports.ports,
        lags=ports.lags,
        areas=site_areas,
        delegated=_delegated(given),
        blocks=tuple(block for one in divided for block in one.blocks),
        use=tuple(uses),
    )
    new, changes = register.result()
    return collector.checked(Planned(plan, new, changes))


def _report_unknown(names: Collection[str], network: Network, ledger: Ledger, collector: Collector) -> None:
    for name in sorted(names):
        owners = [f"{unit.name}/{vlan.name}" for unit in network.units.values() for vlan in unit.vlans]
        known = [*owners, *network.units, *network.links, *network.devices]
        collector.error(
            "renumber-unknown",
            f"{name!r} is to be renumbered, but has no addresses",
            Location(ledger.file),
            hint=did_you_mean(name, known),
        )


def _pools(network: Network) -> list[Pool]:
    """Return the pools, IPv4 first, by name: nothing may depend on the order they were written in."""
    return sorted(network.plan.pools.values(), key=lambda pool: (pool.prefix.version, pool.name))


def _give_pools(network: Network, register: Register, collector: Collector) -> tuple[list[Divided], list[Given]]:
    divided, given = [], []
    for pool in _pools(network):
        if pool.each is not None:
            found = give_each(network, pool, register, collector)
            if found is not None:
                given.append(found)
        elif (tree := divide(network, pool, register, collector)) is not None:
            divided.append(tree)
    return divided, given


def _by_owner(
    found: Iterable[Mapping[tuple[str, str], Prefix]],
) -> dict[tuple[str, str], tuple[Prefix, ...]]:
    """Join what pools gave out; they come IPv4 first."""
    joined: dict[tuple[str, str], tuple[Prefix, ...]] = {}
    for one in found:
        for owner, prefix in one.items():
            joined[owner] = (*joined.get(owner, ()), prefix)
    return joined


def _loopbacks(given: Iterable[Given]) -> dict[str, tuple[Address, ...]]:
    joined: dict[str, tuple[Address, ...]] = {}
    for one in given:
        if one.kind is Kind.LOOPBACK:
            for (device,), prefix in one.prefixes.items():
                joined[device] = (*joined.get(device, ()), prefix.network)
    return joined


def _delegated(given: Iterable[Given]) -> dict[tuple[str, str], Prefix]:
    """Return the blocks that others divide, by (pool, site)."""
    return {
        (one.use.pool, site): prefix
        for one in given
        if one.kind is Kind.DELEGATE
        for (site,), prefix in one.prefixes.items()
    }


def _links(given: Iterable[Given]) -> dict[tuple[str, str], tuple[Prefix, ...]]:
    return _by_owner(
        {(names[0], names[1] if len(names) > 1 else ""): prefix for names, prefix in one.prefixes.items()}
        for one in given
        if one.kind is Kind.LINK
    )


def _report_shared_zones(network: Network, collector: Collector) -> None:
    """Refuse two pools of one version for one zone: a VLAN would not know which is its own."""
    seen: dict[tuple[str, int], Pool] = {}
    for pool in _pools(network):
        for zone in pool.zones if pool.each is None else ():
            other = seen.setdefault((zone, pool.prefix.version), pool)
            if other is not pool:
                collector.error(
                    "pool-ambiguous",
                    f"zone {zone!r} is served by two IPv{pool.prefix.version} pools, {other.name!r} and {pool.name!r}",
                    pool.location,
                    hint="let one pool serve each zone; a pool grows by a shorter prefix",
                    related=(other.location,),
                )


def _report_gateways(
    network: Network, subnets: Mapping[tuple[str, str], tuple[Prefix, ...]], collector: Collector
) -> None:
    """Refuse pinned gateways that their hosts cannot reach."""
    for unit in network.units.values():
        for vlan in unit.vlans:
            prefixes = subnets.get((unit.name, vlan.name), ())
            for address in vlan.fixed_gateways:
                if prefixes and not any(one.contains(address) for one in prefixes):
                    collector.error(
                        "gateway-outside-subnet",
                        f"VLAN {vlan.name!r} of unit {unit.name!r} has its gateway pinned to {address}, "
                        f"outside its subnet {', '.join(map(str, prefixes))}",
                        vlan.location,
                        hint="pin the subnet too (fixed), or leave the gateway to be chosen",
                    )


def _report_hosts(
    network: Network, subnets: Mapping[tuple[str, str], tuple[Prefix, ...]], collector: Collector
) -> None:
    """Refuse numbers of hosts that their VLAN's subnet has no address for."""
    for host, location in ((one.host, one.location) for one in network.named_hosts):
        subnet = next(iter(subnets.get((host.unit, host.vlan), ())), None)
        if subnet is None or subnet.has_number(host.host):
            continue
        collector.error(
            "host-outside-subnet",
            f"{host.unit}/{host.vlan}/{host.host} is no host of {subnet}",
            location,
            hint=f"hosts are numbered from 1 to {subnet.size - 2}, or from -2 down, counted from the end",
        )
