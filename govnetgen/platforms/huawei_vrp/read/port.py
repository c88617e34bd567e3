"""The interfaces of a configuration with what others ask of them first: table and addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, LENGTH6, MASK_OR_LENGTH, NAME
from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.names import InterfaceName, interface_name
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.names import neutral
from govnetgen.platforms.huawei_vrp.read.patterns import PORT, interface_address

LINK_LOCAL_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Port:
    """An interface: its neutral name, the text that names it, and what stands below it."""

    name: str
    text: str
    body: Cursor
    vrf: str | None
    addresses: tuple[InterfaceAddress, ...]

    @property
    def parts(self) -> InterfaceName:
        """The parts of the neutral name."""
        return interface_name(self.name)


def find_ports(cursor: Cursor, dialect: VrpDialect) -> tuple[Port, ...]:
    """Return the interfaces that the model knows; NULL0 is on every device and holds nothing."""
    found = []
    for match, body in cursor.each(rf"interface ({PORT})"):
        name = neutral(match[1], dialect.ports.management)
        if name is not None and name != "null-0":
            vrf = body.last(rf"ip binding vpn-instance ({NAME})")
            found.append(Port(name, match[1], body, vrf[1] if vrf else None, (*_ipv4(body), *_ipv6(body))))
    return tuple(found)


def _ipv4(body: Cursor) -> Iterator[InterfaceAddress]:
    for form in (rf"ip address ({IPV4}) ({MASK_OR_LENGTH})", rf"ip address ({IPV4}) ({MASK_OR_LENGTH}) sub"):
        for match, _ in body.each(form):
            yield interface_address(match[1], match[2])


def _ipv6(body: Cursor) -> Iterator[InterfaceAddress]:
    for match, _ in body.each(rf"ipv6 address ({IPV6})[/ ]({LENGTH6})"):
        yield interface_address(match[1], match[2])
    for match, _ in body.each(rf"ipv6 address ({IPV6}) link-local"):
        yield InterfaceAddress.of(Address.parse(match[1]), LINK_LOCAL_LENGTH)
