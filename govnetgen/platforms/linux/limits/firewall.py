"""Firewall and address translation."""

from collections import Counter
from collections.abc import Iterable, Iterator

from govnetgen.model.address import AddressRange
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall, PolicyRule
from govnetgen.model.device.nat import DestinationNat, Nat, SourceNat, StaticNat
from govnetgen.platform import Limit
from govnetgen.platforms.linux.limits.packet_filter import names_chain
from govnetgen.platforms.linux.nftables import LOCAL, WITH_PORTS, Objects, addresses, objects, services, source_nat

_LONGEST_COMMENT = 120
"""Bytes of a name in a comment or log prefix: nftables takes 128, of which some are ours."""
_NOTHING = "nothing can match it: no IP version has an address on each side that it names"


def _is_comment(name: str) -> bool:
    return name != "" and '"' not in name and "\n" not in name and len(name.encode()) <= _LONGEST_COMMENT


def _doubled(names: Iterable[str]) -> Iterator[str]:
    yield from (name for name, count in Counter(names).items() if count > 1)


def firewall_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what the packet filter cannot hold."""
    firewall = device.firewall
    if firewall is None:
        return
    known = objects(device)
    interfaces = {one.name for one in device.interfaces}
    for zone in firewall.zones:
        if zone.name == LOCAL:
            yield Limit("firewall", zone.name, "the zone 'local' is the device itself")
        if not interfaces.issuperset(zone.interfaces):
            yield Limit("firewall", zone.name, "the zone names interfaces that the device does not have")
    yield from _objects(firewall)
    for rule in firewall.rules:
        for why in _rule(rule, known):
            yield Limit("firewall", rule.name, why)


def _objects(firewall: Firewall) -> Iterator[Limit]:
    addressed = [one.name for one in firewall.address_objects] + [one.name for one in firewall.address_groups]
    served = [one.name for one in firewall.service_objects] + [one.name for one in firewall.service_groups]
    zones, rules = [one.name for one in firewall.zones], [one.name for one in firewall.rules]
    for names, what in ((addressed, "addresses"), (served, "services"), (zones, "zones"), (rules, "rules")):
        for name in _doubled(names):
            yield Limit("firewall", name, f"names of {what} differ")
        for name in names:
            if not names_chain("protocolgroup_", name) or not _is_comment(name):
                yield Limit("firewall", name, "a name is at most 100 characters of nftables, foreign letters several")
    for address_object in firewall.address_objects:
        if any(isinstance(one, AddressRange) and not _rises(one) for one in address_object.members):
            yield Limit("firewall", address_object.name, "a range rises and is of one IP version")
    for service in firewall.service_objects:
        if any(term.ports is not None and term.protocol not in WITH_PORTS for term in service.terms):
            yield Limit("firewall", service.name, "only TCP and UDP have ports")
    members = {one.name for one in firewall.address_objects}, {one.name for one in firewall.service_objects}
    groups = [(one.name, one.members, members[0]) for one in firewall.address_groups]
    groups += [(one.name, one.members, members[1]) for one in firewall.service_groups]
    for name, named, known in groups:
        if not known.issuperset(named):
            yield Limit("firewall", name, "a group's members are objects of the device")


def _rises(one: AddressRange) -> bool:
    return one.first.version == one.last.version and one.first <= one.last


def _unknown(known: Objects, zones: Iterable[str], names: Iterable[str], served: Iterable[str] = ()) -> str | None:
    if any(one not in known.zones for one in zones):
        return "it names a zone that does not exist"
    if any(one not in known.addresses for one in names) or any(one not in known.services for one in served):
        return "it names an object that does not exist"
    return None


def _rule(rule: PolicyRule, known: Objects) -> Iterator[str]:
    zones = [one for one in (*rule.source_zones, *rule.destination_zones) if one != LOCAL]
    why = _unknown(known, zones, (*rule.sources, *rule.destinations), rule.services)
    if why is not None:
        yield why
    else:
        if not addresses(known, rule.sources, rule.destinations):
            yield _NOTHING
        if not services(known, rule.services):
            yield "nothing can match it: its services are empty"
    sides = rule.source_zones, rule.destination_zones
    if _stays_local(*sides) or _stays_local(*reversed(sides)):
        yield "traffic of the device with itself is not filtered"


def _stays_local(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether ``local`` on the other side means nothing, because this side is the device alone."""
    return set(one) == {LOCAL} and LOCAL in other


def nat_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield translations that cannot be written."""
    nat = device.nat
    if nat is None:
        return
    known = objects(device)
    for names in (
        [one.name for one in nat.pools],
        [one.name for one in nat.source],
        [one.name for one in nat.static],
        [one.name for one in nat.destination],
    ):
        for name in names:
            if not _is_comment(name) or not names_chain("pool_", name):
                yield Limit("nat", name, "a name is at most 100 characters of nftables, and holds no quote")
        for name in _doubled(names):
            yield Limit("nat", name, "names of translations differ")
    for pool in nat.pools:
        if not pool.ports:
            yield Limit("nat", pool.name, "nftables has no translation to a pool that leaves ports alone")
        if not _rises(pool.addresses):
            yield Limit("nat", pool.name, "a range rises and is of one IP version")
    checks: list[tuple[str, str | None]] = [
        *((one.name, _source(one, nat, known)) for one in nat.source),
        *((one.name, _static(one, known)) for one in nat.static),
        *((one.name, _destination(one, known)) for one in nat.destination),
    ]
    yield from (Limit("nat", name, why) for name, why in checks if why is not None)


def _source(rule: SourceNat, nat: Nat, known: Objects) -> str | None:
    why = _unknown(known, (*rule.source_zones, *rule.destination_zones), (*rule.sources, *rule.destinations))
    if why is not None:
        return why
    if rule.pool is not None and (rule.exempt or rule.pool not in {one.name for one in nat.pools}):
        return "it names a pool that does not exist, or is exempt and names one"
    return None if any(True for _ in source_nat(rule, nat, known)) else _NOTHING


def _static(rule: StaticNat, known: Objects) -> str | None:
    inside, outside = rule.inside, rule.outside
    if (inside.version, inside.length) != (outside.version, outside.length):
        return "both blocks have one size"
    return _unknown(known, (rule.zone,), ())


def _destination(rule: DestinationNat, known: Objects) -> str | None:
    if rule.inside.version != rule.outside.version:
        return "both addresses are of one IP version"
    if (rule.outside_port is not None or rule.inside_port is not None) and rule.protocol not in WITH_PORTS:
        return "only TCP and UDP have ports"
    return _unknown(known, (rule.zone,), ())
