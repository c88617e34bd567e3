"""Firewalls: zones, objects and rules; NAT; IPsec; the pair."""

from hypothesis import strategies as st

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import (
    AddressGroup,
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceGroup,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.ipsec import Encryption, Integrity, Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.model.names import interface_name
from strategies.addresses import address_ranges, addresses, prefixes
from strategies.choice import YES_OR_NO, optional, some, sources
from strategies.filters import PORTS
from strategies.text import DESCRIPTIONS, SECRETS, unique_names

_PREDEFINED = (("trust", 85), ("untrust", 5), ("dmz", 50))
_MEMBERS = prefixes(4) | address_ranges(4) | prefixes(6) | address_ranges(6)
_TERMS = st.builds(
    ServiceTerm, protocol=st.sampled_from((Protocol.TCP, Protocol.UDP)), ports=optional(PORTS)
) | st.sampled_from(tuple(ServiceTerm(protocol=one) for one in Protocol))


def _zones(draw: st.DrawFn, device: DeviceConfig) -> tuple[Zone, ...]:
    """Draw zones with priorities of their own; the predefined ones keep theirs."""
    pairs = list(draw(some(_PREDEFINED)))
    priorities = [one for one in range(1, 100) if one not in (85, 5, 50)]
    names = [one for one in draw(unique_names(2)) if one.lower() not in ("trust", "untrust", "dmz", "local", "any")]
    pairs += zip(names, draw(st.lists(st.sampled_from(priorities), min_size=2, max_size=2, unique=True)), strict=False)
    members: dict[str, list[str]] = {name: [] for name, _ in pairs}
    for one in device.interfaces:
        if pairs and one.lag is None and one.switchport is None and interface_name(one.name).kind != "mgmt":
            zone = draw(st.none() | st.sampled_from([name for name, _ in pairs]))
            if zone is not None:
                members[zone].append(one.name)
    return tuple(Zone(name=name, priority=priority, interfaces=tuple(members[name])) for name, priority in pairs)


def firewall(draw: st.DrawFn, device: DeviceConfig) -> Firewall:
    """Draw zones, objects, groups of objects, and rules that use them."""
    zones = _zones(draw, device)
    names = draw(unique_names(4))
    half = len(names) // 2
    objects = tuple(
        AddressObject(
            name=one,
            members=tuple(draw(st.lists(_MEMBERS, max_size=3, unique=True))),
            description=draw(optional(DESCRIPTIONS)),
        )
        for one in names[half:]
    )
    groups = tuple(AddressGroup(name=one, members=draw(some(names[half:]))) for one in names[:half])
    service_names = draw(unique_names(4))
    half = len(service_names) // 2
    services = tuple(
        ServiceObject(name=one, terms=tuple(draw(st.lists(_TERMS, max_size=3, unique=True))))
        for one in service_names[half:]
    )
    service_groups = tuple(
        ServiceGroup(name=one, members=draw(some(service_names[half:]))) for one in service_names[:half]
    )
    zone, address, service = some([*(one.name for one in zones), "local"], 2), some(names, 2), some(service_names, 2)
    rules = tuple(
        PolicyRule(
            name=one,
            permit=draw(YES_OR_NO),
            source_zones=draw(zone),
            destination_zones=draw(zone),
            sources=draw(address),
            destinations=draw(address),
            services=draw(service),
            log=draw(YES_OR_NO),
            description=draw(optional(DESCRIPTIONS)),
        )
        for one in draw(unique_names(3))
    )
    return Firewall(
        zones=zones,
        address_objects=objects,
        address_groups=groups,
        service_objects=services,
        service_groups=service_groups,
        rules=rules,
    )


def _source_nat(draw: st.DrawFn, device: DeviceConfig, name: str, pools: list[str]) -> SourceNat:
    policy = device.firewall or Firewall()
    zone = some([one.name for one in policy.zones], 2)
    address = some([one.name for one in (*policy.address_objects, *policy.address_groups)], 2)
    exempt = draw(st.sampled_from((False, False, True)))
    return SourceNat(
        name=name,
        source_zones=draw(zone),
        destination_zones=draw(zone),
        sources=draw(address),
        destinations=draw(address),
        pool=draw(st.none() | st.sampled_from(pools)) if pools and not exempt else None,
        exempt=exempt,
    )


def _static_nat(draw: st.DrawFn, name: str, zone: str) -> StaticNat:
    inside = draw(prefixes(4).filter(lambda one: one.length >= 24))
    outside = Prefix(4, draw(st.sampled_from((0xC6336400, 0xCB007100))), inside.length)
    return StaticNat(name=name, inside=inside, outside=outside, zone=zone)


def _destination_nat(draw: st.DrawFn, name: str, zone: str) -> DestinationNat:
    protocol = draw(st.sampled_from((None, Protocol.TCP, Protocol.UDP)))
    port = st.integers(1, 65535) if protocol else st.none()
    return DestinationNat(
        name=name,
        outside=draw(addresses(4)),
        inside=draw(addresses(4)),
        zone=zone,
        protocol=protocol,
        outside_port=draw(port),
        inside_port=draw(port),
    )


def nat(draw: st.DrawFn, device: DeviceConfig) -> Nat:
    """Draw pools and rules; what needs a zone only where there is one."""
    names = draw(unique_names(6))
    pools = [
        NatPool(name=one, addresses=draw(address_ranges(4)), ports=draw(YES_OR_NO)) for one in draw(unique_names(2))
    ]
    zones = [one.name for one in device.firewall.zones] if device.firewall else []
    kinds = ("source", "static", "destination") if zones else ("source",)
    kind = {one: draw(st.sampled_from(kinds)) for one in names}
    of = {which: [one for one in names if kind[one] == which] for which in ("source", "static", "destination")}
    zone = st.sampled_from(zones) if zones else st.nothing()
    return Nat(
        pools=tuple(pools),
        source=tuple(_source_nat(draw, device, one, [pool.name for pool in pools]) for one in of["source"]),
        static=tuple(_static_nat(draw, one, draw(zone)) for one in of["static"]),
        destination=tuple(_destination_nat(draw, one, draw(zone)) for one in of["destination"]),
    )


def ipsec(draw: st.DrawFn, device: DeviceConfig) -> Ipsec | None:
    """Draw tunnels out of interfaces that have an IPv4 address."""
    exits = [one.name for one in device.interfaces if one.ipv4 and interface_name(one.name).kind != "loopback"]
    if not exits:
        return None
    selectors = st.builds(TrafficSelector, local=prefixes(4), remote=prefixes(4))
    return Ipsec(
        tunnels=tuple(
            IpsecTunnel(
                name=one,
                interface=draw(st.sampled_from(exits)),
                peer=draw(addresses(4)),
                secret=draw(SECRETS),
                encryption=draw(st.sampled_from(Encryption)),
                integrity=draw(st.sampled_from(Integrity)),
                dh_group=draw(st.sampled_from((14, 15, 16, 19, 20, 21))),
                selectors=tuple(draw(st.lists(selectors, max_size=2, unique=True))),
            )
            for one in (draw(unique_names(2, least=draw(st.sampled_from((0, 1, 1, 1))))))
        )
    )


def high_availability(draw: st.DrawFn, device: DeviceConfig) -> HighAvailability | None:
    """Draw this device's part in a pair, over a routed interface."""
    links = [
        one.name for one in device.interfaces if one.ipv4 and interface_name(one.name).kind not in ("loopback", "mgmt")
    ]
    if not links:
        return None
    return HighAvailability(
        interface=draw(st.sampled_from(links)),
        peer=draw(addresses(4)),
        standby=draw(YES_OR_NO),
        tracked_interfaces=draw(
            some([one for one in sources(device) if interface_name(one).kind not in ("loopback", "mgmt")])
        ),
    )
