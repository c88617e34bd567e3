"""Interfaces, of ietf-interfaces, with what ietf-ip and govnet put into them."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.model.address import InterfaceAddress
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, TrunkPort
from govnetgen.platforms.netconf_yang.names import GOVNET, IP, interface_type
from govnetgen.platforms.netconf_yang.read.leaf import ADDRESS, INTERFACE, blocks, entries, leaf, number, ranges, truth
from govnetgen.platforms.netconf_yang.read.spanning_tree import read_port

_IDENTITY = ' xmlns:ianaift="urn:ietf:params:xml:ns:yang:iana-if-type"'


def read_interfaces(bodies: Iterable[Cursor]) -> tuple[Interface, ...]:
    """Return the interfaces whose names are ours; others are named by their vendor, and stay unread."""
    return tuple(_interfaces(bodies))


def _interfaces(bodies: Iterable[Cursor]) -> Iterator[Interface]:
    for one in entries(bodies, "interface", {"name": INTERFACE}):
        name, body = one.keys["name"], one.body
        body.ignore(rf"<type(?:{_IDENTITY})?>(?:ianaift:)?{interface_type(name)}</type>")
        yield Interface(
            name=name,
            description=leaf(body, "description"),
            enabled=truth(body, "enabled", default=True),
            mtu=number(body, "mtu", GOVNET),
            vrf=leaf(body, "vrf", namespace=GOVNET),
            addresses=tuple(_addresses(body)),
            switchport=_switchport(body),
            lag=_lag(body),
            aggregate=_aggregate(body),
            vlan=number(body, "tag", GOVNET),
            spanning_tree=read_port(body),
            acls=tuple(_filters(body)),
        )


def _addresses(body: Cursor) -> Iterator[InterfaceAddress]:
    for family in ("ipv4", "ipv6"):
        for one in entries(blocks([body], family, IP), "address", {"ip": ADDRESS}):
            try:
                yield InterfaceAddress.parse(f"{one.keys['ip']}/{number(one.body, 'prefix-length')}")
            except ValueError:
                continue


def _switchport(body: Cursor) -> AccessPort | TrunkPort | None:
    access = number(body, "access-vlan", GOVNET)
    if access is not None:
        return AccessPort(vlan=access)
    for trunk in blocks([body], "trunk", GOVNET):
        return TrunkPort(vlans=ranges(trunk, "vlans"), native=number(trunk, "native-vlan"))
    return None


def _lag(body: Cursor) -> LagMember | None:
    for member in blocks([body], "lag", GOVNET):
        name = leaf(member, "aggregate", r"lag-\d{1,9}")
        if name is not None:
            return LagMember(number=int(name.partition("-")[2]), lacp=truth(member, "lacp", default=True))
    return None


def _aggregate(body: Cursor) -> Aggregate | None:
    for one in blocks([body], "aggregate", GOVNET):
        return Aggregate(lacp=truth(one, "lacp", default=True), min_links=number(one, "min-links"))
    return None


def _filters(body: Cursor) -> Iterator[AclBinding]:
    for one in entries([body], "filter", {"direction": "in|out", "version": "ipv4|ipv6"}, GOVNET):
        name = leaf(one.body, "acl")
        if name is not None:
            version = int(one.keys["version"][-1])
            yield AclBinding(name=name, direction=Direction(one.keys["direction"]), version=version)
