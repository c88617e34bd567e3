"""A pair of firewalls under HRP."""

import re

from govnetgen.configtree import Cursor
from govnetgen.model.address import Address
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.platforms.huawei_vrp.names import PATTERN, neutral

_HEARTBEAT = re.compile(r"hrp interface (?P<interface>\S+) remote (?P<peer>\d+\.\d+\.\d+\.\d+)", re.ASCII)


def read_high_availability(cursor: Cursor) -> HighAvailability | None:
    """Read this device's part in a pair; None where HRP is not enabled or has no heartbeat link.

    The model has one heartbeat link: of several the first is read and the others stay unread.
    """
    texts = [line.text for line in cursor.unread() if line.text.startswith("hrp ")]
    heartbeat = next((found for text in texts if (found := _heartbeat(text))), None)
    if heartbeat is None or not cursor.has("hrp enable"):
        return None
    text, interface, peer = heartbeat
    cursor.ignore(f"hrp {re.escape(text.removeprefix('hrp '))}", "hrp mirror session enable")
    # whether the standby takes commands decides where one may type, not what the pair does
    cursor.ignore("hrp standby config enable")
    tracked = (neutral(match[1]) for match, _ in cursor.each(rf"hrp track interface ({PATTERN})"))
    return HighAvailability(
        interface=interface,
        peer=peer,
        standby=cursor.has("hrp standby-device"),
        tracked_interfaces=tuple(name for name in tracked if name),
    )


def _heartbeat(text: str) -> tuple[str, str, Address] | None:
    match = _HEARTBEAT.fullmatch(text)
    interface = match and neutral(match["interface"])
    if match is None or interface is None:
        return None
    try:
        return text, interface, Address.parse(match["peer"])
    except ValueError:
        return None
