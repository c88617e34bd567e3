"""Routing: what FRR cannot be told."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from govnetgen.model.address import BITS
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family, Neighbor, Origination
from govnetgen.model.device.ospf import AreaKind, OspfProcess
from govnetgen.model.device.prefix_list import PrefixRule
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.platform import Limit
from govnetgen.platforms.linux.limits.system import is_word
from govnetgen.platforms.linux.routing import number_of_source

_ENTITY = re.compile(r"[0-9A-Fa-f]{2}(?:\.[0-9A-Fa-f]{2,4})+")
_LAST_TAG = 65535
_VERSION = {Family.IPV4: 4, Family.IPV6: 6}


def route_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield static routes that are none."""
    vrfs = {None} | {one.name for one in device.vrfs}
    for one in device.static_routes:
        why = _route(one)
        if why is not None:
            yield Limit("static_routes", str(one.prefix), why)
        if one.vrf not in vrfs:
            yield Limit("static_routes", str(one.prefix), f"there is no VRF {one.vrf}")


def _route(one: StaticRoute) -> str | None:
    if one.discard == (one.next_hop is not None):
        return "a route leads either to a next hop or to nowhere"
    if one.next_hop is not None and one.next_hop.version != one.prefix.version:
        return "a static route of FRR has a next hop of its own IP version"
    if one.distance is not None and not 1 <= one.distance <= 255:
        return "distances are 1 to 255"
    return None


def prefix_list_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield prefix lists that leave no trace or are no lists."""
    for one in device.prefix_lists:
        if not is_word(one.name):
            yield Limit("prefix_lists", one.name, "a list's name holds no blank")
        if not one.rules:
            yield Limit("prefix_lists", one.name, "FRR has no list without entries")
        sequences = [rule.sequence for rule in one.rules]
        if sequences != sorted(set(sequences)):
            yield Limit("prefix_lists", one.name, "entries stand in the order of their numbers")
        for rule in one.rules:
            why = _prefix_rule(rule, one.version)
            if why is not None:
                yield Limit("prefix_lists", f"{one.name} {rule.sequence}", why)


def _prefix_rule(rule: PrefixRule, version: int) -> str | None:
    if rule.prefix.version != version:
        return f"the list is of IPv{version}"
    least = rule.prefix.length if rule.at_least is None else rule.at_least
    most = BITS[version] if rule.at_most is None else rule.at_most
    if not rule.prefix.length <= least <= most <= BITS[version]:
        return "lengths rise from the prefix's own over the least to the greatest"
    return None


def _source(
    device: DeviceConfig, one: Redistribution, *, version: int, vrf: str | None, feature: str, subject: str
) -> Iterator[Limit]:
    wanted = number_of_source(
        one.source,
        version=version,
        vrf=vrf,
        ospf=device.ospf,
        isis=device.isis,
        asn=device.bgp.asn if device.bgp else None,
    )
    if one.process != wanted:
        yield Limit(
            feature, subject, f"routes come from the table's only {one.source} process ({wanted}), not {one.process}"
        )


def ospf_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what OSPF cannot be told."""
    tables = Counter((one.version, one.vrf) for one in device.ospf)
    vrfs = {None} | {one.name for one in device.vrfs}
    for one in device.ospf:
        subject = f"process {one.number}"
        if tables[one.version, one.vrf] > 1 or one.vrf not in vrfs:
            yield Limit("ospf", subject, "FRR runs one OSPF process of a version in a table that exists")
        for source in one.redistribute:
            if source.source is RouteSource.OSPF:
                yield Limit("ospf", subject, "FRR's OSPF takes no routes from another OSPF process")
            else:
                yield from _source(device, source, version=4, vrf=one.vrf, feature="ospf", subject=subject)
        if one.external_distance is not None and not 1 <= one.external_distance <= 255:
            yield Limit("ospf", subject, "distances are 1 to 255")
        if len({source.source for source in one.redistribute}) < len(one.redistribute):
            yield Limit("ospf", subject, "a source of routes is named once")
        yield from _areas(device, one)


def _areas(device: DeviceConfig, process: OspfProcess) -> Iterator[Limit]:
    used = {
        part.area
        for one in device.interfaces
        if one.vrf == process.vrf
        for part in one.ospf
        if part.version == process.version
    }
    for area in process.areas:
        subject = f"process {process.number} area {area.number}"
        if area.kind is AreaKind.NORMAL:
            if area.no_summary:
                yield Limit("ospf", subject, "only stub areas and NSSAs are kept from summaries")
            if not area.ranges and area.number not in used:
                yield Limit("ospf", subject, "a plain area with no interface and no summary leaves no trace")
        wanted = 4 if process.version == 2 else 6
        if any(one.version != wanted for one in area.ranges):
            yield Limit("ospf", subject, f"summaries of OSPFv{process.version} are IPv{wanted} prefixes")


def isis_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what IS-IS cannot be told."""
    vrfs = {None} | {one.name for one in device.vrfs}
    for one in device.isis:
        subject = f"process {one.number}"
        if not 1 <= one.number <= _LAST_TAG:
            yield Limit("isis", subject, "processes are numbered 1 to 65535")
        if _ENTITY.fullmatch(one.network_entity) is None:
            yield Limit("isis", subject, f"{one.network_entity!r} is no network entity title")
        if one.vrf not in vrfs:
            yield Limit("isis", subject, f"there is no VRF {one.vrf}")


def bgp_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what BGP cannot be told."""
    if device.bgp is None:
        return
    names = {one.name for one in device.vrfs}
    yield from _neighbors(device.bgp.neighbors, None)
    yield from _originations(device, device.bgp.origination, None)
    for one in device.bgp.vrfs:
        if one.vrf not in names:
            yield Limit("bgp", one.vrf, "there is no VRF of this name")
        yield from _neighbors(one.neighbors, one.vrf)
        yield from _originations(device, one.origination, one.vrf)


def _neighbors(neighbors: Iterable[Neighbor], vrf: str | None) -> Iterator[Limit]:
    for one in neighbors:
        subject = f"neighbor {one.address}"
        families = [item.family for item in one.families]
        if len(set(families)) < len(families):
            yield Limit("bgp", subject, "a family is exchanged once")
        if vrf is not None and not set(families) <= set(_VERSION):
            yield Limit("bgp", subject, "VPN routes are exchanged in the global table only")
        for item in one.families:
            if not all(is_word(name) for name in (item.prefix_list_in, item.prefix_list_out) if name is not None):
                yield Limit("bgp", subject, "a prefix list's name holds no blank")
        if one.multihop is not None and not 1 <= one.multihop <= 255:
            yield Limit("bgp", subject, "a TTL is 1 to 255")


def _originations(device: DeviceConfig, items: Iterable[Origination], vrf: str | None) -> Iterator[Limit]:
    for one in items:
        version = _VERSION.get(one.family)
        if version is None:
            yield Limit("bgp", one.family, "VPN routes come out of VRFs only")
            continue
        if any(network.version != version for network in one.networks):
            yield Limit("bgp", one.family, f"networks of {one.family} are IPv{version} prefixes")
        for source in one.redistribute:
            if source.source is RouteSource.BGP:
                yield Limit("bgp", one.family, "BGP takes no routes from itself")
            else:
                yield from _source(device, source, version=version, vrf=vrf, feature="bgp", subject=one.family)
