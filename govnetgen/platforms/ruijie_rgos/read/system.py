"""Identity: host name, banner, clock."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.system import System, Timezone

DEFAULT_HOSTNAME = "Ruijie"
"""What a device calls itself until it is told otherwise."""


def read_system(cursor: Cursor) -> System:
    """Read the host name, the login banner and the time zone."""
    cursor.ignore(r"version .*", "end")
    hostname = cursor.last(r"hostname (\S+)")
    return System(
        hostname=hostname[1] if hostname else DEFAULT_HOSTNAME,
        banner=_banner(cursor),
        timezone=_timezone(cursor),
    )


def _banner(cursor: Cursor) -> str | None:
    match = cursor.last(r"banner login (\^C|\S)(.*)")
    if match is None:
        return None
    delimiter, first, block = match[1], match[2], cursor.line(match).block
    if not block:
        return first.partition(delimiter)[0].strip()
    last = block[-1].rstrip().removesuffix(delimiter)
    lines = [*([first.strip()] if first.strip() else []), *block[:-1], *([last] if last else [])]
    return "\n".join(lines)


def _timezone(cursor: Cursor) -> Timezone | None:
    match = cursor.last(r"clock timezone (\S+) ([+-]?)(\d{1,2})(?: (\d{1,2}))?")
    if match is None:
        return None
    minutes = int(match[3]) * 60 + int(match[4] or 0)
    return Timezone(match[1], -minutes if match[2] == "-" else minutes)
