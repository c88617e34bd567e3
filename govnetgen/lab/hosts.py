"""Hosts of units: one a VLAN, with an address of its own and those that the inventory gives to servers there."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from govnetgen.lab.topology import LabHost, LeftOut
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort
from govnetgen.model.gateway import gateway_addresses, ranked_gateways, virtual_gateway
from govnetgen.model.network import HostAddress, Network, Unit, UnitVlan

_OWN_OFFSET = {4: -2, 6: 0x1000}
"""Where a subnet's own host stands, counted from its ends: the last address of IPv4, far from what people number."""


@dataclass(frozen=True, slots=True)
class _Place:
    unit: Unit
    vlan: UnitVlan
    number: int
    subnets: tuple[Prefix, ...]


def unit_hosts(
    network: Network, plan: AddressPlan, configs: Mapping[str, DeviceConfig], wired: Mapping[str, Set[str]]
) -> tuple[tuple[LabHost, ...], tuple[LeftOut, ...]]:
    """Return the hosts of the VLANs that have a port on a device of the lab.

    ``configs``: what the devices of the lab mean. ``wired``: the ports of each that lead to other devices.
    """
    taken = {name: set(ports) for name, ports in wired.items()}
    named = _named(network, plan)
    managed = _first_managers(network)
    hosts: list[LabHost] = []
    left_out: list[LeftOut] = []
    for place in _places(network, plan):
        devices = [one for one in _carriers(network, place.unit) if one in configs]
        if not devices:
            continue
        key = (place.unit.name, place.vlan.name)
        found = next(
            ((name, port) for name in devices for port in _ports(configs[name], place.number, taken[name])), None
        )
        if found is None:
            why = f"no free access port of VLAN {place.number} on {', '.join(devices)}"
            left_out.append(LeftOut("", "hosts", f"{key[0]}/{key[1]}", why))
            continue
        taken[found[0]].add(found[1])
        hosts.append(_host(network, plan, place, found, named.get(key, {}), management=key == managed))
    return tuple(hosts), tuple(left_out)


def _places(network: Network, plan: AddressPlan) -> Iterator[_Place]:
    for _, unit in sorted(network.units.items()):
        for vlan in sorted(unit.vlans, key=lambda one: one.name):
            subnets = plan.subnets.get((unit.name, vlan.name), ())
            if subnets:
                yield _Place(unit, vlan, plan.vlan_ids[(unit.name, vlan.name)], subnets)


def _carriers(network: Network, unit: Unit) -> tuple[str, ...]:
    """Return the devices that a unit's hosts may hang on: its switches, else its gateways.

    The preferred gateway comes last, so that hosts outlive its failure.
    """
    return (*sorted(unit.switches), *reversed(ranked_gateways(network, unit)))


def _ports(config: DeviceConfig, vlan: int, taken: Set[str]) -> Iterator[str]:
    for one in config.interfaces:
        if one.enabled and one.name not in taken and one.switchport == AccessPort(vlan=vlan):
            yield one.name


def _host(
    network: Network,
    plan: AddressPlan,
    place: _Place,
    found: tuple[str, str],
    named: Mapping[Address, str],
    *,
    management: bool,
) -> LabHost:
    unit, vlan = place.unit, place.vlan
    own = [InterfaceAddress.of(_own(network, plan, place, subnet, named), subnet.length) for subnet in place.subnets]
    servers = [
        InterfaceAddress.of(address, subnet.length)
        for address in sorted(named)
        for subnet in place.subnets
        if subnet.contains(address)
    ]
    return LabHost(
        name=f"h-{unit.name}-{vlan.name}",
        node=found[0],
        port=found[1],
        addresses=(*own, *servers),
        gateways=tuple(virtual_gateway(vlan, subnet) for subnet in place.subnets),
        zone=vlan.zone,
        unit=unit.name,
        vlan=vlan.name,
        vpn=vlan.vpn,
        names=tuple(f"{named[one]} {one}" for one in sorted(named)),
        management=management,
        description=vlan.title or vlan.name,
    )


def _own(network: Network, plan: AddressPlan, place: _Place, subnet: Prefix, named: Iterable[Address]) -> Address:
    taken = {
        *named,
        virtual_gateway(place.vlan, subnet),
        *gateway_addresses(network, place.unit, place.vlan, subnet).values(),
        *(one.address for switch in place.unit.switches for one in plan.management.get(switch, ())),
    }
    start = _OWN_OFFSET[subnet.version] if subnet.size > _OWN_OFFSET[6] or subnet.version == 4 else -2
    step = -1 if start < 0 else 1
    offsets = (start + step * position for position in range(min(subnet.size, len(taken) + 2)))
    return next(one for offset in offsets if subnet.has_number(offset) and (one := subnet.host(offset)) not in taken)


def _first_managers(network: Network) -> tuple[str, str] | None:
    ssh = network.baseline.ssh
    return ssh.source_vlans[0] if ssh is not None and ssh.source_vlans else None


def _named(network: Network, plan: AddressPlan) -> Mapping[tuple[str, str], Mapping[Address, str]]:
    """Return the addresses that the inventory gives to hosts, by unit and VLAN, each with what it is for."""
    found: dict[tuple[str, str], dict[Address, str]] = {}
    for host, purpose in _hosts_of_inventory(network):
        for key, address in _resolved(host, plan, network):
            known = found.setdefault(key, {})
            known.setdefault(address, purpose)
    return found


def _hosts_of_inventory(network: Network) -> Iterator[tuple[HostAddress, str]]:
    policy, baseline = network.policy, network.baseline
    yield from ((one.inside, one.name) for one in policy.published)
    yield from ((one.inside, one.name) for one in policy.static_nat if isinstance(one.inside, HostAddress))
    yield from ((host, one.name) for one in policy.address_sets.values() for host in one.hosts)
    yield from ((host, "NTP") for host in (baseline.ntp.servers if baseline.ntp else ()))
    yield from ((host, "syslog") for host in (baseline.syslog.servers if baseline.syslog else ()))
    yield from ((host, "SNMP traps") for host in (baseline.snmp.trap_hosts if baseline.snmp else ()))
    yield from ((host, "TACACS+") for host in (baseline.aaa.tacacs if baseline.aaa else ()))
    yield from ((host, "RADIUS") for host in (baseline.aaa.radius if baseline.aaa else ()))
    yield from ((one.host, "named") for one in network.named_hosts)


def _resolved(host: HostAddress, plan: AddressPlan, network: Network) -> Iterator[tuple[tuple[str, str], Address]]:
    """Yield where a host stands: its address by number in every IP version of its VLAN, or a literal one."""
    if host.address is None:
        key = (host.unit, host.vlan)
        for subnet in plan.subnets.get(key, ()):
            if subnet.has_number(host.host):
                yield key, subnet.host(host.host)
        return
    for key, subnets in plan.subnets.items():
        # a literal address is of the global table: VPNs may overlap with it
        if network.units[key[0]].vlan(key[1]).vpn is None and any(one.contains(host.address) for one in subnets):
            yield key, host.address
