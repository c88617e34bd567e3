"""DHCP: dnsmasq, one instance a table. Interfaces say for themselves whether they serve or relay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, IPV4
from govnetgen.model.address import Address, AddressRange, Prefix, length_of_mask
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.interface import Interface
from govnetgen.platforms.linux.filters import hosts, interface_with
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import INTERFACE, address, interface


@dataclass(slots=True)
class _Found:
    """What the files say of interfaces."""

    serving: set[str] = field(default_factory=set)
    relaying: dict[str, list[Address]] = field(default_factory=dict)


def read_dhcp(files: Files, device: DeviceConfig) -> DeviceConfig:
    """Return the device with its DHCP server, and its interfaces with their part in it."""
    found, serves = _Found(), False
    pools: list[DhcpPool] = []
    for path, file in files.matching(r"/etc/dnsmasq(?:\.(?P<vrf>\S+))?\.conf"):
        file.ignore("port=0", "bind-dynamic", "bind-interfaces")
        serves |= file.has("dhcp-authoritative")
        pools += _pools(file, path["vrf"])
        found.serving |= {interface(match[1]) for match, _ in file.each(rf"interface=({INTERFACE})")}
        _relays(file, device.interfaces, path["vrf"], found)
    return replace(
        device,
        dhcp=Dhcp(pools=tuple(pools)) if pools or serves else None,
        interfaces=tuple(
            replace(one, dhcp_server=one.name in found.serving, dhcp_relay=tuple(found.relaying.get(one.name, ())))
            for one in device.interfaces
        ),
    )


def _relays(file: Cursor, interfaces: Iterable[Interface], vrf: str | None, found: _Found) -> None:
    inside = [one for one in interfaces if one.vrf == vrf]
    for one in inside:
        for own in one.addresses:
            text = str(own.address).replace(".", r"\.")
            for match, _ in file.each(rf"dhcp-relay={text},({ADDRESS})"):
                name = interface_with(inside, own.address, vrf)
                if name is not None:
                    found.relaying.setdefault(name, []).append(address(match[1]))
    file.ignore(rf"listen-address={ADDRESS}")


def _pools(file: Cursor, vrf: str | None) -> Iterator[DhcpPool]:
    ranges: dict[str, list[tuple[Address, Address, str]]] = {}
    for match, _ in file.each(rf"dhcp-range=set:([^,]+),({IPV4}),({IPV4}),({IPV4})"):
        ranges.setdefault(match[1], []).append((address(match[2]), address(match[3]), match[4]))
    gateways = {match[1]: match[2] for match, _ in file.each(rf"dhcp-option=tag:([^,]+),option:router,({IPV4})")}
    resolvers = {
        match[1]: match[2] for match, _ in file.each(rf"dhcp-option=tag:([^,]+),option:dns-server,({IPV4}(?:,{IPV4})*)")
    }
    for name, parts in ranges.items():
        network = _network(parts[0][0], parts[0][2])
        if network is not None and name in gateways:
            yield DhcpPool(
                name=name,
                network=network,
                gateway=address(gateways[name]),
                dns_servers=tuple(address(one) for one in resolvers.get(name, "").split(",") if one),
                excluded=tuple(_gaps(network, parts)),
                vrf=vrf,
            )


def _network(inside: Address, mask: str) -> Prefix | None:
    try:
        length = length_of_mask(mask)
    except ValueError:
        return None
    size = 1 << (32 - length)
    return Prefix(4, inside.value // size * size, length)


def _gaps(network: Prefix, parts: Iterable[tuple[Address, Address, str]]) -> Iterator[AddressRange]:
    """Yield the hosts of a network that no range hands out."""
    following, last = hosts(network)
    for begin, end, _ in sorted(parts):
        if following < begin.value:
            yield AddressRange(Address(4, following), Address(4, begin.value - 1))
        following = max(following, end.value + 1)
    if following <= last:
        yield AddressRange(Address(4, following), Address(4, last))
