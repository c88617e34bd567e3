"""Redundant pairs agree: virtual gateways (VRRP), and firewalls that share sessions."""

from collections.abc import Iterator

from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed
from govnetgen.verify.segment import Node

CHECK = "redundant-pairs"
TITLE = "virtual gateways and firewall pairs agree"


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each virtual gateway and each firewall pair."""
    yield from _virtual_gateways(observed)
    for name, device in observed.devices.items():
        if device.high_availability is not None:
            wrong = list(_pair(observed, name, device.high_availability))
            place = observed.device(name).location
            yield from (
                [fails(CHECK, name, message, *shown, at=place) for message, *shown in wrong]
                or [holds(CHECK, name, f"with {device.high_availability.peer}")]
            )


Member = tuple[Attached, VrrpGroup]


def _virtual_gateways(observed: Observed) -> Iterator[Finding]:
    groups: dict[tuple[Node, int, int], list[Member]] = {}
    for attached in observed.everything():
        for group in attached.interface.vrrp:
            key = (observed.segments.of(attached), group.version, group.number)
            groups.setdefault(key, []).append((attached, group))
    for members in groups.values():
        attached, group = members[0]
        virtual = group.addresses[-1]
        subject = f"virtual gateway {virtual}"
        shown = [_said(*one) for one in members]
        place = observed.device(attached.device).location
        wrong = [fails(CHECK, subject, message, *shown, at=place) for message in _disagreements(members)]
        yield from wrong or [holds(CHECK, subject, " – ".join(str(one) for one, _ in members))]


def _said(attached: Attached, group: VrrpGroup) -> str:
    addresses = ", ".join(map(str, group.addresses))
    return f"{attached}: group {group.number} {addresses} priority {group.priority}"


def _disagreements(members: list[Member]) -> Iterator[str]:
    if len(members) == 1:
        yield f"{members[0][0]} is alone on its segment: nobody takes over"
    if len({group.addresses for _, group in members}) > 1:
        yield "the virtual addresses differ"
    if len({group.priority for _, group in members}) < len(members):
        yield "the priorities are the same: which one forwards is left to chance"
    for attached, group in members:
        routable = [one for one in group.addresses if (one.version, one.value >> 118) != (6, 0x3FA)]  # fe80::/10
        subnets = [one.prefix for one in attached.interface.addresses]
        if not all(any(prefix.contains(address) for prefix in subnets) for address in routable):
            yield f"the virtual address lies outside the subnets of {attached}"


def _pair(observed: Observed, name: str, own: HighAvailability) -> Iterator[tuple[str, ...]]:
    owner = observed.owners.get((None, own.peer))
    if owner is None or owner.device == name:
        yield f"the peer {own.peer} is no other device's", f"{name} {own.interface}: peer {own.peer}"
        return
    other = observed.devices[owner.device].high_availability
    if other is None:
        yield f"{owner.device} is in no pair", f"{name}: peer {own.peer}", f"{owner}: no pair"
        return
    addresses = {one.address for one in observed.interfaces[name][own.interface].addresses}
    if other.peer not in addresses or other.interface != owner.interface.name:
        there = f"{owner.device} {other.interface}: peer {other.peer}"
        yield f"{owner.device} has another peer", f"{name} {own.interface}: peer {own.peer}", there
    if own.standby == other.standby:
        said = "standby" if own.standby else "active"
        yield f"both are {said}", f"{name}: {said}", f"{owner.device}: {said}"
    one, two = observed.devices[name].firewall, observed.devices[owner.device].firewall
    if one is not None and two is not None and one.rules != two.rules:
        differ = {rule.name for rule in {*one.rules} ^ {*two.rules}}
        said = f"rules that differ: {', '.join(sorted(differ)) or 'their order'}"
        yield f"the policies of {name} and {owner.device} differ", said
