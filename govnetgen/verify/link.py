"""Both ends of a link agree: ports, speed, aggregates, VLANs, MTU, subnets, and what runs over it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.names import PORT_RATES_MBPS, interface_name
from govnetgen.verify import link_routing
from govnetgen.verify.cable import Cable, End, Side
from govnetgen.verify.link_routing import Fact
from govnetgen.verify.observed import Observed

CHECK = "link-ends"
TITLE = "both ends of every link agree"
DEFAULT_MTU = 1500


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is wrong with a link, and what each end says."""

    message: str
    near: str
    far: str


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each link inside the network, and for the own end of those that leave it."""
    for cable in observed.cables:
        subject = f"link {cable.link.name}"
        found = [
            fails(CHECK, subject, one.message, one.near, one.far, at=cable.link.location)
            for one in _disagreements(observed, cable)
        ]
        yield from found or [holds(CHECK, subject, " – ".join(map(str, cable.ends)))]


def _disagreements(observed: Observed, cable: Cable) -> Iterator[Disagreement]:
    missing = [end for end in cable.ends if observed.interface(end.device, end.interface) is None]
    for end in missing:
        yield Disagreement(f"{end} is not configured", str(cable.near), str(cable.far))
    for end in cable.ends:
        yield from _ports(observed, cable, end)
        yield from _guarded(observed, cable, end)
    far = cable.far
    if missing or far is None:
        return
    one, other = (_side(observed, end, end.interface) for end in (cable.near, far))
    yield from _differences(one, other, _LAYER_2)
    if one.interface.switchport is None and other.interface.switchport is None:
        for near, opposite in _opposites(observed, one, other):
            if isinstance(opposite, Disagreement):
                yield opposite
            else:
                yield from _routed(near, opposite)


def _side(observed: Observed, end: End, name: str) -> Side:
    return Side(end.device, observed.devices[end.device], observed.interfaces[end.device][name])


def _ports(observed: Observed, cable: Cable, end: End) -> Iterator[Disagreement]:
    """Yield what is wrong with the ports themselves: off, too slow, or not in the aggregate."""
    for port in end.ports:
        rate = PORT_RATES_MBPS.get(interface_name(port).kind)
        if rate is not None and rate < cable.link.speed_mbps:
            said = f"the link runs at {cable.link.speed_mbps} Mbit/s"
            yield Disagreement(f"{end.device} {port} is too slow", f"{end.device} {port}: {rate} Mbit/s", said)
        interface = observed.interface(end.device, port)
        if interface is not None and not interface.enabled:
            yield Disagreement(f"{end.device} {port} is shut down", f"{end.device} {port}: shutdown", "cabled")
        if len(end.ports) > 1:
            member = None if interface is None else interface.lag
            if member is None or f"lag-{member.number}" != end.interface:
                yield Disagreement(f"{end.device} {port} is not in {end.interface}", str(cable.near), str(cable.far))


def _guarded(observed: Observed, cable: Cable, end: End) -> Iterator[Disagreement]:
    """Yield what shuts a port down as soon as it hears the switch at the other end."""
    interface = observed.interface(end.device, end.interface)
    tree = None if interface is None or interface.switchport is None else interface.spanning_tree
    for other in cable.ends:
        if tree is not None and tree.bpdu_guard and other != end and observed.devices[other.device].spanning_tree:
            yield Disagreement(
                f"{end} has BPDU guard and leads to a switch", f"{end}: BPDU guard", f"{other}: a switch"
            )


def _differences(one: Side, other: Side, facts: Iterable[Fact]) -> Iterator[Disagreement]:
    for words, fact in facts:
        left, right = fact(one), fact(other)
        if left != right:
            message = f"the ends differ in {words}"
            yield Disagreement(message, f"{one}: {words} {_said(left)}", f"{other}: {words} {_said(right)}")


def _said(value: object) -> str:
    return "none" if value is None or value == "" else str(value)


def _form(side: Side) -> str:
    if isinstance(side.interface.switchport, AccessPort | TrunkPort):
        return "switched"
    return "routed"


def _tagged(side: Side) -> str | None:
    if isinstance(side.interface.switchport, TrunkPort):
        tagged = [one for one in numbers(side.interface.switchport.vlans) if one != side.interface.switchport.native]
        return ", ".join(map(str, ranges_of(tagged)))
    return None


def _untagged(side: Side) -> int | None:
    if isinstance(side.interface.switchport, AccessPort):
        return side.interface.switchport.vlan
    return side.interface.switchport.native if isinstance(side.interface.switchport, TrunkPort) else None


def _aggregate(side: Side) -> str | None:
    aggregate = side.interface.aggregate
    return None if aggregate is None else "LACP" if aggregate.lacp else "static"


_LAYER_2: tuple[Fact, ...] = (
    ("being on", lambda side: "on" if side.interface.enabled else "shutdown"),
    ("layer", _form),
    ("aggregation", _aggregate),
    ("MTU", lambda side: side.interface.mtu or DEFAULT_MTU),
    ("tagged VLANs", _tagged),
    ("native VLAN", _untagged),
)


def _opposites(observed: Observed, one: Side, other: Side) -> Iterator[tuple[Side, Side | Disagreement]]:
    """Yield the routed interfaces that face each other: the two themselves, and subinterfaces by their VLANs."""
    yield one, other
    near, far = ({sub.vlan: sub for sub in _subinterfaces(observed, side)} for side in (one, other))
    for tag in sorted({*near, *far}, key=str):
        if tag in near and tag in far:
            yield Side(one.device, one.config, near[tag]), Side(other.device, other.config, far[tag])
        else:
            lacking, there = (one, other) if tag not in near else (other, one)
            own = (near.get(tag) or far[tag]).name
            message = f"{lacking} has no subinterface for VLAN {tag}"
            yield one, Disagreement(message, f"{there.device} {own}: VLAN {tag}", f"{lacking}: none")


def _subinterfaces(observed: Observed, side: Side) -> tuple[Interface, ...]:
    return observed.subinterfaces.get((side.device, side.interface.name), ())


def _routed(near: Side, far: Side) -> Iterator[Disagreement]:
    yield from _differences(near, far, _SUBNETS)
    yield from _differences(near, far, link_routing.facts(near, far))
    for shared in {one.address for one in near.interface.addresses} & {one.address for one in far.interface.addresses}:
        yield Disagreement(f"both ends have {shared}", str(near), str(far))


def _subnets(version: int) -> Callable[[Side], str]:
    def fact(side: Side) -> str:
        return ", ".join(str(one.prefix) for one in sorted(side.interface.addresses) if one.version == version)

    return fact


_SUBNETS: tuple[Fact, ...] = (("IPv4 subnet", _subnets(4)), ("IPv6 subnet", _subnets(6)))
