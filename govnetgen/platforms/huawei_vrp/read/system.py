"""Host name, banner, clock."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.system import System, Timezone


def read_system(cursor: Cursor) -> System:
    """Return the identity; a device that has no name of its own is called HUAWEI."""
    name = cursor.last(r"sysname (\S+)")
    return System(hostname=name[1] if name else "HUAWEI", banner=_banner(cursor), timezone=_timezone(cursor))


def _banner(cursor: Cursor) -> str | None:
    match = cursor.last(r'header login information "([^"]*)"')
    if match is not None:
        return match[1]
    opening = cursor.last(r'header login information "([^"]*)')
    if opening is None:
        return None
    *middle, last = cursor.line(opening).block or ("",)
    return "\n".join((opening[1], *middle, last.removesuffix('"')))


def _timezone(cursor: Cursor) -> Timezone | None:
    match = cursor.last(r"clock timezone (\S+) (add|minus) (\d+):(\d\d):00")
    if match is None:
        return None
    minutes = int(match[3]) * 60 + int(match[4])
    return Timezone(match[1], minutes if match[2] == "add" else -minutes)
