"""IS-IS processes with wide metrics; interfaces are read with the rest of theirs."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import NAME
from govnetgen.model.device.isis import IsisLevel, IsisProcess
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER

_ENTITY = r"network-entity ([0-9A-Fa-f]{2}(?:\.[0-9A-Fa-f]{4})+\.00)"


def read_isis(cursor: Cursor) -> tuple[IsisProcess, ...]:
    """Return the processes; one without a NET or with narrow metrics is not of the model, and its body stays unread."""
    found = (
        _process(int(match[1]), match[2], body)
        for match, body in cursor.each(rf"isis ({NUMBER})(?: vpn-instance ({NAME}))?")
    )
    return tuple(one for one in found if one)


def _process(number: int, vrf: str | None, body: Cursor) -> IsisProcess | None:
    trial = Cursor(tuple(body.unread()))
    if not (trial.has("cost-style wide") and trial.has(_ENTITY)):
        return None
    body.ignore("cost-style wide")
    entity, level = body.last(_ENTITY), body.last("is-level (level-1|level-1-2|level-2)")
    assert entity is not None
    return IsisProcess(
        number=number,
        network_entity=entity[1],
        level=IsisLevel(level[1]) if level else IsisLevel.LEVEL_1_2,
        ipv6=body.has("ipv6 enable topology standard"),
        vrf=vrf,
    )
