"""OSPF and OSPFv3 processes, and which interfaces take part in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import AREA, IPV4, IPV6, LENGTH6, MASK, NAME, area_number
from govnetgen.model.address import Address, Prefix, length_of_wildcard
from govnetgen.model.device.ospf import AreaKind, DefaultRoute, InterfaceOspf, OspfArea, OspfProcess
from govnetgen.platforms.huawei_vrp.interface_filters import is_customer_edge
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, WILDCARD, number, subnet
from govnetgen.platforms.huawei_vrp.read.port import Port
from govnetgen.platforms.huawei_vrp.read.redistribution import read_redistribution

_ENABLED = {2: rf"ospf enable ({NUMBER}) area ({AREA})", 3: rf"ospfv3 ({NUMBER}) area ({AREA})"}
_HEADS = {
    2: rf"ospf (?P<number>{NUMBER})(?: router-id (?P<router>{IPV4}))?(?: vpn-instance (?P<vrf>{NAME}))?",
    3: rf"ospfv3 (?P<number>{NUMBER})(?: vpn-instance (?P<vrf>{NAME}))?",
}
_RANGES = {
    2: rf"abr-summary (?P<network>{IPV4}) (?P<mask>{MASK})",
    3: rf"abr-summary (?P<network>{IPV6}) (?P<mask>{LENGTH6})",
}

Members = dict[tuple[str, int], InterfaceOspf]
"""The parts of interfaces, by interface name and OSPF version: VRP gives an interface one of each."""


@dataclass(slots=True)
class OspfReading:
    """Processes, and the parts of interfaces with their process, area and whether they are passive."""

    processes: list[OspfProcess] = field(default_factory=list)
    members: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Head:
    version: int
    number: int
    vrf: str | None
    router: Address


def read_ospf(cursor: Cursor, ports: Sequence[Port], router: Address | None, asn: int | None) -> OspfReading:
    """Return both versions; ``router`` and ``asn`` are the device's own router id and BGP AS.

    A process whose router id nothing tells is not of the model: its body and its interfaces' lines stay unread.
    """
    found = OspfReading()
    for version, form in _HEADS.items():
        for match, body in cursor.each(form):
            own = body.last(rf"router-id ({IPV4})") if version == 3 else None
            text = own[1] if own else match.groupdict().get("router")
            router_id = Address.parse(text) if text else router
            if router_id is None:
                continue
            head = _Head(version, int(match["number"]), match["vrf"], router_id)
            _enabled(head, ports, found.members)
            found.processes.append(_process(head, body, ports, found.members, asn))
            _silence(head, body, ports, found.members)
    return found


def _enabled(head: _Head, ports: Sequence[Port], members: Members) -> None:
    form = _ENABLED[head.version].replace(f"({NUMBER})", f"({head.number})")
    for port in ports:
        match = port.body.last(form)
        if match is not None:
            members[port.name, head.version] = InterfaceOspf(
                process=head.number, area=area_number(match[2]), version=head.version
            )


def _process(head: _Head, body: Cursor, ports: Sequence[Port], members: Members, asn: int | None) -> OspfProcess:
    bandwidth = body.last(rf"bandwidth-reference ({NUMBER})")
    default = DefaultRoute.NEVER
    if body.has("default-route-advertise"):
        default = DefaultRoute.WHEN_KNOWN
    if body.has("default-route-advertise always"):
        default = DefaultRoute.ALWAYS
    areas = [(match[1], inner) for match, inner in body.each(rf"area ({AREA})")]
    if head.version == 2:
        _networks(head, {area_number(text): inner for text, inner in areas}, ports, members)
    process = OspfProcess(
        number=head.number,
        router_id=head.router,
        version=head.version,
        vrf=head.vrf,
        areas=tuple(_area(head.version, area_number(text), inner) for text, inner in areas),
        redistribute=read_redistribution(body, head.version, asn),
        default_route=default,
        reference_bandwidth_mbps=number(bandwidth[1] if bandwidth else None),
    )
    if is_customer_edge(process):
        body.ignore("vpn-instance-capability simple")
    return process


def _area(version: int, number: int, body: Cursor) -> OspfArea:
    kind = body.last("(stub|nssa)( no-summary)?")
    return OspfArea(
        number=number,
        kind=AreaKind(kind[1]) if kind else AreaKind.NORMAL,
        no_summary=bool(kind and kind[2]),
        ranges=tuple(subnet(match["network"], match["mask"]) for match, _ in body.each(_RANGES[version])),
    )


def _networks(head: _Head, areas: Mapping[int, Cursor], ports: Sequence[Port], members: Members) -> None:
    """Map ``network`` lines to interfaces by address, the longest first; a line that meets none stays unread."""
    for prefix, area, body, text in sorted(_statements(areas), key=lambda one: -one[0].length):
        met = [
            port
            for port in ports
            if port.vrf == head.vrf and any(one.version == 4 and prefix.contains(one) for one in port.addresses)
        ]
        for port in met:
            members.setdefault((port.name, 2), InterfaceOspf(process=head.number, area=area))
        if met:
            body.ignore(text)


def _statements(areas: Mapping[int, Cursor]) -> Iterator[tuple[Prefix, int, Cursor, str]]:
    for area, body in areas.items():
        trial = Cursor(tuple(body.unread()))
        for match, _ in trial.each(rf"network ({IPV4}) ({WILDCARD})"):
            yield subnet(match[1], str(length_of_wildcard(match[2]))), area, body, match[0].replace(".", r"\.")


def _silence(head: _Head, body: Cursor, ports: Sequence[Port], members: Members) -> None:
    here = {
        port.text: port.name
        for port in ports
        if (member := members.get((port.name, head.version))) and member.process == head.number
    }
    if not here:
        return
    names = "|".join(text.replace(".", r"\.") for text in here)
    silent = {here[match[1]] for match, _ in body.each(rf"silent-interface ({names})")}
    if body.has("silent-interface all"):
        silent = set(here.values()) - {here[match[1]] for match, _ in body.each(rf"undo silent-interface ({names})")}
    for name in silent:
        members[name, head.version] = replace(members[name, head.version], passive=True)
