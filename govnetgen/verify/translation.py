"""What address translation makes of packets, on the way in before routing and on the way out after policy."""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.model.address import InterfaceAddress
from govnetgen.model.device.nat import DestinationNat, Nat, SourceNat
from govnetgen.verify.packets import Box, beside, shared
from govnetgen.verify.ranges import Objects, Range, overlapping, range_of


def from_outside(nat: Nat, boxes: Iterable[Box], zone: str) -> Iterator[Box]:
    """Yield packets with the inside destinations of what they were sent to, for translations seen in a zone."""
    for box in boxes:
        rest = [box]
        for published in nat.destination:
            if published.zone == zone:
                rest = [one for each in rest for one in _published(each, published)]
        for static in nat.static:
            if static.zone == zone and static.outside.version == box.version:
                outside, inside = range_of(static.outside), range_of(static.inside)
                rest = [one for each in rest for one in _moved(each, outside, inside[0] - outside[0])]
        yield from rest


def _published(box: Box, rule: DestinationNat) -> Iterator[Box]:
    place = range_of(rule.outside)
    if rule.outside.version != box.version or shared(box.destination, place) is None:
        yield box
        return
    yield from (box._replace(destination=piece) for piece in beside(box.destination, place))
    here = box._replace(destination=place)
    if rule.protocol is not None and rule.protocol is not box.protocol:
        yield here
        return
    inside = range_of(rule.inside)
    if rule.outside_port is None:
        yield here._replace(destination=inside)
        return
    port = (rule.outside_port, rule.outside_port)
    if shared(here.ports, port) is None:
        yield here
        return
    yield from (here._replace(ports=piece) for piece in beside(here.ports, port))
    own = rule.inside_port if rule.inside_port is not None else rule.outside_port
    yield here._replace(destination=inside, ports=(own, own))


def _moved(box: Box, block: Range, by: int) -> Iterator[Box]:
    """Yield a box with the destinations inside a block moved, the others as they are."""
    inside = shared(box.destination, block)
    if inside is None:
        yield box
        return
    yield box._replace(destination=(inside[0] + by, inside[1] + by))
    yield from (box._replace(destination=piece) for piece in beside(box.destination, inside))


def to_outside(
    nat: Nat, objects: Objects, boxes: Iterable[Box], zones: tuple[str, str], out: Sequence[InterfaceAddress]
) -> Iterator[Box]:
    """Yield packets with the sources that they are seen from; static translations go before those of many hosts."""
    pools = {one.name: range_of(one.addresses) for one in nat.pools}
    for box in boxes:
        rest: list[Box] = [box]
        done: list[Box] = []
        for static in nat.static:
            if static.zone == zones[1] and static.inside.version == box.version:
                inside, by = range_of(static.inside), static.outside.value - static.inside.value
                moved = [(one, shared(one.source, inside)) for one in rest]
                done += [one._replace(source=(part[0] + by, part[1] + by)) for one, part in moved if part is not None]
                rest = [piece for one, part in moved for piece in _left(one, part)]
        for rule in nat.source if box.version == 4 else ():
            if _about(rule, zones):
                seen = _seen(rule, pools, out)
                taken = [(one, list(overlapping(objects.addresses(rule.sources, 4), one.source))) for one in rest]
                done += [one._replace(source=seen or part) for one, parts in taken for part in parts]
                rest = [piece for one, parts in taken for piece in _without(one, parts)]
        yield from (*done, *rest)


def _about(rule: SourceNat, zones: tuple[str, str]) -> bool:
    return (not rule.source_zones or zones[0] in rule.source_zones) and (
        not rule.destination_zones or zones[1] in rule.destination_zones
    )


def _seen(rule: SourceNat, pools: dict[str, Range], out: Sequence[InterfaceAddress]) -> Range | None:
    """Return what sources are seen as, None for those that are exempt."""
    if rule.exempt:
        return None
    if rule.pool is not None:
        return pools.get(rule.pool)
    return range_of(out[0].address) if out else None


def _left(box: Box, part: Range | None) -> Iterator[Box]:
    if part is None:
        yield box
    else:
        yield from (box._replace(source=piece) for piece in beside(box.source, part))


def _without(box: Box, parts: Sequence[Range]) -> list[Box]:
    left = [box]
    for part in parts:
        left = [piece for one in left for piece in _left(one, shared(one.source, part))]
    return left
