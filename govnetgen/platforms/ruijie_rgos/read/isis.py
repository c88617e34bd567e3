"""IS-IS: processes, and the interfaces that take part in them. A process without a tag has the number 0."""

from collections.abc import Mapping
from dataclasses import replace

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import NAME
from govnetgen.model.device.isis import InterfaceIsis, IsisLevel, IsisProcess
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.interface import Block
from govnetgen.platforms.ruijie_rgos.read.patterns import NUMBER, PORT

_LEVELS = {
    "level-1": IsisLevel.LEVEL_1,
    "level-1-2": IsisLevel.LEVEL_1_2,
    "level-2": IsisLevel.LEVEL_2,
    "level-2-only": IsisLevel.LEVEL_2,
}


def read_isis(
    cursor: Cursor, blocks: Mapping[str, Block], rejected: list[Line]
) -> tuple[tuple[IsisProcess, ...], dict[str, InterfaceIsis]]:
    """Read the processes, and every interface's part by its name."""
    parts = {name: part for name, block in blocks.items() if (part := _part(block.body)) is not None}
    processes: list[IsisProcess] = []
    for match, body in cursor.each(rf"router isis(?: ({NUMBER}))?"):
        number = int(match[1] or 0)
        entity = body.last(r"net ([0-9A-Fa-f.]+)")
        if entity is None:
            rejected.append(cursor.line(match))
            continue
        processes.append(_process(number, entity[1], body))
        for line, _ in body.each(rf"passive-interface ({PORT})"):
            name = neutral(line[1])
            if name in parts and parts[name].process == number:
                parts[name] = replace(parts[name], passive=True)
            else:
                rejected.append(body.line(line))
    return tuple(processes), parts


def _process(number: int, entity: str, body: Cursor) -> IsisProcess:
    body.ignore("metric-style wide")
    level = body.last(f"is-type ({'|'.join(_LEVELS)})")
    vrf = body.last(rf"vrf ({NAME})")
    return IsisProcess(
        number=number,
        network_entity=entity,
        level=_LEVELS[level[1]] if level else IsisLevel.LEVEL_1_2,
        ipv6=body.has("address-family ipv6(?: unicast)?"),
        vrf=vrf[1] if vrf else None,
    )


def _part(body: Cursor) -> InterfaceIsis | None:
    member = body.last(rf"ip router isis(?: ({NUMBER}))?")
    if member is None:
        return None
    cost = body.last(r"isis wide-metric (\d{1,8})")
    tag = f" {member[1]}" if member[1] else ""
    return InterfaceIsis(
        process=int(member[1] or 0),
        point_to_point=body.has("isis network point-to-point"),
        cost=int(cost[1]) if cost else None,
        ipv6=body.has(f"ipv6 router isis{tag}"),
    )
