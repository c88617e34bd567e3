"""VRFs, in the form for one address family and in the form for several."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import NAME
from govnetgen.model.device.vrf import Vrf

_TARGET = r"[\d.]+:\d+"


def read_vrfs(cursor: Cursor, rejected: list[Line]) -> tuple[Vrf, ...]:
    """Read VRFs; targets must be the same in both families, those that differ stay unread."""
    found = [_single(match[1], body) for match, body in cursor.each(rf"ip vrf ({NAME})")]
    found += [_multiple(match[1], body, rejected) for match, body in cursor.each(rf"vrf definition ({NAME})")]
    return tuple(found)


def _distinguisher(body: Cursor) -> str | None:
    match = body.last(rf"rd ({_TARGET})")
    return match[1] if match else None


def _targets(body: Cursor, words: Iterable[str]) -> set[str]:
    return {match[1] for word in words for match, _ in body.each(rf"route-target {word} ({_TARGET})")}


def _single(name: str, body: Cursor) -> Vrf:
    return Vrf(
        name=name,
        route_distinguisher=_distinguisher(body),
        imports=tuple(_targets(body, ("import", "both"))),
        exports=tuple(_targets(body, ("export", "both"))),
    )


def _multiple(name: str, body: Cursor, rejected: list[Line]) -> Vrf:
    common = _single(name, body)
    families: dict[str, tuple[set[str], set[str]]] = {}
    for match, below in body.each("address-family (ipv4|ipv6)(?: unicast)?"):
        targets = _targets(below, ("import", "both")), _targets(below, ("export", "both"))
        if families and targets not in families.values():
            rejected.append(body.line(match))
        families[match[1]] = targets
    imports, exports = next(iter(families.values()), (set(), set()))
    return Vrf(
        name=name,
        route_distinguisher=common.route_distinguisher,
        imports=tuple(imports.union(common.imports)),
        exports=tuple(exports.union(common.exports)),
        ipv4="ipv4" in families,
        ipv6="ipv6" in families,
    )
