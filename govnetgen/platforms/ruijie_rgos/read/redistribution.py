"""Routes taken from one protocol into another."""

import re

from govnetgen.configtree import Cursor, Line
from govnetgen.model.device.redistribution import Redistribution, RouteSource

_NUMBERED = {RouteSource.OSPF: True, RouteSource.CONNECTED: False, RouteSource.STATIC: False}
"""Whether a source must have a number or must have none; IS-IS and BGP may have one."""


def read_redistribution(
    body: Cursor, asn: int | None, rejected: list[Line], tail: str = ""
) -> tuple[Redistribution, ...]:
    """Read what is redistributed; RGOS runs one BGP, whose AS number goes without saying."""
    found: list[Redistribution] = []
    for match, _ in body.each(rf"redistribute ({'|'.join(RouteSource)})(?: (\d{{1,10}}))?{tail}"):
        one = _source(match, asn)
        if one is None:
            rejected.append(body.line(match))
        else:
            found.append(one)
    return tuple(found)


def _source(match: re.Match[str], asn: int | None) -> Redistribution | None:
    source, process = RouteSource(match[1]), int(match[2]) if match[2] else None
    if source is RouteSource.BGP:
        return Redistribution(source=source, process=asn) if process in (None, asn) else None
    if _NUMBERED.get(source, process is not None) != (process is not None):
        return None
    return Redistribution(source=source, process=process)
