"""Where routes come from: subnets, static routes, defaults, BGP networks, and neighbours outside."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from govnetgen.model.address import BITS, Address, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.ospf import DefaultRoute, OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.verify.bgp_session import UNICAST
from govnetgen.verify.cable import Cable
from govnetgen.verify.observed import Observed
from govnetgen.verify.prefix_filter import find
from govnetgen.verify.routing import OWN, Speaker, originations

DEFAULTS = {4: Prefix(4, 0, 0), 6: Prefix(6, 0, 0)}

Origin = tuple[Prefix, Speaker]


class Origins:
    """The prefixes that somebody originates, and who does, for one IP version."""

    def __init__(self, observed: Observed, version: int) -> None:
        self._observed = observed
        self._version = version

    def covering(self, address: Address) -> Iterator[tuple[Prefix, frozenset[Speaker]]]:
        """Yield the prefixes that hold an address, the longest first."""
        bits = BITS[self._version]
        for length in self._lengths:
            value = address.value >> (bits - length) << (bits - length)
            speakers = self._by_length[length].get(value)
            if speakers:
                yield Prefix(self._version, value, length), frozenset(speakers)

    def bounds(self, first: int, last: int) -> Sequence[int]:
        """Return where known prefixes begin, or end before, inside a range."""
        return self._bounds[bisect_right(self._bounds, first) : bisect_right(self._bounds, last)]

    @cached_property
    def _bounds(self) -> Sequence[int]:
        bits = BITS[self._version]
        found = {
            bound
            for length, values in self._by_length.items()
            for value in values
            for bound in (value, value + (1 << (bits - length)))
        }
        return sorted(found)

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted(self._by_length, reverse=True))

    @cached_property
    def _by_length(self) -> Mapping[int, Mapping[int, set[Speaker]]]:
        found: dict[int, dict[int, set[Speaker]]] = {}
        for name, device in self._observed.devices.items():
            for prefix, speaker in (*self._subnets(name, device), *self._ospf(name, device), *self._bgp(name, device)):
                found.setdefault(prefix.length, {}).setdefault(prefix.value, set()).add(speaker)
        return found

    def _subnets(self, name: str, device: DeviceConfig) -> Iterator[Origin]:
        """Yield the subnets of interfaces that a protocol runs on, silently or not."""
        wanted = 2 if self._version == 4 else 3
        for interface in device.interfaces:
            protocols = [f"ospf {one.process}" for one in interface.ospf if one.version == wanted]
            if interface.isis is not None and (self._version == 4 or interface.isis.ipv6):
                protocols.append(f"isis {interface.isis.process}")
            for one in interface.addresses if interface.enabled else ():
                if one.version == self._version:
                    yield from ((one.prefix, Speaker(name, interface.vrf or "", protocol)) for protocol in protocols)

    def _ospf(self, name: str, device: DeviceConfig) -> Iterator[Origin]:
        for process in device.ospf:
            if process.version == (2 if self._version == 4 else 3):
                speaker = Speaker(name, process.vrf or "", f"ospf {process.number}")
                yield from self._redistributed(device, speaker, process.redistribute)
                if self._announces_default(device, process):
                    yield DEFAULTS[self._version], speaker

    def _announces_default(self, device: DeviceConfig, process: OspfProcess) -> bool:
        known = any(route.prefix.length == 0 for route in self._static(device, process.vrf or ""))
        return process.default_route is DefaultRoute.ALWAYS or (
            known and process.default_route is DefaultRoute.WHEN_KNOWN
        )

    def _bgp(self, name: str, device: DeviceConfig) -> Iterator[Origin]:
        for table, origination in originations(device):
            if origination.family is UNICAST[self._version]:
                speaker = Speaker(name, table, OWN)
                yield from ((prefix, speaker) for prefix in origination.networks)
                yield from self._redistributed(device, speaker, origination.redistribute)
        for cable, external in self._observed.externals:
            if cable.near.device == name:
                speaker = Speaker(name, external.vpn or "", OWN)
                yield from ((prefix, speaker) for prefix in self.accepted(cable))

    def _static(self, device: DeviceConfig, table: str) -> Iterator[StaticRoute]:
        for route in device.static_routes:
            if (route.vrf or "") == table and route.prefix.version == self._version:
                yield route

    def _redistributed(
        self, device: DeviceConfig, speaker: Speaker, sources: tuple[Redistribution, ...]
    ) -> Iterator[Origin]:
        kinds = {one.source for one in sources}
        if RouteSource.CONNECTED in kinds:
            for interface in device.interfaces:
                if (interface.vrf or "") == speaker.table and interface.enabled:
                    prefixes = (one.prefix for one in interface.addresses if one.version == self._version)
                    yield from ((prefix, speaker) for prefix in prefixes)
        if RouteSource.STATIC in kinds:
            for route in self._static(device, speaker.table):
                if route.prefix.length:  # a default route is announced by command, never by redistribution
                    yield route.prefix, speaker

    def accepted(self, cable: Cable) -> tuple[Prefix, ...]:
        """Return the routes that a BGP neighbour outside is expected to send: what the inbound list permits."""
        device = self._observed.devices[cable.near.device]
        external = cable.link.external
        if device.bgp is None or external is None or external.asn is None:
            return ()
        peers = self._observed.beyond(cable)
        found: set[Prefix] = set()
        for neighbor in (*device.bgp.neighbors, *(one for vrf in device.bgp.vrfs for one in vrf.neighbors)):
            for family in neighbor.families if neighbor.address in peers else ():
                if family.family is UNICAST[self._version]:
                    chosen = find(device, family.prefix_list_in, self._version)
                    permitted = (rule.prefix for rule in chosen.rules if rule.permit) if chosen else external.accept
                    found.update(permitted)
        return tuple(sorted(one for one in found if one.version == self._version))
