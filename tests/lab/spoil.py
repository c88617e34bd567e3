"""Small ways to spoil a device: each returns a function from its meaning to a meaning with one thing wrong."""

import re
from collections.abc import Callable
from dataclasses import replace

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl
from govnetgen.model.device.firewall import PolicyRule
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import DefaultRoute, OspfArea, OspfProcess
from govnetgen.model.secret import Secret

Spoil = Callable[[DeviceConfig], DeviceConfig]


class NothingSpoilt(Exception):
    """A fault changes nothing: the network is not what it was written for any more."""


def checked(spoil: Spoil) -> Spoil:
    """Refuse to spoil nothing."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        found = in_order(spoil(device))
        if found == device:
            raise NothingSpoilt(device.system.hostname)
        return found

    return spoilt


def interface(of: str, change: Callable[[Interface], Interface]) -> Spoil:
    """Change the interface whose name, or description, is given."""
    return checked(
        lambda device: replace(
            device,
            interfaces=tuple(change(one) if of in (one.name, one.description) else one for one in device.interfaces),
        )
    )


def rule(name: str, change: Callable[[PolicyRule], PolicyRule | None]) -> Spoil:
    """Change a rule of a firewall, or take it out."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        rules = (change(one) if one.name == name else one for one in device.firewall.rules)
        kept = tuple(one for one in rules if one is not None)
        return replace(device, firewall=replace(device.firewall, rules=kept))

    return checked(spoilt)


def first_rule(name: str) -> Spoil:
    """Put a rule before all others."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        rules = device.firewall.rules
        moved = (*(one for one in rules if one.name == name), *(one for one in rules if one.name != name))
        return replace(device, firewall=replace(device.firewall, rules=moved))

    return checked(spoilt)


def in_zone(description: str, zone: str) -> Spoil:
    """Move the interface of a VLAN into another zone."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        name = named(device, description).name
        zones = tuple(
            replace(
                one,
                interfaces=tuple(sorted({*one.interfaces, name} if one.name == zone else set(one.interfaces) - {name})),
            )
            for one in device.firewall.zones
        )
        return replace(device, firewall=replace(device.firewall, zones=zones))

    return checked(spoilt)


def service(name: str, ports: NumberRange) -> Spoil:
    """Let the first term of a service have other ports."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        objects = tuple(
            replace(one, terms=(replace(one.terms[0], ports=ports), *one.terms[1:])) if one.name == name else one
            for one in device.firewall.service_objects
        )
        return replace(device, firewall=replace(device.firewall, service_objects=objects))

    return checked(spoilt)


def address_object(name: str, bits: int) -> Spoil:
    """Give the first member of an address object a shorter or longer prefix."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        objects = tuple(
            replace(one, members=(_resized(one.members[0], bits), *one.members[1:])) if one.name == name else one
            for one in device.firewall.address_objects
        )
        return replace(device, firewall=replace(device.firewall, address_objects=objects))

    return checked(spoilt)


def _resized(member, bits: int):  # type: ignore[no-untyped-def]
    return InterfaceAddress(member.version, member.value, member.length + bits).prefix


def nat_pool(flipped: int) -> Spoil:
    """Flip one bit of the addresses of the first pool."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.nat is not None
        first, last = device.nat.pools[0].addresses
        moved = AddressRange(*(Address(one.version, one.value ^ flipped) for one in (first, last)))
        pools = (replace(device.nat.pools[0], addresses=moved), *device.nat.pools[1:])
        return replace(device, nat=replace(device.nat, pools=pools))

    return checked(spoilt)


def published_host(by: int) -> Spoil:
    """Let all that is published lead to another host."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        assert device.nat is not None
        moved = tuple(
            replace(one, inside=Address(one.inside.version, one.inside.value + by)) for one in device.nat.destination
        )
        return replace(device, nat=replace(device.nat, destination=moved))

    return checked(spoilt)


def next_hop(by: int) -> Spoil:
    """Let the default route point to another address."""
    return checked(
        lambda device: replace(
            device,
            static_routes=tuple(
                replace(one, next_hop=Address(one.next_hop.version, one.next_hop.value + by))
                if one.prefix.length == 0 and one.next_hop is not None
                else one
                for one in device.static_routes
            ),
        )
    )


def ospf(change: Callable[[OspfProcess], OspfProcess]) -> Spoil:
    """Change every OSPF process."""
    return checked(lambda device: replace(device, ospf=tuple(change(one) for one in device.ospf)))


def no_default(process: OspfProcess) -> OspfProcess:
    """Do not tell others of the default route."""
    return replace(process, default_route=DefaultRoute.NEVER)


def no_summaries(process: OspfProcess) -> OspfProcess:
    """Do not summarise."""
    return replace(process, areas=tuple(replace(one, ranges=()) for one in process.areas))


def area(number: int) -> Callable[[Interface], Interface]:
    """Put an interface into another OSPF area."""
    return lambda one: replace(one, ospf=tuple(replace(each, area=number) for each in one.ospf))


def ospf_key(name: str) -> Callable[[Interface], Interface]:
    """Let an interface authenticate OSPF with another secret."""

    def changed(one: Interface) -> Interface:
        processes = (
            replace(each, authentication=replace(each.authentication, secret=Secret(name)))
            if each.authentication is not None
            else each
            for each in one.ospf
        )
        return replace(one, ospf=tuple(processes))

    return changed


def silent(one: Interface) -> Interface:
    """Let OSPF say nothing on an interface."""
    return replace(one, ospf=tuple(replace(each, passive=True) for each in one.ospf))


def longer_mask(version: int, bits: int) -> Callable[[Interface], Interface]:
    """Give the addresses of a version a longer mask."""
    return lambda one: replace(
        one,
        addresses=tuple(
            each._replace(length=each.length + bits) if each.version == version else each for each in one.addresses
        ),
    )


def moved(by: int) -> Callable[[Interface], Interface]:
    """Move an interface's addresses."""
    return lambda one: replace(one, addresses=tuple(each._replace(value=each.value + by) for each in one.addresses))


def without_version(version: int) -> Callable[[Interface], Interface]:
    """Take the addresses of a version off an interface."""
    return lambda one: replace(
        one,
        addresses=tuple(each for each in one.addresses if each.version != version),
        vrrp=tuple(each for each in one.vrrp if each.version != version),
        ospf=tuple(each for each in one.ospf if each.version != {4: 2, 6: 3}[version]),
    )


def virtual(by: int) -> Callable[[Interface], Interface]:
    """Let VRRP have another virtual address."""
    return lambda one: replace(
        one,
        vrrp=tuple(
            replace(each, addresses=tuple(Address(a.version, a.value + by) for a in each.addresses))
            for each in one.vrrp
        ),
    )


def not_virtual(one: Interface) -> Interface:
    """Take VRRP off an interface."""
    return replace(one, vrrp=())


def trunk(*ranges: tuple[int, int]) -> Callable[[Interface], Interface]:
    """Let a trunk carry other VLANs."""
    vlans = tuple(NumberRange(*one) for one in ranges)
    return lambda one: replace(one, switchport=TrunkPort(vlans=vlans))


def access(vlan: int) -> Callable[[Interface], Interface]:
    """Put a port into another VLAN."""
    return lambda one: replace(one, switchport=AccessPort(vlan=vlan))


def tag(number: int) -> Callable[[Interface], Interface]:
    """Give a subinterface another tag."""
    return lambda one: replace(one, vlan=number)


def other_vrf(of: str, name: str) -> Spoil:
    """Move an interface into another VRF of the device, with its routing."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        process = next(one.number for one in device.ospf if one.vrf == name)

        def swapped(one: Interface) -> Interface:
            return replace(one, vrf=name, ospf=tuple(replace(each, process=process) for each in one.ospf))

        return interface(of, swapped)(device)

    return spoilt


def other_area(of: str, number: int) -> Spoil:
    """Put an interface into another OSPF area."""

    def spoilt(device: DeviceConfig) -> DeviceConfig:
        own = {each.process for each in named(device, of).ospf}
        grown = tuple(
            replace(one, areas=(*one.areas, OspfArea(number=number))) if one.number in own else one
            for one in device.ospf
        )
        return interface(of, area(number))(replace(device, ospf=grown))

    return spoilt


def off(one: Interface) -> Interface:
    """Shut an interface."""
    return replace(one, enabled=False)


def no_lag(one: Interface) -> Interface:
    """Take a port out of its aggregate."""
    return replace(one, lag=None)


def turned(one: Interface) -> Interface:
    """Apply access lists in the other direction."""
    directions = {"in": "out", "out": "in"}
    return replace(
        one,
        acls=tuple(
            replace(each, direction=type(each.direction)(directions[each.direction.value])) for each in one.acls
        ),
    )


def acl(name: str, change: Callable[[Acl], Acl]) -> Spoil:
    """Change an access list."""
    return checked(
        lambda device: replace(device, acls=tuple(change(one) if one.name == name else one for one in device.acls))
    )


def wildcard(bits: int) -> Callable[[Acl], Acl]:
    """Give the first source of a list a wildcard that is longer (more addresses) or shorter."""

    def changed(one: Acl) -> Acl:
        first = one.rules[0]
        assert first.source is not None
        source = InterfaceAddress(first.source.version, first.source.value, first.source.length - bits).prefix
        return replace(one, rules=(replace(first, source=source), *one.rules[1:]))

    return changed


def named(device: DeviceConfig, of: str) -> Interface:
    """Return an interface by its name or description."""
    return next(one for one in device.interfaces if of in (one.name, one.description))


def text(pattern: str, replacement: str) -> Callable[[str], str]:
    """Change the first place of a rendered text that a pattern matches."""

    def changed(whole: str) -> str:
        found, number = re.subn(pattern, replacement, whole, count=1, flags=re.MULTILINE)
        if not number or found == whole:
            raise NothingSpoilt(pattern)
        return found

    return changed
