"""Translation of addresses."""

from collections.abc import Iterator, Mapping

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.resolve.hosts import Hosts
from govnetgen.inventory.resolve.placement import Placement, check_named_once
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.policy import StaticNatEntry
from govnetgen.model.address import AddressRange, Prefix
from govnetgen.model.network import HostAddress, Link, PublishedServer, SourceTranslation, StaticTranslation


def source_translations(scope: Scope, placement: Placement) -> tuple[SourceTranslation, ...]:
    """Return translations of many to few."""
    section = scope.inventory.source_nat
    check_named_once(section, "translation", scope.found)
    translations = []
    for entry in section:
        value = entry.value
        roles, devices = placement.of(entry)
        placement.check_flow(entry)
        if value.exempt and value.addresses is not None:
            message, hint = "what is exempt is not translated to addresses", "remove exempt: or addresses:"
            scope.found.error("bad-nat", message, entry.at("addresses"), hint=hint)
        translations.append(
            SourceTranslation(
                name=value.name,
                roles=roles,
                devices=devices,
                from_zones=tuple(value.from_zones),
                to_zones=tuple(value.to_zones),
                sources=tuple(value.sources),
                destinations=tuple(value.destinations),
                addresses=value.addresses,
                exempt=value.exempt,
                location=entry.location,
            )
        )
    return tuple(translations)


def static_translations(scope: Scope, placement: Placement, hosts: Hosts) -> tuple[StaticTranslation, ...]:
    """Return translations of one to one."""
    section = scope.inventory.static_nat
    check_named_once(section, "translation", scope.found)
    translations = []
    for entry in section:
        value = entry.value
        roles, devices = placement.of(entry)
        scope.zones.check(value.zone, entry.at("zone"), scope.found)
        _check_size(scope, entry)
        inside = value.inside
        vlan = inside if not isinstance(inside, Prefix | HostAddress) else None
        if vlan is not None:
            hosts.check_vlan(*vlan, entry.at("inside"))
        elif isinstance(inside, HostAddress):
            hosts.check(inside, entry.at("inside"))
        translations.append(
            StaticTranslation(
                name=value.name,
                zone=value.zone,
                outside=value.outside,
                inside=inside if isinstance(inside, Prefix | HostAddress) else None,
                inside_vlan=vlan,
                roles=roles,
                devices=devices,
                location=entry.location,
            )
        )
    return tuple(translations)


def _check_size(scope: Scope, entry: Entry[StaticNatEntry]) -> None:
    """One to one: as many outside as inside; the size of a VLAN is not known before it has its prefix."""
    inside, outside = entry.value.inside, entry.value.outside
    if isinstance(inside, Prefix) and (inside.version, inside.length) != (outside.version, outside.length):
        message, hint = f"{inside} and {outside} are not of the same size", f"make both a /{inside.length}"
        scope.found.error("bad-nat", message, entry.at("outside"), hint=hint)
    elif isinstance(inside, HostAddress) and not outside.is_host:
        message, hint = f"one host is not seen as all of {outside}", f"write a single address: {outside.network}/32"
        scope.found.error("bad-nat", message, entry.at("outside"), hint=hint)


def published_servers(scope: Scope, placement: Placement, hosts: Hosts) -> tuple[PublishedServer, ...]:
    """Return services of inside hosts that are reached from outside."""
    section = scope.inventory.published
    check_named_once(section, "published service", scope.found)
    servers = []
    for entry in section:
        value, ports = entry.value, entry.value.service.ports
        roles, devices = placement.of(entry)
        scope.zones.check(value.zone, entry.at("zone"), scope.found)
        hosts.check(value.inside, entry.at("inside"))
        if ports is None or ports.first != ports.last:
            message, hint = "a service is published at one port", "write it as tcp/443"
            scope.found.error("bad-nat", message, entry.at("service"), hint=hint)
            continue
        servers.append(
            PublishedServer(
                name=value.name,
                zone=value.zone,
                outside=value.outside,
                inside=value.inside,
                protocol=value.service.protocol.value,
                outside_port=ports.first,
                inside_port=value.inside_port or ports.first,
                roles=roles,
                devices=devices,
                location=entry.location,
            )
        )
    return tuple(servers)


def check_far_ends(scope: Scope, links: Mapping[str, Link]) -> None:
    """Refuse to take the address of an external link's far end for translation: both would answer for it."""
    peers = {peer: link.name for link in links.values() if link.external for peer in link.external.peers}
    for place, taken in _outside(scope):
        for peer, link in peers.items():
            if peer.version == taken.first.version and taken.first <= peer <= taken.last:
                message = f"{peer} is the far end of link {link!r}: it cannot be translated to"
                scope.found.error("bad-nat", message, place, hint="take addresses that nobody else has")


def _outside(scope: Scope) -> Iterator[tuple[Location, AddressRange]]:
    for one in scope.inventory.source_nat:
        if one.value.addresses is not None:
            yield one.at("addresses"), one.value.addresses
    for static in scope.inventory.static_nat:
        outside = static.value.outside
        yield static.at("outside"), AddressRange(outside.host(0), outside.host(-1))
    for server in scope.inventory.published:
        yield server.at("outside"), AddressRange(server.value.outside, server.value.outside)
