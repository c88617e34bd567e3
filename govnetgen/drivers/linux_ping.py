"""``ping`` of a Linux node: iputils, in a VRF where one is named."""

import re
import shlex

from napalm.base import models

from govnetgen.drivers.cli_answers import ping_result
from govnetgen.drivers.linux_channel import Channel

_SENT = re.compile(r"(\d+) packets transmitted")
_REPLY = re.compile(r"bytes from (?P<address>[0-9A-Fa-f.:%\w-]+?): .*?time[=<](?P<ms>[\d.]+)")
_TIMES = re.compile(r"min/avg/max/mdev = ([\d.]+)/([\d.]+)/([\d.]+)/([\d.]+)")


def ping(
    channel: Channel, destination: str, *, source: str, ttl: int, timeout_s: int, size: int, count: int, vrf: str
) -> models.PingResultDict:
    """Send echo requests; ``source`` is an address or an interface."""
    # five requests a second: who answers answers at once, and who does not is waited for once
    words = ["ping", "-n", "-i", "0.2", "-c", str(count), "-W", str(timeout_s), "-s", str(size), "-t", str(ttl)]
    words += ["-I", source] if source else []
    command = shlex.join([*words, destination])
    done = channel.run(f"{_within(command, vrf) if vrf else command} 2>&1")
    sent = _SENT.search(done.output)
    if sent is None:
        return {"error": (done.output.strip().splitlines() or ["no answer"])[-1]}
    times = _TIMES.search(done.output)
    shortest, average, longest, deviation = map(float, times.groups()) if times else (-1.0,) * 4
    replies = [(one["address"], float(one["ms"])) for one in _REPLY.finditer(done.output)]
    return ping_result(sent=int(sent[1]), answers=replies, times=(shortest, average, longest, deviation))


def _within(command: str, vrf: str) -> str:
    # a VRF may be a namespace of its own, where the kernel has no VRF devices
    name = shlex.quote(vrf)
    return (
        f"if ip netns list 2>/dev/null | grep -qw -- {name}; then ip netns exec {name} {command}; "
        f"else ip vrf exec {name} {command}; fi"
    )
