"""Identity and clock, of ietf-system (RFC 7317); the banner, of govnet."""

from collections.abc import Iterable, Sequence

from govnetgen.configtree import Cursor
from govnetgen.model.device.system import System, Timezone
from govnetgen.platforms.netconf_yang.names import GOVNET
from govnetgen.platforms.netconf_yang.read.leaf import leaf, number, ordered, within


def read_system(bodies: Iterable[Cursor], banners: Iterable[Cursor]) -> System:
    """Return the host name, empty where none is configured, with the clock and what is shown before a login."""
    held = list(bodies)
    return System(
        hostname=next((name for body in held if (name := leaf(body, "hostname"))), ""),
        banner=_banner(list(banners)),
        timezone=next((zone for body in held for clock in within(body, "clock") if (zone := _timezone(clock))), None),
    )


def _timezone(clock: Cursor) -> Timezone | None:
    """Return the zone; an offset without a name has no place in the model and stays unread."""
    name = leaf(clock, "timezone-label", namespace=GOVNET)
    offset = None if name is None else leaf(clock, "timezone-utc-offset", r"-?\d{1,5}")
    return None if name is None or offset is None else Timezone(name, int(offset))


def _banner(bodies: Sequence[Cursor]) -> str | None:
    lines = [" " * (number(one, "blanks") or 0) + (leaf(one, "text") or "") for one in ordered(bodies, "line")]
    return "\n".join(lines) if lines else None
