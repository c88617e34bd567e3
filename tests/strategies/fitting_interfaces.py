"""Interfaces that fit the device they are in."""

from dataclasses import replace

from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, TrunkPort
from govnetgen.model.names import interface_name
from strategies.known import Known, first_of, known_or_none


def _switchport(item: Interface, vlans: frozenset[int]) -> Interface:
    port = item.switchport
    if isinstance(port, AccessPort) and port.vlan not in vlans:
        port = AccessPort(vlan=1)
    if isinstance(port, TrunkPort):
        held = ranges_of(numbers(port.vlans))
        native = port.native if port.native in numbers(held) else None
        port = TrunkPort(vlans=held, native=native) if held else AccessPort(vlan=1)
    kept = ("name", "description", "enabled", "mtu", "aggregate", "spanning_tree")
    return Interface(**{name: getattr(item, name) for name in kept}, switchport=port)


def _member(item: Interface, aggregates: dict[str, Aggregate]) -> Interface:
    assert item.lag is not None
    lacp = aggregates[f"lag-{item.lag.number}"].lacp
    return Interface(
        name=item.name, description=item.description, enabled=item.enabled, lag=replace(item.lag, lacp=lacp)
    )


def _has(item: Interface, version: int) -> bool:
    return any(one.version == version for one in item.addresses)


def _adjacencies(item: Interface, device: DeviceConfig) -> Interface:
    areas = {
        (one.version, one.number): {area.number for area in one.areas} for one in device.ospf if one.vrf == item.vrf
    }
    ospf = tuple(
        one
        for one in item.ospf
        if one.area in areas.get((one.version, one.process), ()) and _has(item, 4 if one.version == 2 else 6)
    )
    isis = item.isis
    process = next((one for one in device.isis if isis and one.number == isis.process and one.vrf == item.vrf), None)
    if isis is not None:
        isis = replace(isis, ipv6=isis.ipv6 and process.ipv6) if process and item.addresses else None
    return replace(item, ospf=first_of(ospf, key=lambda one: one.version), isis=isis)


def _hands_out(item: Interface, device: DeviceConfig) -> bool:
    pools = device.dhcp.pools if device.dhcp else ()
    return bool(item.ipv4) and any(one.vrf == item.vrf and one.network == item.ipv4[0].prefix for one in pools)


def _routed(item: Interface, known: Known) -> Interface:
    device = known.device
    item = replace(item, vrf=known_or_none(known.vrfs, item.vrf), spanning_tree=None)
    addresses = tuple(one for one in item.addresses if known.speaks(item.vrf, one.version))
    item = _adjacencies(replace(item, addresses=addresses), device)
    groups = tuple(
        one
        for one in item.vrrp
        if any(found.prefix.contains(address) for found in item.addresses for address in one.addresses)
        and (len(one.addresses) > 1 or one.version == 4)
    )
    served = item.dhcp_server and _hands_out(item, device)
    bindings = tuple(one for one in item.acls if (one.name, one.version) in known.acls and _has(item, one.version))
    return replace(
        item,
        mpls=item.mpls and device.mpls is not None and _has(item, 4) and item.vrf is None,
        vrrp=first_of(groups, key=lambda one: (one.version, one.number)),
        dhcp_relay=item.dhcp_relay if _has(item, 4) and not served else (),
        dhcp_server=served,
        acls=first_of(bindings, key=lambda one: (one.version, one.direction)),
        urpf=item.urpf if item.addresses else None,
        management=item.management if item.addresses else (),
    )


def fitting_interfaces(known: Known) -> tuple[Interface, ...]:
    items = first_of(known.device.interfaces, key=lambda one: one.name)
    items = tuple(
        replace(one, aggregate=one.aggregate or Aggregate())
        if interface_name(one.name).kind == "lag" and interface_name(one.name).unit is None
        else replace(one, aggregate=None)
        for one in items
    )
    aggregates = {one.name: one.aggregate for one in items if one.aggregate is not None}
    vlans = frozenset({1, *(one.number for one in known.device.vlans)})
    found: dict[str, Interface] = {}
    for one in items:
        parts = interface_name(one.name)
        physical = parts.unit is None and (parts.is_port or parts.kind == "lag")
        if one.lag and (f"lag-{one.lag.number}" not in aggregates or not parts.is_port or parts.unit is not None):
            one = replace(one, lag=None)
        if one.lag is not None:
            found[one.name] = _member(one, aggregates)
        elif one.switchport is not None and physical:
            found[one.name] = _switchport(one, vlans)
        else:
            found[one.name] = _routed(replace(one, switchport=None), known)
    return tuple(one for one in found.values() if _stands(one, found, vlans))


def _stands(item: Interface, found: dict[str, Interface], vlans: frozenset[int]) -> bool:
    """Tell whether an interface has what it stands on: a parent that routes and a tag, or its VLAN."""
    parts = interface_name(item.name)
    if parts.unit is not None:
        parent = found.get(parts.parent)
        return item.vlan is not None and parent is not None and parent.lag is None and parent.switchport is None
    return item.vlan is None and (parts.kind != "vlan" or int(parts.position) in vlans)
