"""Routes taken from one protocol into another: ``import-route``."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.platforms.huawei_vrp.filters import ROUTE_SOURCES
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, number

_SOURCES = {word: source for source, word in ROUTE_SOURCES.items()}


def read_redistribution(body: Cursor, version: int, asn: int | None) -> tuple[Redistribution, ...]:
    """Return the sources; ``version`` 3 or 6 is where OSPF means OSPFv3.

    BGP is the device's own (``asn``); OSPF and IS-IS without a number are process 1. Lines that change what they take
    in (cost, type, route policy) are not of the model and stay unread.
    """
    ospf = "ospfv3" if version in (3, 6) else "ospf"
    found = []
    for match, _ in body.each(rf"import-route (?:(direct|static|bgp)|({ospf}|isis)(?: ({NUMBER}))?)"):
        if match[1]:
            source = _SOURCES[match[1]]
            found.append(Redistribution(source=source, process=asn if source is RouteSource.BGP else None))
        else:
            source = RouteSource.ISIS if match[2] == "isis" else RouteSource.OSPF
            found.append(Redistribution(source=source, process=number(match[3] or "1")))
    return tuple(found)
