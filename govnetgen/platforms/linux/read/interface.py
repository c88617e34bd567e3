"""Interfaces: ifupdown2 makes them, FRR routes over them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, MASK_OR_LENGTH, PREFIX
from govnetgen.model.address import InterfaceAddress, length_of_mask, numbers, ranges_of
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, TrunkPort
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.names import interface_name
from govnetgen.platforms.linux.names import neutral, port
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.isis import IsisTags, interface_isis
from govnetgen.platforms.linux.read.ospf import Memberships, interface_ospf
from govnetgen.platforms.linux.read.patterns import INTERFACE, VLANS, address, interface, vlan_ranges
from govnetgen.platforms.linux.read.spanning_tree import read_port

_VIRTUAL = r"(?:vrrp [0-9]+|address-virtual 00:00:5[Ee]:00:0[12]:[0-9A-Fa-f]{2}) .*"
"""The devices of VRRP groups, whose numbers and addresses FRR has too."""
_INTERFACES = rf"{INTERFACE}(?: {INTERFACE})*"


@dataclass(slots=True)
class _Draft:
    """An interface while its stanzas are being read."""

    name: str
    stanzas: list[Cursor] = field(default_factory=list)
    routing: list[Cursor] = field(default_factory=list)
    vrf: str | None = None


@dataclass(slots=True)
class _Bridge:
    """What the bridge says of its ports."""

    ports: list[str] = field(default_factory=list)
    vids: set[int] = field(default_factory=set)
    pvid: int = 1


def read_interfaces(files: Files, memberships: Memberships, tags: IsisTags) -> tuple[Interface, ...]:
    """Return every interface that ifupdown2 or FRR knows, but ``lo`` where nothing is said of it."""
    network = files.network
    network.ignore(r"auto .+", r"allow-hotplug .+", r"allow-auto .+")
    drafts: dict[str, _Draft] = {}
    for own_name, bodies in files.stanzas.items():
        known = neutral(own_name)
        if known is not None and own_name not in files.vrfs and own_name != files.bridge:
            drafts[known] = _Draft(known, bodies)
    for match, body in network.each(r"interface (\S+)(?: vrf (\S+))?"):
        name = interface(match[1])
        draft = drafts.setdefault(name, _Draft(name))
        draft.routing.append(body)
        draft.vrf = match[2]
    bridge = _bridge(files)
    members = dict(_members(drafts))
    labelled = set(_ldp(network))
    found = []
    for draft in drafts.values():
        one = _interface(draft, bridge, members, memberships, tags, draft.name in labelled)
        if one != Interface(name="loopback-0"):
            found.append(one)
    return tuple(found)


def _bridge(files: Files) -> _Bridge:
    bridge = _Bridge()
    for body in files.stanzas.get(files.bridge or "", ()):
        body.ignore("bridge-ports none")
        for line, _ in body.each(rf"bridge-ports ({_INTERFACES})"):
            bridge.ports += [interface(one) for one in line[1].split()]
        for line, _ in body.each(rf"bridge-vids ((?:{VLANS})(?:[ ,]+{VLANS})*)"):
            bridge.vids |= set(numbers(vlan_ranges(line[1])))
        pvid = body.last(r"bridge-pvid ([0-9]{1,4})")
        bridge.pvid = int(pvid[1]) if pvid else 1
    return bridge


def _members(drafts: dict[str, _Draft]) -> Iterator[tuple[str, LagMember]]:
    for draft in drafts.values():
        name = interface_name(draft.name)
        if name.kind == "lag" and name.unit is None and name.position.isdecimal():
            for stanza in draft.stanzas:
                lacp = not stanza.has(r"bond-mode (?:balance-xor|2)")
                for match, _ in stanza.each(rf"bond-slaves ({_INTERFACES})"):
                    for one in match[1].split():
                        yield interface(one), LagMember(number=int(name.position), lacp=lacp)


def _ldp(network: Cursor) -> Iterator[str]:
    for _, ldp in network.each("mpls ldp"):
        for _, family in ldp.each("address-family ipv4"):
            for match, _ in family.each(rf"interface ({INTERFACE})"):
                yield interface(match[1])


def _interface(
    draft: _Draft,
    bridge: _Bridge,
    members: dict[str, LagMember],
    memberships: Memberships,
    tags: IsisTags,
    labelled: bool,
) -> Interface:
    name = draft.name
    both = (*draft.stanzas, *draft.routing)
    description = _last(draft.stanzas, r"alias (.+)") or _last(draft.routing, r"description (.+)")
    down = _said(both, r"link-down yes|shutdown")
    mtu = _last(draft.stanzas, r"mtu ([0-9]{1,5})")
    vrf = _last(draft.stanzas, r"vrf (\S+)") or draft.vrf
    addresses = tuple(dict.fromkeys(one for body in both for one in _addresses(body)))
    for body in draft.stanzas:
        body.ignore("link-type dummy", "link-down no", _VIRTUAL)
    switchport = _switchport(draft, bridge)
    return Interface(
        name=name,
        description=description,
        enabled=not down,
        mtu=int(mtu) if mtu else None,
        vrf=vrf,
        addresses=addresses,
        switchport=switchport,
        lag=members.get(name),
        aggregate=_aggregate(draft),
        vlan=_vlan(draft),
        spanning_tree=_port_spanning_tree(draft),
        ospf=interface_ospf(draft.routing, name, vrf, addresses, memberships),
        isis=interface_isis(draft.routing, tags),
        mpls=_said(draft.routing, "mpls enable") or labelled,
        vrrp=tuple(group for body in draft.routing for group in _vrrp(body)),
    )


def _said(bodies: Iterable[Cursor], pattern: str) -> bool:
    """Tell whether any of the stanzas has the line, and mark it in all of them."""
    return bool([body for body in bodies if body.has(pattern)])


def _last(bodies: list[Cursor], pattern: str) -> str | None:
    found = [match for body in bodies if (match := body.last(pattern)) is not None]
    return found[-1][1] if found else None


def _addresses(body: Cursor) -> Iterator[InterfaceAddress]:
    for match, _ in body.each(rf"(?:ip |ipv6 )?address ({PREFIX})"):
        yield InterfaceAddress.parse(match[1])
    # Debian's own ifupdown writes the mask on a line of its own
    masks = [match[1] for match, _ in body.each(rf"netmask ({MASK_OR_LENGTH})")]
    for mask, (match, _) in zip(masks, body.each(rf"address ({IPV4})"), strict=False):
        length = length_of_mask(mask) if "." in mask else int(mask)
        yield InterfaceAddress.of(address(match[1]), length)


def _aggregate(draft: _Draft) -> Aggregate | None:
    name = interface_name(draft.name)
    if name.kind != "lag" or name.unit is not None:
        return None
    lacp, links, seen = True, None, False
    for body in draft.stanzas:
        body.ignore(r"bond-slaves none", r"bond-miimon 100")
        seen |= body.has(r"bond-(?:mode (?:802\.3ad|4)|slaves .*)")
        if body.has(r"bond-mode (?:balance-xor|2)"):
            lacp, seen = False, True
        links = body.last(r"bond-min-links ([0-9]{1,3})") or links
    return Aggregate(lacp=lacp, min_links=int(links[1]) if links else None) if seen else None


def _vlan(draft: _Draft) -> int | None:
    name = interface_name(draft.name)
    found = None
    for body in draft.stanzas:
        if name.unit is not None:
            body.ignore(rf"vlan-raw-device {port(name.parent)}")
            tag = body.last(r"vlan-id ([0-9]{1,4})")
            # without a tag of its own, ifupdown2 takes it from the name
            found = int(tag[1]) if tag else name.unit
        elif name.kind == "vlan":
            body.ignore(rf"vlan-id {name.position}", r"vlan-raw-device \S+")
    return found


def _port_spanning_tree(draft: _Draft) -> PortSpanningTree | None:
    found = [one for body in draft.stanzas if (one := read_port(body)) is not None]
    return found[-1] if found else None


def _switchport(draft: _Draft, bridge: _Bridge) -> AccessPort | TrunkPort | None:
    access = _last(draft.stanzas, r"bridge-access ([0-9]{1,4})")
    vids = _last(draft.stanzas, rf"bridge-vids ((?:{VLANS})(?:[ ,]+{VLANS})*)")
    pvid = _last(draft.stanzas, r"bridge-pvid ([0-9]{1,4})")
    tagged = _said(draft.stanzas, "bridge-allow-untagged no")
    for body in draft.stanzas:
        body.ignore("bridge-allow-untagged yes")
    if draft.name not in bridge.ports and not access and not vids:
        return None
    if access:
        return AccessPort(vlan=int(access))
    carried = set(numbers(vlan_ranges(vids))) if vids else set(bridge.vids)
    native = None if tagged else int(pvid) if pvid else bridge.pvid
    return TrunkPort(vlans=ranges_of(carried | ({native} if native is not None else set())), native=native)


def _vrrp(body: Cursor) -> Iterator[VrrpGroup]:
    body.ignore(r"vrrp [0-9]{1,3}(?: version 3)?")
    priorities = {int(match[1]): int(match[2]) for match, _ in body.each(r"vrrp ([0-9]{1,3}) priority ([0-9]{1,3})")}
    held: dict[tuple[int, int], list[str]] = {}
    for version, word in ((4, "ip"), (6, "ipv6")):
        for match, _ in body.each(rf"vrrp ([0-9]{{1,3}}) {word} ({IPV4 if version == 4 else IPV6})"):
            held.setdefault((int(match[1]), version), []).append(match[2])
    for (number, version), texts in held.items():
        yield VrrpGroup(
            number=number,
            version=version,
            addresses=tuple(map(address, texts)),
            priority=priorities.get(number, 100),
        )
