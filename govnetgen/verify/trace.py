"""What becomes of packets: routed, filtered and translated device by device, exactly for whole sets of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from govnetgen.model.address import Address
from govnetgen.model.device.acl import Acl, Direction
from govnetgen.verify.cable import Cable
from govnetgen.verify.forwarding import LABELS, Forwarding, Way
from govnetgen.verify.observed import Observed
from govnetgen.verify.packets import Box, Sorted, by_acl, by_policy
from govnetgen.verify.ranges import Objects
from govnetgen.verify.translation import from_outside, to_outside
from govnetgen.verify.words import some

LONGEST = 64
"""Devices on a path: IP packets start with a time to live of 64."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where packets enter: a device, one of its tables, and the interface that they come in by."""

    device: str
    table: str
    into: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of some packets: where they ended, by which way, and ``why`` they were dropped, if they were.

    ``external`` is the cable by which they left the network.
    """

    packets: tuple[Box, ...]
    device: str
    table: str
    path: tuple[str, ...]
    why: str = ""
    external: Cable | None = None

    @property
    def arrived(self) -> bool:
        """Tell whether the packets were not dropped."""
        return not self.why


class Tracer:
    """Follows packets through a network, for one IP version."""

    def __init__(self, observed: Observed, version: int) -> None:
        self.observed = observed
        self.forwarding = Forwarding(observed, version)
        self._objects: dict[str, Objects] = {}

    def follow(self, start: Start, packets: Sequence[Box]) -> Iterator[Fate]:
        """Yield what becomes of packets; each is in exactly one fate, but for those that no rule can tell apart."""
        waiting: list[tuple[Start, tuple[Box, ...], tuple[str, ...]]] = [(start, tuple(packets), ())]
        while waiting:
            at, boxes, path = waiting.pop()
            if len(path) >= LONGEST:
                yield Fate(boxes, at.device, at.table, path, why=f"the way is longer than {LONGEST} devices: a loop")
                continue
            filtered = self._by_lists(at.device, at.into, Direction.IN, boxes)
            yield from self._dropped(at, filtered, path, f"access list on {at.device} {at.into}")
            inside = self._from_outside(at, [box for box, _ in filtered.permitted])
            for way, routed in self._routed(at, inside):
                for fate in self._sent(at, way, routed, path):
                    if isinstance(fate, Fate):
                        yield fate
                    else:
                        waiting.append(fate)

    def _sent(
        self, at: Start, way: Way, boxes: Sequence[Box], path: tuple[str, ...]
    ) -> Iterator[Fate | tuple[Start, tuple[Box, ...], tuple[str, ...]]]:
        if way.why_not:
            yield Fate(tuple(boxes), at.device, at.table, (*path, _step(at, way)), why=way.why_not)
            return
        allowed = self._by_policy(at, way, boxes)
        yield from self._dropped(at, allowed, path, f"policy of {at.device}")
        sent = self._by_lists(at.device, way.out, Direction.OUT, self._to_outside(at, way, allowed))
        yield from self._dropped(at, sent, path, f"access list on {at.device} {way.out}")
        if not sent.permitted:
            return
        rules = {name for _, name in allowed.permitted if name}
        here = (*path, _step(at, way) + (f" by rule {some(rules)}" if rules else ""))
        left = tuple(box for box, _ in sent.permitted)
        if way.hop is None:
            yield Fate(left, at.device, at.table, here, external=way.external)
        else:
            yield Start(way.hop.device, way.table, way.hop.into), left, here

    def _routed(self, at: Start, boxes: Iterable[Box]) -> Iterator[tuple[Way, list[Box]]]:
        """Yield the boxes that go the same way, cut where a longer prefix leads elsewhere."""
        groups: dict[tuple[object, ...], tuple[Way, list[Box]]] = {}
        for box in boxes:
            for piece in self.forwarding.cut(at.device, at.table, box.destination):
                way = self.forwarding.way(at.device, at.table, Address(box.version, piece[0]))
                key = (way.out, way.hop, way.table, way.why_not)
                groups.setdefault(key, (way, []))[1].append(box._replace(destination=piece))
        yield from groups.values()

    def _by_lists(self, device: str, interface: str, direction: Direction, boxes: Iterable[Box]) -> Sorted:
        own = self.observed.interface(device, interface)
        result = Sorted(tuple((box, "") for box in boxes), ())
        for binding in own.acls if own is not None else ():
            chosen = next((one for one in self._lists[device] if one.name == binding.name), None)
            if binding.direction is direction and chosen is not None:
                concerned = [box for box, _ in result.permitted if box.version == chosen.version]
                sorted_ = by_acl(chosen, concerned)
                others = tuple((box, "") for box, _ in result.permitted if box.version != chosen.version)
                passed = tuple((box, "") for box, _ in sorted_.permitted)
                result = Sorted((*others, *passed), (*result.denied, *sorted_.denied))
        return result

    @cached_property
    def _lists(self) -> Mapping[str, tuple[Acl, ...]]:
        return {name: device.acls for name, device in self.observed.devices.items()}

    def _by_policy(self, at: Start, way: Way, boxes: Sequence[Box]) -> Sorted:
        firewall = self.observed.devices[at.device].firewall
        if firewall is None:
            return Sorted(tuple((box, "") for box in boxes), ())
        zones = {name: zone.name for zone in firewall.zones for name in zone.interfaces}
        for interface in (at.into, way.out):
            if interface not in zones and interface != LABELS:
                return Sorted((), tuple((box, f"{interface} is in no zone") for box in boxes))
        objects = self._objects.setdefault(at.device, Objects(firewall))
        return by_policy(firewall, objects, boxes, zones.get(at.into, ""), zones.get(way.out, ""))

    def _zone(self, device: str, interface: str) -> str:
        firewall = self.observed.devices[device].firewall
        zones = firewall.zones if firewall is not None else ()
        return next((zone.name for zone in zones if interface in zone.interfaces), "")

    def _from_outside(self, at: Start, boxes: Sequence[Box]) -> Sequence[Box]:
        nat = self.observed.devices[at.device].nat
        return boxes if nat is None else list(from_outside(nat, boxes, self._zone(at.device, at.into)))

    def _to_outside(self, at: Start, way: Way, allowed: Sorted) -> Sequence[Box]:
        boxes = [box for box, _ in allowed.permitted]
        device = self.observed.devices[at.device]
        if device.nat is None or device.firewall is None:
            return boxes
        objects = self._objects.setdefault(at.device, Objects(device.firewall))
        zones = self._zone(at.device, at.into), self._zone(at.device, way.out)
        own = self.observed.interface(at.device, way.out)
        return list(to_outside(device.nat, objects, boxes, zones, own.ipv4 if own is not None else ()))

    def _dropped(self, at: Start, result: Sorted, path: tuple[str, ...], what: str) -> Iterator[Fate]:
        by_rule: dict[str, list[Box]] = {}
        for box, rule in result.denied:
            by_rule.setdefault(rule, []).append(box)
        for rule, boxes in by_rule.items():
            why = f"{what}: {rule}"
            here = f"{at.device}: in {at.into}, dropped by {why}"
            yield Fate(tuple(boxes), at.device, at.table, (*path, here), why=why)


def _step(at: Start, way: Way) -> str:
    table = f" in VRF {at.table}" if at.table else ""
    out = "into a label-switched path" if way.out == LABELS else f"out {way.out}"
    if way.why_not:
        out = f"dropped: {way.why_not}"
    came = "out of a label-switched path" if at.into == LABELS else f"in {at.into}"
    return f"{at.device}{table}: {came}, {out}"
