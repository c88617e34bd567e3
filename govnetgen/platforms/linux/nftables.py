"""The packet filter: how rules of the model become matches of nftables.

Objects are ``define``s, not named sets: a rule may name several objects, nftables matches one set at a time, and a list
of variables is the only form that keeps all their names readable in one line and shared by the tables.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import Firewall, PolicyRule, ServiceGroup, ServiceTerm
from govnetgen.model.device.nat import DestinationNat, Nat, SourceNat
from govnetgen.platforms.linux.filters import bracketed
from govnetgen.platforms.linux.names import word

LOCAL = "local"
"""The zone that is the device itself."""

PROTOCOLS = {
    Protocol.IP: "0-255",
    Protocol.TCP: "tcp",
    Protocol.UDP: "udp",
    Protocol.ICMP: "icmp",
    Protocol.ICMPV6: "icmpv6",
    Protocol.OSPF: "89",  # nftables knows it only where /etc/protocols does
    Protocol.GRE: "gre",
    Protocol.ESP: "esp",
}
WITH_PORTS = (Protocol.TCP, Protocol.UDP)


@lru_cache(maxsize=65536)
def member_text(member: Prefix | AddressRange) -> str:
    """An element of a set: a host without its length, a prefix, or a range."""
    if isinstance(member, Prefix) and member.is_host:
        return str(member.network)
    return str(member)


def of_version(members: Iterable[Prefix | AddressRange], version: int) -> list[str]:
    """The members of an object that are of one IP version, as elements of a set."""
    return [
        member_text(one)
        for one in members
        if (one.version if isinstance(one, Prefix) else one.first.version) == version
    ]


def versions(firewall: Firewall) -> tuple[int, ...]:
    """The IP versions that objects are defined for: IPv6 only where some object has it."""
    return (4, 6) if any(of_version(one.members, 6) for one in firewall.address_objects) else (4,)


KINDS = ("tcp", "udp", "protocol")
"""What nftables can match at once: TCP ports, UDP ports, whole protocols."""


def service_parts(terms: Iterable[ServiceTerm]) -> list[tuple[str, list[str]]]:
    """Split the terms of a service by kind; one without terms is of every kind, and empty."""
    found: dict[str, list[str]] = {}
    for term in terms:
        if term.ports is None:
            found.setdefault("protocol", []).append(PROTOCOLS[term.protocol])
        else:
            found.setdefault(term.protocol.value, []).append(str(term.ports))
    return [(kind, found.get(kind, [])) for kind in KINDS if kind in found or not found]


@dataclass(frozen=True, slots=True)
class Objects:
    """What the names in rules stand for: the variables, and which IP versions and protocols they hold."""

    zones: Mapping[str, tuple[str, ...]]
    vrf_interfaces: frozenset[str]
    addresses: Mapping[str, tuple[str, frozenset[int]]]
    services: Mapping[str, tuple[str, frozenset[str]]]


def objects(device: DeviceConfig) -> Objects:
    """Collect the objects of a device, once for all its rules."""
    firewall = device.firewall or Firewall()
    members = {one.name: one.members for one in firewall.address_objects}
    addresses = {
        one.name: ("group", _versions(member for name in one.members for member in members.get(name, ())))
        for one in firewall.address_groups
    }
    addresses |= {name: ("address", _versions(content)) for name, content in members.items()}
    terms = {one.name: one.terms for one in firewall.service_objects}
    services = {
        one.name: ("group_", _kinds(term for name in one.members for term in terms.get(name, ())))
        for one in firewall.service_groups
    }
    services |= {name: ("_", _kinds(content)) for name, content in terms.items()}
    return Objects(
        {one.name: one.interfaces for one in firewall.zones},
        frozenset(one.name for one in device.interfaces if one.vrf is not None),
        addresses,
        services,
    )


def _kinds(terms: Iterable[ServiceTerm]) -> frozenset[str]:
    return frozenset("protocol" if one.ports is None else one.protocol.value for one in terms)


def _versions(members: Iterable[Prefix | AddressRange]) -> frozenset[int]:
    return frozenset(one.version if isinstance(one, Prefix) else one.first.version for one in members)


def _variables(texts: Iterable[str]) -> str:
    return "{ " + ", ".join("$" + one for one in texts) + " }"


def addresses(known: Objects, sources: tuple[str, ...], destinations: tuple[str, ...]) -> list[str]:
    """The matches of addresses, one an IP version that can match at all; one empty match where any address will do."""
    if not sources and not destinations:
        return [""]
    held = known.addresses
    found = []
    for version, family in ((4, "ip"), (6, "ip6")):
        text = ""
        for names, key in ((sources, "saddr"), (destinations, "daddr")):
            if names and not any(version in held[name][1] for name in names):
                break
            if names:
                text += f" {family} {key} " + _variables(f"{held[name][0]}{version}_{word(name)}" for name in names)
        else:
            found.append(text)
    return found


def services(known: Objects, names: tuple[str, ...]) -> list[str]:
    """The matches of services, one a kind; one empty match where any service will do, none where nothing can match."""
    if not names:
        return [""]
    keys = {"tcp": "tcp dport", "udp": "udp dport", "protocol": "meta l4proto"}
    held = [(name, *known.services[name]) for name in names]
    return [
        f" {keys[kind]} " + _variables(f"{kind}{suffix}{word(name)}" for name, suffix in found)
        for kind, found in _by_kind(held)
    ]


def _by_kind(held: list[tuple[str, str, frozenset[str]]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the services of each kind; those without terms stand beside the first, so that their names are kept."""
    first = True
    for kind in KINDS:
        if any(kind in kinds for _, _, kinds in held):
            yield kind, [(name, suffix) for name, suffix, kinds in held if kind in kinds or (first and not kinds)]
            first = False


def zone_matches(known: Objects, names: tuple[str, ...]) -> list[str]:
    """The matches of source zones; the kernel shows a packet's VRF as its interface and the port as its slave."""
    if not names:
        return [""]
    text = _variables("zone_" + word(name) for name in names)
    inside_vrf = any(interface in known.vrf_interfaces for name in names for interface in known.zones.get(name, ()))
    return [f" iifname {text}", f" meta sdifname {text}"] if inside_vrf else [f" iifname {text}"]


def details(rule: PolicyRule, known: Objects) -> Iterator[str]:
    """The matches of a rule beyond its zones: one empty match where every packet between them is meant."""
    for second in addresses(known, rule.sources, rule.destinations):
        for third in services(known, rule.services):
            yield (second + third).lstrip()


def between(rule: PolicyRule, known: Objects, chain: str) -> Iterator[str]:
    """The matches of a rule's zones in the chain ``forward``, ``input`` or ``output``, none where it has no part."""
    from_zones = tuple(one for one in rule.source_zones if one != LOCAL)
    to_zones = tuple(one for one in rule.destination_zones if one != LOCAL)
    from_local = not rule.source_zones or LOCAL in rule.source_zones
    to_local = not rule.destination_zones or LOCAL in rule.destination_zones
    from_others = not rule.source_zones or bool(from_zones)
    to_others = not rule.destination_zones or bool(to_zones)
    wanted = {"forward": (from_others, to_others), "input": (from_others, to_local), "output": (from_local, to_others)}
    if all(wanted[chain]):
        outgoing = ""
        if chain != "input" and to_zones:
            outgoing = " oifname " + _variables("zone_" + word(name) for name in to_zones)
        for first in [""] if chain == "output" else zone_matches(known, from_zones):
            yield (first + outgoing).lstrip()


def within(known: Objects) -> Iterator[str]:
    """The matches of traffic that stays inside a zone, which no policy between zones concerns."""
    for name, interfaces in known.zones.items():
        if interfaces:
            for first in zone_matches(known, (name,)):
                yield f"{first} oifname {_variables(['zone_' + word(name)])}".lstrip()


def source_nat(rule: SourceNat, nat: Nat, known: Objects) -> Iterator[str]:
    """The matches and the action of a rule of source translation."""
    incoming = f" iifname {_variables('zone_' + word(one) for one in rule.source_zones)}" if rule.source_zones else ""
    outgoing = (
        f" oifname {_variables('zone_' + word(one) for one in rule.destination_zones)}"
        if rule.destination_zones
        else ""
    )
    pool = next((one for one in nat.pools if one.name == rule.pool), None)
    for match in addresses(known, rule.sources, rule.destinations):
        version = 6 if match.startswith(" ip6") else 4
        if rule.exempt:
            action = "accept"
        elif pool is None:
            # translation to the interface is IPv4's unless IPv6 addresses are named
            action = "masquerade" if match else "meta nfproto ipv4 masquerade"
        elif match and pool.addresses.first.version != version:
            continue
        else:
            family = "ip6" if pool.addresses.first.version == 6 else "ip"
            action = f"snat {family} to $pool_{word(pool.name)}"
        yield f"{incoming}{outgoing}{match} {action}".lstrip()


def group_parts(group: ServiceGroup, known: Objects) -> list[tuple[str, list[str]]]:
    """The members of a service group by kind, as variables; a group without terms is of every kind."""
    held = [(name, *known.services[name]) for name in group.members]
    found = list(_by_kind(held)) or [(kind, [(name, "_") for name in group.members]) for kind in KINDS]
    return [(kind, [f"${kind}_{word(name)}" for name, _ in items]) for kind, items in found]


def family(prefix: Prefix | Address) -> str:
    """nftables' word for the IP version: ``ip`` or ``ip6``."""
    return "ip" if prefix.version == 4 else "ip6"


def published(rule: DestinationNat) -> str:
    """What a rule of destination translation matches beyond the address, with a blank behind it."""
    if rule.protocol is None:
        return ""
    if rule.outside_port is None:
        return f"meta l4proto {PROTOCOLS[rule.protocol]} "
    return f"{rule.protocol} dport {rule.outside_port} "


def inside(rule: DestinationNat) -> str:
    """The server that a rule of destination translation leads to."""
    return str(rule.inside) if rule.inside_port is None else f"{bracketed(rule.inside)}:{rule.inside_port}"


FILTERS: Mapping[str, Callable[..., object]] = {
    "of_version": of_version,
    "object_versions": versions,
    "service_parts": service_parts,
    "details": details,
    "between": between,
    "within": within,
    "source_nat": source_nat,
    "objects": objects,
    "group_parts": group_parts,
    "family": family,
    "published": published,
    "inside": inside,
}
