"""VRFs, which VRP calls VPN instances."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import NAME
from govnetgen.model.device.vrf import Vrf

_TARGET = r"[0-9]+(?:\.[0-9]+)*:[0-9]+"
_TARGETS = rf"vpn-target ((?:{_TARGET} ?)+?)(?: (export-extcommunity|import-extcommunity|both))?"


@dataclass(frozen=True, slots=True)
class _Family:
    distinguisher: str | None
    imports: tuple[str, ...]
    exports: tuple[str, ...]


def read_vrfs(cursor: Cursor) -> tuple[Vrf, ...]:
    """Return the VPN instances.

    The model has one distinguisher and one set of targets for both families: where a device differs, those of IPv4
    count and the lines of IPv6 stay unread.
    """
    return tuple(_vrf(match[1], body, cursor.line(match)) for match, body in cursor.each(rf"ip vpn-instance ({NAME})"))


def _vrf(name: str, body: Cursor, line: Line) -> Vrf:
    held: list[_Family] = []
    found: set[str] = set()
    for family in ("ipv4", "ipv6"):
        for (_, inner), child in zip(body.each(f"{family}-family"), line.below(f"{family}-family"), strict=False):
            found.add(family)
            facts = _family(Cursor(child.children))
            if not held or facts == held[0]:
                held.append(_family(inner))
    main = held[0] if held else _Family(None, (), ())
    return Vrf(
        name=name,
        route_distinguisher=main.distinguisher,
        imports=main.imports,
        exports=main.exports,
        ipv4="ipv4" in found,
        ipv6="ipv6" in found,
    )


def _family(body: Cursor) -> _Family:
    distinguisher = body.last(rf"route-distinguisher ({_TARGET})")
    matches = [match for match, _ in body.each(_TARGETS)]
    return _Family(
        distinguisher[1] if distinguisher else None,
        _targets(matches, "import-extcommunity"),
        _targets(matches, "export-extcommunity"),
    )


def _targets(matches: Sequence[re.Match[str]], direction: str) -> tuple[str, ...]:
    # without a word VRP takes targets for both directions
    found = {target for match in matches if match[2] in (direction, "both", None) for target in match[1].split()}
    return tuple(sorted(found))
