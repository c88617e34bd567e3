"""OSPFv2 and OSPFv3. FRR has one process a table, without a number; labels keep the numbers that people know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, PREFIX4, PREFIX6
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.ospf import (
    AreaKind,
    DefaultRoute,
    InterfaceOspf,
    OspfAlgorithm,
    OspfArea,
    OspfAuthentication,
    OspfProcess,
)
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.labels import Labels
from govnetgen.platforms.linux.read.patterns import INTERFACE, NUMBER, address, interface, plain, prefix
from govnetgen.platforms.linux.routing import number_of_source

_AREA = rf"(?:{IPV4}|[0-9]{{1,9}})"
# where FRR is left to choose its router id by itself
CHOSEN = Address(4, 0)


@dataclass(slots=True)
class Membership:
    """What a process says of the interfaces that take part in it."""

    number: int
    networks: list[tuple[Prefix, int]] = field(default_factory=list)
    interfaces: dict[str, int] = field(default_factory=dict)
    passive: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=set)
    passive_by_default: bool = False

    def is_passive(self, name: str) -> bool:
        """Tell whether the process silences an interface."""
        return name in self.passive or (self.passive_by_default and name not in self.active)


Memberships = dict[tuple[int, str | None], Membership]


def read_ospf(
    files: Files, labels: Labels, isis: Sequence[IsisProcess], asn: int | None
) -> tuple[tuple[OspfProcess, ...], Memberships]:
    """Return the processes (areas that only interfaces name are added later) and what they say of interfaces."""
    blocks = [
        (version, match[1], body)
        for version, word in ((2, "ospf"), (3, "ospf6"))
        for match, body in files.network.each(rf"router {word}(?: vrf (\S+))?")
    ]
    numbers = _numbers([(version, vrf) for version, vrf, _ in blocks], labels)
    found: dict[tuple[int, str | None], OspfProcess] = {}
    memberships: Memberships = {}
    for version, vrf, body in blocks:
        number = numbers[version, vrf]
        membership = memberships.setdefault((version, vrf), Membership(number))
        _membership(body, membership)
        found[version, vrf] = _process(body, version, vrf, number, isis=isis, asn=asn)
    return tuple(found.values()), memberships


def _numbers(tables: Iterable[tuple[int, str | None]], labels: Labels) -> dict[tuple[int, str | None], int]:
    found = {table: labels.ospf[table] for table in tables if table in labels.ospf}
    taken = set(found.values())
    by_vrf: dict[str | None, int] = {None: 1}
    for table in tables:
        if table not in found:
            if table[1] not in by_vrf:
                by_vrf[table[1]] = next(one for one in range(2, 65536) if one not in taken)
                taken.add(by_vrf[table[1]])
            found[table] = by_vrf[table[1]]
    return found


def _area(text: str) -> int:
    return address(text).value if "." in text else int(text)


def _membership(body: Cursor, membership: Membership) -> None:
    for match, _ in body.each(rf"network ({PREFIX4}) area ({_AREA})"):
        membership.networks.append((prefix(match[1]), _area(match[2])))
    for match, _ in body.each(rf"interface ({INTERFACE}) area ({_AREA})"):
        membership.interfaces[interface(match[1])] = _area(match[2])
    membership.passive_by_default |= body.has("passive-interface default")
    membership.passive |= {interface(match[1]) for match, _ in body.each(rf"passive-interface ({INTERFACE})")}
    membership.active |= {interface(match[1]) for match, _ in body.each(rf"no passive-interface ({INTERFACE})")}


def _process(
    body: Cursor, version: int, vrf: str | None, number: int, *, isis: Sequence[IsisProcess], asn: int | None
) -> OspfProcess:
    body.ignore(r"log-adjacency-changes(?: detail)?")
    if version != 2:
        body.ignore("timers throttle spf 500 1000 10000")
    router_id = body.last(rf"(?:ospf6? )?router-id ({IPV4})")
    bandwidth = body.last(rf"auto-cost reference-bandwidth ({NUMBER})")
    default = body.last(r"default-information originate( always)?")
    distance = body.last(rf"distance ospf6? external ({NUMBER})")
    sources = []
    for match, _ in body.each(r"redistribute (connected|static|isis|bgp)"):
        source = RouteSource(match[1])
        process = number_of_source(source, version=4, vrf=vrf, ospf=(), isis=isis, asn=asn)
        sources.append(Redistribution(source=source, process=process))
    return OspfProcess(
        number=number,
        router_id=address(router_id[1]) if router_id else CHOSEN,
        version=version,
        vrf=vrf,
        areas=_areas(body, version),
        redistribute=tuple(sources),
        default_route=DefaultRoute.NEVER
        if default is None
        else (DefaultRoute.ALWAYS if default[1] else DefaultRoute.WHEN_KNOWN),
        reference_bandwidth_mbps=int(bandwidth[1]) if bandwidth else None,
        external_distance=int(distance[1]) if distance else None,
    )


def _areas(body: Cursor, version: int) -> tuple[OspfArea, ...]:
    found: dict[int, OspfArea] = {}
    for match, _ in body.each(rf"area ({_AREA}) (stub|nssa)( no-summary)?"):
        number = _area(match[1])
        found[number] = OspfArea(number=number, kind=AreaKind(match[2]), no_summary=match[3] is not None)
    for match, _ in body.each(rf"area ({_AREA}) range ({PREFIX4 if version == 2 else PREFIX6})"):
        area = found.setdefault(_area(match[1]), OspfArea(number=_area(match[1])))
        found[area.number] = replace(area, ranges=(*area.ranges, prefix(match[2])))
    return tuple(found.values())


def interface_ospf(
    bodies: Sequence[Cursor],
    name: str,
    vrf: str | None,
    addresses: Iterable[InterfaceAddress],
    memberships: Memberships,
) -> tuple[InterfaceOspf, ...]:
    """Return an interface's part in the processes of its table."""
    found = []
    for version, start in ((2, "ip ospf"), (3, "ipv6 ospf6")):
        membership = memberships.get((version, vrf))
        if membership is None:
            continue
        area = _area_of(bodies, start, name, addresses, membership)
        if area is not None:
            found.append(_interface(bodies, version, start, area, name, membership))
    return tuple(found)


def _area_of(
    bodies: Sequence[Cursor], start: str, name: str, addresses: Iterable[InterfaceAddress], membership: Membership
) -> int | None:
    for body in bodies:
        match = body.last(rf"{start} area ({_AREA})")
        if match is not None:
            return _area(match[1])
    if name in membership.interfaces:
        return membership.interfaces[name]
    covering = [
        (network.length, area)
        for network, area in membership.networks
        if any(network.contains(one.prefix) for one in addresses if one.version == 4)
    ]
    return max(covering)[1] if covering else None


def _interface(
    bodies: Sequence[Cursor], version: int, start: str, area: int, name: str, membership: Membership
) -> InterfaceOspf:
    cost, point_to_point, passive, authentication = None, False, membership.is_passive(name), None
    for body in bodies:
        match = body.last(rf"{start} cost ([0-9]{{1,5}})")
        cost = int(match[1]) if match else cost
        point_to_point |= body.has(rf"{start} network point-to-point")
        passive |= body.has(rf"{start} passive")
        authentication = _authentication(body, version) or authentication
    return InterfaceOspf(
        process=membership.number,
        area=area,
        version=version,
        cost=cost,
        point_to_point=point_to_point,
        passive=passive,
        authentication=authentication,
    )


def _authentication(body: Cursor, version: int) -> OspfAuthentication | None:
    if version == 2:
        match = body.last(r"ip ospf message-digest-key ([0-9]{1,3}) md5 (\S+)")
        if match is None:
            return None
        body.ignore("ip ospf authentication message-digest")
        return OspfAuthentication(key=int(match[1]), algorithm=OspfAlgorithm.MD5, secret=plain(match[2]))
    match = body.last(r"ipv6 ospf6 authentication key-id ([0-9]{1,5}) hash-algo (md5|hmac-sha-256) key (\S+)")
    if match is None:
        return None
    algorithm = OspfAlgorithm.MD5 if match[2] == "md5" else OspfAlgorithm.HMAC_SHA256
    return OspfAuthentication(key=int(match[1]), algorithm=algorithm, secret=plain(match[3]))


def with_areas(processes: Iterable[OspfProcess], interfaces: Iterable[Interface]) -> tuple[OspfProcess, ...]:
    """Return the processes with the areas that only interfaces name: FRR has no line for a plain area."""
    used: dict[tuple[int, str | None], set[int]] = {}
    for one in interfaces:
        for part in one.ospf:
            used.setdefault((part.version, one.vrf), set()).add(part.area)
    found = []
    for process in processes:
        listed = {area.number for area in process.areas}
        plain_areas = (OspfArea(number=number) for number in used.get((process.version, process.vrf), set()) - listed)
        found.append(replace(process, areas=(*process.areas, *plain_areas)))
    return tuple(found)
