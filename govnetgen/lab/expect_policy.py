"""What an inventory says becomes of packets: which firewalls they cross, what their rules say, what is translated.

Worked out from the policy as written, by other means than ``intent`` and ``verify`` do it: what these get wrong shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from govnetgen.lab.expect import Packet
from govnetgen.lab.expect_sets import Sets, serves
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device.acl import Protocol
from govnetgen.model.gateway import ranked_gateways
from govnetgen.model.network import (
    External,
    Link,
    Network,
    PublishedServer,
    Role,
    Rule,
    SourceTranslation,
    StaticTranslation,
    Topology,
)

ECHO = (Protocol.ICMP, Protocol.ICMPV6)
SSH = Packet(Protocol.TCP, 22)
DEVICE_SERVICES = tuple(Packet(Protocol.UDP, port) for port in (123, 162, 514))
"""What devices send to the servers of the baseline."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A firewall on the way, from one of its zones into another."""

    device: str
    from_zone: str
    to_zone: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether packets pass, None where the inventory does not say; ``rule`` is the last rule that was asked.

    ``sent_to`` and ``sent`` are what the source has to send, ``seen_as`` the sources that the target may see.
    """

    passes: bool | None
    why: str
    sent_to: Address
    sent: Packet
    seen_as: AddressRange | None = None
    rules: Mapping[Crossing, Rule | None] | None = None


class Oracle:
    """Answers for one inventory and what was given out in it."""

    def __init__(self, network: Network, plan: AddressPlan) -> None:
        self.network = network
        self.plan = plan
        self.sets = Sets(network, plan)
        self._rules: dict[Crossing, tuple[Rule, ...]] = {}
        self.backbone = next((zone.name for zone in network.policy.zones.values() if zone.backbone), "")

    @cached_property
    def externals(self) -> Mapping[str, tuple[tuple[Link, External], ...]]:
        """The links to each network outside; those at devices that are preferred come first."""
        found: dict[str, list[tuple[Link, External]]] = {}
        for link in self.network.links.values():
            if link.external is not None and link.near.device in self.network.devices:
                found.setdefault(link.external.name, []).append((link, link.external))
        return {
            name: tuple(sorted(links, key=lambda one: self.network.devices[one[0].near.device].standby))
            for name, links in found.items()
        }

    def table(self, station: Station) -> str | None:
        """Return the VPN that a station is in, ``""`` for the global table, None for a place that is not known."""
        if station.external:
            links = self.externals.get(station.external, ())
            return (links[0][1].vpn or "") if links else None
        return station.vpn

    def boundary(self, station: Station) -> tuple[str, str]:
        """Return the device that a station's packets cross into the backbone, and the station's zone there."""
        if station.external:
            link, external = self.externals[station.external][0]
            return link.near.device, external.zone
        if station.device and not station.unit:
            return station.device, self.backbone
        own = ranked_gateways(self.network, self.network.units[station.unit])
        return next((name for name in own if name in self.network.devices), ""), station.zone

    def crossings(self, source: Station, target: Station) -> tuple[Crossing, ...] | None:
        """Return the firewalls on the way between two stations of one table, None where a zone speaks to itself."""
        (near, from_zone), (far, to_zone) = self.boundary(source), self.boundary(target)
        if near == far:
            if not self._filters(near):
                return ()
            return None if from_zone == to_zone else (Crossing(near, from_zone, to_zone),)
        first = [Crossing(near, from_zone, self.backbone)] if self._filters(near) and near != source.device else []
        last = [Crossing(far, self.backbone, to_zone)] if self._filters(far) and far != target.device else []
        return (*first, *last)

    def _filters(self, device: str) -> bool:
        return device in self.network.devices and self.network.devices[device].is_firewall

    def rule(self, crossing: Crossing, source: Address, target: Address, packet: Packet) -> Rule | None:
        """Return the first rule that is about a packet at a firewall, None where the final denial is."""
        return next((one for one in self.rules(crossing) if self._about(one, crossing, source, target, packet)), None)

    def rules(self, crossing: Crossing) -> tuple[Rule, ...]:
        """Return the rules of a firewall between two of its zones, in order."""
        if crossing not in self._rules:
            self._rules[crossing] = tuple(
                one
                for one in self.network.policy.rules
                if self.applies(one, crossing.device)
                and (not one.from_zones or crossing.from_zone in one.from_zones)
                and (not one.to_zones or crossing.to_zone in one.to_zones)
            )
        return self._rules[crossing]

    def applies(self, one: Rule | SourceTranslation | StaticTranslation | PublishedServer, device: str) -> bool:
        """Tell whether an entry of policy is for a device."""
        own = self.network.devices[device]
        return own.is_firewall and (not (one.roles or one.devices) or own.role in one.roles or device in one.devices)

    def _about(self, one: Rule, crossing: Crossing, source: Address, target: Address, packet: Packet) -> bool:
        return (
            serves(self.network, one.services, packet)
            and self.sets.holds(one.sources, source, crossing.device)
            and self.sets.holds(one.destinations, target, crossing.device)
        )

    def decide(self, source: Spot, target: Spot, packet: Packet) -> Decision:
        """Say what becomes of packets from one spot to another, as a service is reached from there."""
        sent_to, sent = self._sent(source, target, packet)
        one, other = self.table(source.station), self.table(target.station)
        if one is None or other is None:
            return Decision(None, "not a place that the inventory knows", sent_to, sent)
        if one != other:
            return self._between(one, other, sent_to, sent)
        if one:
            return self._within_vpn(one, source, target, sent_to, sent)
        if target.station.external and not self._leads(target):
            return Decision(None, f"no route to {target}", sent_to, sent)
        return self._by_policy(source, target, packet, sent_to, sent)

    def _by_policy(self, source: Spot, target: Spot, packet: Packet, sent_to: Address, sent: Packet) -> Decision:
        crossings = self.crossings(source.station, target.station)
        if crossings is None:
            return Decision(None, "within a zone of one firewall", sent_to, sent)
        if self._manages_gateway(source, target, packet):
            own = AddressRange(source.address, source.address)
            return Decision(True, "managers reach the firewall before them", sent_to, sent, own)
        unsaid = self._of_devices(source, target, packet)
        if unsaid:
            return Decision(None, unsaid, sent_to, sent)
        asked = {one: self.rule(one, source.address, target.address, packet) for one in crossings}
        for crossing, rule in asked.items():
            if rule is None or not rule.permit:
                said = f"rule {rule.name}" if rule is not None else "no rule"
                why = f"{said} of {crossing.device} from {crossing.from_zone} to {crossing.to_zone}"
                return Decision(False, why, sent_to, sent, rules=asked)
        seen = self.seen_as(source, target)
        if source.station.external and not self._led(source.station.external, sent_to):
            return Decision(None, f"{source.station.external} is not told of {sent_to}", sent_to, sent)
        if target.station.external and not self._answers(target.station.external, seen):
            return Decision(None, f"{target.station.external} has no route back to {seen}", sent_to, sent)
        names = " and ".join(dict.fromkeys(rule.name for rule in asked.values() if rule is not None))
        why = f"rule {names}" if names else "no firewall between them"
        return Decision(True, why, sent_to, sent, seen, asked)

    def _of_devices(self, source: Spot, target: Spot, packet: Packet) -> str:
        """Say why the inventory's policy does not tell what a device itself sends or accepts, if it does not."""
        speaker, listener = source.station.device, target.station.device
        if speaker and self._filters(speaker) and packet not in DEVICE_SERVICES:
            return f"{speaker} does not send {packet} of its own accord"
        if listener and packet.protocol not in ECHO and (packet != SSH or not self.manages(source.address)):
            return f"{listener} does not serve {packet} to {source}"
        ends = {self.boundary(source.station)[0], self.boundary(target.station)[0]}
        own = any(one and self._filters(one) for one in (speaker, listener))
        return "a firewall and what is behind it" if own and len(ends) == 1 else ""

    def _manages_gateway(self, source: Spot, target: Spot, packet: Packet) -> bool:
        """Tell whether a manager asks the firewall that it is behind: what is for itself crosses no zone."""
        before, _ = self.boundary(source.station)
        return (
            target.station.device == before and self._filters(before) and packet == SSH and self.manages(source.address)
        )

    def manages(self, address: Address) -> bool:
        """Tell whether devices may be managed from an address."""
        baseline = self.network.baseline.ssh
        if baseline is None:
            return False
        subnets = (one for key in baseline.source_vlans for one in self.plan.subnets.get(key, ()))
        return any(block.contains(address) for block in (*baseline.sources, *subnets))

    def _between(self, one: str, other: str, sent_to: Address, sent: Packet) -> Decision:
        for near, far in ((one, other), (other, one)):
            if near and far and far in self.network.vpns[near].imports:
                return Decision(None, f"VPN {near} imports {far}", sent_to, sent)
        said = f"VPN {one or other} and " + (f"VPN {other}" if one and other else "the global table")
        return Decision(False, f"{said} are apart", sent_to, sent)

    def _within_vpn(self, name: str, source: Spot, target: Spot, sent_to: Address, sent: Packet) -> Decision:
        vpn = self.network.vpns[name]
        units = [one.station.unit for one in (source, target)]
        if not all(units):
            return Decision(None, f"a network outside in VPN {name}", sent_to, sent)
        if units[0] == units[1] or vpn.topology is Topology.MESH or set(vpn.hubs) & set(units):
            return Decision(True, f"VPN {name}", sent_to, sent, AddressRange(source.address, source.address))
        own = [self.boundary(one.station)[0] for one in (source, target)]
        if self._beside_hub(vpn.hubs, own):
            return Decision(None, f"spokes of VPN {name} at the device of a hub", sent_to, sent)
        return Decision(False, f"spokes of VPN {name}", sent_to, sent)

    def _beside_hub(self, hubs: tuple[str, ...], devices: list[str]) -> bool:
        held = {name for hub in hubs for name in (*self.network.units[hub].gateways, *self.network.units[hub].attach)}
        near = {
            attach
            for unit in self.network.units.values()
            if set(unit.gateways) & set(devices)
            for attach in (*unit.attach, *unit.gateways)
        }
        return bool(held & near) or len(set(devices)) == 1

    def _sent(self, source: Spot, target: Spot, packet: Packet) -> tuple[Address, Packet]:
        """Return what a source has to send for a packet to arrive at a target: outside, translated addresses."""
        if source.station.external:
            for link, external in self.externals.get(source.station.external, ()):
                for one in self.published(link.near.device, external.zone):
                    own = (self.sets.host(one.inside), one.protocol, one.inside_port)
                    if own == (target.address, packet.protocol.value, packet.port):
                        return one.outside, Packet(packet.protocol, one.outside_port)
                for static in self.static(link.near.device, external.zone):
                    block = self.inside(static)
                    if block is not None and block.contains(target.address):
                        return static.outside.host(target.address.value - block.value), packet
        return target.address, packet

    def published(self, device: str, zone: str) -> Iterator[PublishedServer]:
        """Yield what a firewall publishes in a zone."""
        return (one for one in self.network.policy.published if self.applies(one, device) and one.zone == zone)

    def static(self, device: str, zone: str) -> Iterator[StaticTranslation]:
        """Yield the fixed translations of a firewall that are seen in a zone."""
        return (one for one in self.network.policy.static_nat if self.applies(one, device) and one.zone == zone)

    def inside(self, one: StaticTranslation) -> Prefix | None:
        """Return what a fixed translation stands for, None where it is not in this lab."""
        if isinstance(one.inside, Prefix):
            return one.inside
        if one.inside is not None:
            address = self.sets.host(one.inside)
            return None if address is None else Prefix(4, address.value, 32)
        subnets = self.plan.subnets.get(one.inside_vlan or ("", ""), ())
        return next((prefix for prefix in subnets if prefix.version == 4), None)

    def seen_as(self, source: Spot, target: Spot) -> AddressRange:
        """Return the addresses that a target may see a source as."""
        own = AddressRange(source.address, source.address)
        if not target.station.external or source.address.version != 4:
            return own
        device, zone = self.boundary(target.station)
        if not self._filters(device):
            return own
        for static in self.static(device, zone):
            block = self.inside(static)
            if block is not None and block.contains(source.address):
                seen = static.outside.host(source.address.value - block.value)
                return AddressRange(seen, seen)
        from_zone = source.station.zone if self.boundary(source.station)[0] == device else self.backbone
        for one in self.translations(Crossing(device, from_zone, zone)):
            if self.sets.holds(one.sources, source.address, device) and self.sets.holds(
                one.destinations, target.address, device
            ):
                return own if one.exempt else one.addresses or self._outgoing(target.station.external)
        return own

    def translations(self, crossing: Crossing) -> Iterator[SourceTranslation]:
        """Yield the source translations of a firewall from one zone to another, in order."""
        for one in self.network.policy.source_nat:
            if (
                self.applies(one, crossing.device)
                and (not one.from_zones or crossing.from_zone in one.from_zones)
                and (not one.to_zones or crossing.to_zone in one.to_zones)
            ):
                yield one

    def _outgoing(self, external: str) -> AddressRange:
        own = [one.address for _, far in self.externals[external] for one in far.addresses if one.version == 4]
        return AddressRange(min(own), max(own))

    def _led(self, external: str, address: Address) -> bool:
        """Tell whether a network outside is told how to reach an address of ours."""
        for link, one in self.externals.get(external, ()):
            device = link.near.device
            if any(block.contains(address) for block in one.advertise):
                return True
            if any(own.prefix.contains(address) for own in one.addresses):
                return True
            if self._filters(device) and (
                any(static.outside.contains(address) for static in self.static(device, one.zone))
                or any(server.outside == address for server in self.published(device, one.zone))
                or any(_within(address, pool.addresses) for pool in self.network.policy.source_nat if pool.addresses)
            ):
                return True
        return False

    def _answers(self, external: str, seen: AddressRange) -> bool:
        return self._led(external, seen.first) and self._led(external, seen.last)

    def _leads(self, target: Spot) -> bool:
        """Tell whether this network knows how to reach an address outside, by one network outside only."""
        own = self.externals.get(target.station.external, ())
        if any(block.contains(target.address) for _, one in own for block in (*one.routes, *one.accept)):
            return True
        defaults = {
            name for name, links in self.externals.items() if any(one.default_route and not one.vpn for _, one in links)
        }
        return defaults == {target.station.external}

    def exits(self) -> frozenset[str]:
        """Return the networks outside that the default route leads to, at exits."""
        return frozenset(
            name
            for name, links in self.externals.items()
            if any(
                one.default_route and self.network.devices[link.near.device].role is Role.EXIT for link, one in links
            )
        )


def _within(address: Address, block: AddressRange) -> bool:
    return block.first.version == address.version and block.first <= address <= block.last
