"""Interfaces, of ietf-interfaces, with what ietf-ip and govnet put into them."""

import re
from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.model.address import InterfaceAddress, NumberRange
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.names import KINDS
from govnetgen.platforms.netconf_yang.names import GOVNET, IP, interface_type
from govnetgen.platforms.netconf_yang.read.leaf import blocks, entries, leaf, leaves, number, truth

_NAME = rf"(?:{'|'.join(re.escape(kind) for kind in KINDS)})-\d+(?:/\d+)*(?:\.\d+)?"
_IDENTITY = ' xmlns:ianaift="urn:ietf:params:xml:ns:yang:iana-if-type"'


def read_interfaces(bodies: Iterable[Cursor]) -> tuple[Interface, ...]:
    """Return the interfaces whose names are ours; others are named by their vendor, and stay unread."""
    return tuple(_interfaces(bodies))


def _interfaces(bodies: Iterable[Cursor]) -> Iterator[Interface]:
    for one in entries(bodies, "interface", {"name": _NAME}):
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
            vlan=number(body, "tag", GOVNET),
            acls=tuple(_filters(body)),
        )


def _addresses(body: Cursor) -> Iterator[InterfaceAddress]:
    for family in ("ipv4", "ipv6"):
        for one in entries(blocks([body], family, IP), "address", {"ip": r"[0-9a-fA-F.:]+"}):
            try:
                yield InterfaceAddress.parse(f"{one.keys['ip']}/{number(one.body, 'prefix-length')}")
            except ValueError:
                continue


def _switchport(body: Cursor) -> AccessPort | TrunkPort | None:
    access = number(body, "access-vlan", GOVNET)
    if access is not None:
        return AccessPort(vlan=access)
    for trunk in blocks([body], "trunk", GOVNET):
        runs = (one.partition("-") for one in leaves(trunk, "vlans", r"\d{1,4}(?:-\d{1,4})?"))
        # a leaf-list has no order but the server's own (RFC 6020, 7.7.1)
        carried = sorted(NumberRange(int(first), int(last or first)) for first, _, last in runs)
        return TrunkPort(vlans=tuple(carried), native=number(trunk, "native-vlan"))
    return None


def _filters(body: Cursor) -> Iterator[AclBinding]:
    for one in entries([body], "filter", {"direction": "in|out", "version": "ipv4|ipv6"}, GOVNET):
        name = leaf(one.body, "acl")
        if name is not None:
            version = int(one.keys["version"][-1])
            yield AclBinding(name=name, direction=Direction(one.keys["direction"]), version=version)
