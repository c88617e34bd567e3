"""What a USG cannot express of the firewall and of address translation, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import Firewall, PolicyRule, ServiceObject, Zone
from govnetgen.model.device.nat import DestinationNat, Nat, SourceNat, StaticNat
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp import ipsec_limits
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.firewall_filters import BUILT_IN_ZONES, DEFAULT_RULE, is_built_in, is_default_permit
from govnetgen.platforms.huawei_vrp.firewall_services import (
    ALL_PORTS,
    PORTED,
    PREDEFINED,
    PROTOCOL_WORDS,
    is_renamed,
)

UNCONFIRMED: Mapping[str, str] = {
    "firewall: numbers of zones and NAT pools": (
        "dumps show `firewall zone name X id 4` and `nat address-group N 0`; the device gives these numbers "
        "out itself, so they are read and not written"
    ),
    "firewall: priorities are unique": "told by users of the device, not by its manual; a clash is therefore a limit",
    "firewall: address set of IPv6 ranges": "written as IPv4 ranges are; the manual shows the IPv4 form",
    "firewall: service group": "the manual has `service-set` as a member; the place of its number is that of addresses",
    "firewall: predefined services": "names are seen in dumps, their ports are the IANA ones",
    "firewall: order of a rule's lines": "logging comes before zones, as device exports show it",
    "nat: blocks": "`nat server` takes a first and a last address; that it pairs them in order is not said",
    "nat: protocols other than TCP and UDP": "`nat server` takes a protocol; that it takes an IANA number is not said",
    "nat: pool without ports": "`mode no-pat global`: one translation for all destinations; `local` also exists",
    **ipsec_limits.UNCONFIRMED,
}
"""Syntax that no source confirms: the feature, and why it is written as it is."""

_LONGEST_NAME, _LONGEST_ZONE, _LONGEST_DESCRIPTION = 63, 32, 127


def limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name everything of the firewall features that the dialect cannot express."""
    if not dialect.firewall:
        return
    firewall = device.firewall or Firewall()
    yield from _firewall(firewall)
    if device.nat is not None:
        yield from _nat(device.nat, firewall, device.system.hostname)
    yield from ipsec_limits.limits(device, dialect)


def _firewall(firewall: Firewall) -> Iterator[Limit]:
    yield from _zones(firewall.zones)
    yield from _address_sets(firewall)
    yield from _service_sets(firewall)
    yield from _repeated("firewall", "two rules share the name", (rule.name for rule in firewall.rules))
    for index, rule in enumerate(firewall.rules):
        yield from _rule(rule, firewall, last=index == len(firewall.rules) - 1)


def _zones(zones: tuple[Zone, ...]) -> Iterator[Limit]:
    yield from _repeated("firewall", "two zones share the name", (zone.name for zone in zones))
    yield from _repeated(
        "firewall", "an interface is in one zone only", (one for zone in zones for one in zone.interfaces)
    )
    taken = {priority: name for name, priority in BUILT_IN_ZONES.items()}
    for zone in zones:
        for why in _zone(zone, taken):
            yield Limit("firewall", f"zone {zone.name}", why)
        taken.setdefault(zone.priority, zone.name)


def _zone(zone: Zone, taken: Mapping[int, str]) -> Iterator[str]:
    own = BUILT_IN_ZONES.get(zone.name)
    if zone.name == "local":
        yield "the zone local is the device itself and holds no interfaces"
    elif own is not None and zone.priority != own:
        yield f"every USG has this zone, with the fixed priority {own}"
    elif taken.get(zone.priority, zone.name) != zone.name:
        yield f"priority {zone.priority} is taken by the zone {taken[zone.priority]}: choose another"
    elif is_built_in(zone) and not zone.interfaces:
        yield "every USG has this zone: without an interface it says nothing, leave it out"
    if not 1 <= zone.priority <= 100:
        yield "a priority is 1 to 100"
    yield from _name(zone.name, _LONGEST_ZONE, " ")


def _address_sets(firewall: Firewall) -> Iterator[Limit]:
    objects, groups = firewall.address_objects, firewall.address_groups
    names = [one.name for one in objects] + [one.name for one in groups]
    yield from _named("address set", names)
    for one in objects:
        for why in (*_description(one.description), *(why for member in one.members for why in _member(member))):
            yield Limit("firewall", f"address set {one.name}", why)
    for group in groups:
        for why in _known("address set", group.members, names):
            yield Limit("firewall", f"address set {group.name}", why)


def _service_sets(firewall: Firewall) -> Iterator[Limit]:
    objects, groups = firewall.service_objects, firewall.service_groups
    names = [one.name for one in objects] + [one.name for one in groups]
    yield from _named("service set", names)
    used = {name for rule in firewall.rules for name in rule.services} | {
        name for one in groups for name in one.members
    }
    for one in objects:
        for why in _service(one, used):
            yield Limit("firewall", f"service set {one.name}", why)
    for group in groups:
        for why in _known("service set", group.members, names):
            yield Limit("firewall", f"service set {group.name}", why)
    for name in names:
        if is_renamed(name) or name == "protocol":
            yield Limit("firewall", f"service set {name}", "the name has a meaning of its own in rules")


def _service(one: ServiceObject, used: set[str]) -> Iterator[str]:
    if PREDEFINED.get(one.name) == one.terms and one.name not in used:
        yield "the device has this service of its own and shows it only where a rule names it"
    for term in one.terms:
        if term.protocol not in PROTOCOL_WORDS:
            yield f"there is no word for protocol {term.protocol}: a rule without services takes any"
        elif term.ports is not None and term.protocol not in PORTED:
            yield f"{term.protocol} has no ports"
        elif term.ports is not None and not 0 <= term.ports.first <= term.ports.last <= ALL_PORTS.last:
            yield f"{term.ports} is not a range of ports"
        elif term.ports == ALL_PORTS:
            yield "0 to 65535 is all ports: leave the ports out"


def _rule(rule: PolicyRule, firewall: Firewall, *, last: bool) -> Iterator[Limit]:
    subject = f"rule {rule.name}"
    if rule.name == DEFAULT_RULE and not (last and is_default_permit(rule)):
        yield Limit("firewall", subject, "this is what the device calls its default action, behind all rules")
    services = [one.name for one in firewall.service_objects] + [one.name for one in firewall.service_groups]
    for why in (
        *_matches(rule, firewall),
        *_known("service set", rule.services, services),
        *_description(rule.description),
        *_name(rule.name, _LONGEST_NAME),
    ):
        yield Limit("firewall", subject, why)


def _matches(rule: PolicyRule | SourceNat, firewall: Firewall) -> Iterator[str]:
    zones = [zone.name for zone in firewall.zones]
    yield from _known("zone", (*rule.source_zones, *rule.destination_zones), (*zones, *BUILT_IN_ZONES))
    sets = [one.name for one in firewall.address_objects] + [one.name for one in firewall.address_groups]
    yield from _known("address set", (*rule.sources, *rule.destinations), sets)


def _nat(nat: Nat, firewall: Firewall, hostname: str) -> Iterator[Limit]:
    if nat == Nat():
        yield Limit("nat", hostname, "translation of nothing leaves no trace in the configuration")
    servers: tuple[StaticNat | DestinationNat, ...] = (*nat.static, *nat.destination)
    yield from _repeated("nat", "two pools share the name", (pool.name for pool in nat.pools))
    yield from _repeated("nat", "two rules share the name", (rule.name for rule in nat.source))
    yield from _repeated("nat", "two servers share the name", (one.name for one in servers))
    inside = (str(one.inside) for one in nat.static)
    yield from _repeated("nat", "an inside block can be translated both ways only once", inside)
    for pool in nat.pools:
        for why in (*_name(pool.name, _LONGEST_NAME), *_member(pool.addresses), *_version(pool.addresses.first)):
            yield Limit("nat", f"pool {pool.name}", why)
    for rule in nat.source:
        for why in _source(rule, nat, firewall):
            yield Limit("nat", f"rule {rule.name}", why)
    zones = (*(zone.name for zone in firewall.zones), *BUILT_IN_ZONES)
    for one in servers:
        found = _static(one) if isinstance(one, StaticNat) else _destination(one)
        for why in (*found, *_name(one.name, _LONGEST_NAME, " "), *_known("zone", (one.zone,), zones)):
            yield Limit("nat", f"server {one.name}", why)


def _source(rule: SourceNat, nat: Nat, firewall: Firewall) -> Iterator[str]:
    if rule.name == DEFAULT_RULE:
        yield "this is what the device calls its own last rule"
    if rule.exempt and rule.pool is not None:
        yield "a rule that translates nothing takes no pool"
    elif rule.pool is not None:
        yield from _known("pool", (rule.pool,), [pool.name for pool in nat.pools])
    yield from _name(rule.name, _LONGEST_NAME)
    yield from _matches(rule, firewall)


def _static(one: StaticNat) -> Iterator[str]:
    yield from _version(one.outside, one.inside)
    if one.outside.length != one.inside.length:
        yield "both blocks must have one size"


def _destination(one: DestinationNat) -> Iterator[str]:
    yield from _version(one.outside, one.inside)
    if (one.outside_port is None) != (one.inside_port is None):
        yield "give both ports or neither"
    if one.outside_port is not None and one.protocol not in PORTED:
        yield "ports need TCP or UDP"
    if one.protocol is not None and (one.protocol not in PROTOCOL_WORDS or one.protocol is Protocol.ICMPV6):
        yield f"there is no word for protocol {one.protocol} here"


def _version(*addresses: Address | Prefix) -> Iterator[str]:
    if any(address.version != 4 for address in addresses):
        yield "only IPv4 is translated"


def _member(member: Prefix | AddressRange) -> Iterator[str]:
    if isinstance(member, AddressRange) and (member.first.version != member.last.version or member.first > member.last):
        yield f"{member} is not a range"


def _named(kind: str, names: list[str]) -> Iterator[Limit]:
    yield from _repeated("firewall", f"two {kind}s share the name", names)
    for name in names:
        for why in _name(name, _LONGEST_NAME):
            yield Limit("firewall", f"{kind} {name}", why)


def _name(name: str, longest: int, without: str = "") -> Iterator[str]:
    forbidden = set('"?' + without) & set(name)
    if not name.isprintable() or name != name.strip() or "  " in name or forbidden or not 0 < len(name) <= longest:
        blanks = ", without blanks" if without else ""
        yield f"a name has 1 to {longest} characters{blanks}, and neither quotes nor question marks"
    if name == "any":
        yield "any is not a name: it means that nothing is asked for"


def _description(text: str | None) -> Iterator[str]:
    if text is not None and not (
        text == text.strip() and text.isprintable() and 0 < len(text) <= _LONGEST_DESCRIPTION and "?" not in text
    ):
        yield f"a description is one line of 1 to {_LONGEST_DESCRIPTION} characters without question marks"


def _known(kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for name in sorted(set(names).difference(known)):
        yield f"there is no {kind} {name}, and the device refuses a reference to what does not exist"


def _repeated(feature: str, why: str, names: Iterable[str]) -> Iterator[Limit]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Limit(feature, name, why)
