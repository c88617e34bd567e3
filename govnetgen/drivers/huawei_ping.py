"""VRP's ``ping``: how it is asked for, and what it shows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from napalm.base import models

from govnetgen.drivers.cli_answers import ping_result

_OWN_TTL = 255
_SENT = re.compile(r"(\d+) packet\(s\) transmitted")
_REPLY = re.compile(
    # of IPv6, the rest of a reply stands on the next line
    r"Reply from (?P<address>[0-9A-Fa-f.:]+?):?\s+bytes=\d+[^\n]*?time\s*[=<]+\s*(?P<ms>\d+)"
)
_TIMES = re.compile(r"min/avg/max\s*=\s*(\d+)/(\d+)/(\d+)")


class Request(NamedTuple):
    """What NAPALM's ``ping`` may ask for, in its order; ``timeout`` in seconds, ``size`` in bytes."""

    destination: str
    source: str
    ttl: int
    timeout: int
    size: int
    times: int
    vrf: str
    source_interface: str


def commands(wanted: Request) -> Iterator[str]:
    """Yield the command, and behind it how older releases want it, for when it is refused."""
    many = f"-c {wanted.times} -t {wanted.timeout * 1000} -s {wanted.size}"
    # 255 is every release's own, and not every release lets anybody choose
    many += f" -h {wanted.ttl}" if wanted.ttl != _OWN_TTL else ""
    source = f" -a {wanted.source}" if wanted.source else ""
    port = f" -i {wanted.source_interface}" if wanted.source_interface else ""
    if ":" not in wanted.destination:
        table = f" -vpn-instance {wanted.vrf}" if wanted.vrf else ""
        yield f"ping {many}{source}{port}{table} {wanted.destination}"
        return
    for word in ("vpn-instance", "vpn6-instance"):
        table = f" {word} {wanted.vrf}" if wanted.vrf else ""
        yield f"ping ipv6 {many}{source}{table} {wanted.destination}{port}"
        if not wanted.vrf:
            return


def result(text: str, destination: str) -> models.PingResultDict:
    """Return what a ping showed."""
    sent = _SENT.search(text)
    if sent is None:
        return {"error": (text.strip().splitlines() or ["no answer"])[-1].strip()}
    times = _TIMES.search(text)
    shortest, average, longest = map(float, times.groups()) if times else (-1.0, -1.0, -1.0)
    replies = [(one["address"], float(one["ms"])) for one in _REPLY.finditer(text)]
    return ping_result(sent=int(sent[1]), answers=replies, times=(shortest, average, longest, -1.0))
