"""Pieces that the answers of several command lines have in common."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Network

from napalm.base import models

_UNITS = {"year": 31_536_000, "week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_TIME = re.compile(r"(\d+) ?(year|week|day|hour|minute|second)s?")


def seconds(text: str) -> float:
    """Return a duration in seconds (``2 weeks, 1 day, 3 hours``); -1 where none is said."""
    parts = _TIME.findall(text)
    return float(sum(int(number) * _UNITS[unit] for number, unit in parts)) if parts else -1.0


def mac(text: str) -> str:
    """Return a MAC address as NAPALM writes it, from any grouping; empty for what is none."""
    digits = re.sub(r"[^0-9a-fA-F]", "", text).upper()
    return ":".join(digits[place : place + 2] for place in range(0, 12, 2)) if len(digits) == 12 else ""


def length(mask: str) -> int:
    """Return a prefix length from a length or a dotted mask."""
    return int(mask) if mask.isdigit() else IPv4Network(f"0.0.0.0/{mask}").prefixlen


def found(pattern: str, text: str, default: str = "") -> str:
    """Return the first group of a pattern in a text."""
    match = re.search(pattern, text, re.MULTILINE)
    return match[1].strip() if match else default


def configured_addresses(
    running: str, ipv4: re.Pattern[str], ipv6: re.Pattern[str]
) -> dict[str, models.InterfacesIPDict]:
    """Return the addresses below the ``interface`` lines of a configuration."""
    result: dict[str, models.InterfacesIPDict] = {}
    name: str | None = None
    for line in running.split("\n"):
        if not line.startswith(" "):
            name = line.removeprefix("interface ").strip() if line.startswith("interface ") else None
            continue
        if name is None:
            continue
        held = result.setdefault(name, {})
        if (match := ipv4.match(line.strip())) is not None:
            held.setdefault("ipv4", {})[match[1]] = {"prefix_length": length(match[2])}
        if (match := ipv6.match(line.strip())) is not None:
            held.setdefault("ipv6", {})[match[1]] = {"prefix_length": length(match[2])}
    return {name: held for name, held in result.items() if held}


def bgp_neighbor(*, local_as: int, remote_as: int, up: bool, prefixes: int, version: str) -> models.PeerDict:
    """Return a neighbour as NAPALM wants it; -1 for what a summary does not tell."""
    return {
        "local_as": local_as,
        "remote_as": remote_as,
        "remote_id": "",
        "is_up": up,
        "is_enabled": True,
        "description": "",
        "uptime": -1,
        "address_family": {version: {"received_prefixes": prefixes, "accepted_prefixes": -1, "sent_prefixes": -1}},
    }


def version_of(address: str) -> str:
    """Return the address family that an address belongs to, in NAPALM's words."""
    return "ipv6" if ":" in address else "ipv4"


def as_number(text: str) -> int:
    """Return an AS number from its plain or its dotted form."""
    high, _, low = text.rpartition(".")
    return (int(high) << 16 if high else 0) + int(low)


def ping_result(
    *, sent: int, answers: Sequence[tuple[str, float]], times: tuple[float, float, float, float]
) -> models.PingResultDict:
    """Return the result of a ping as NAPALM wants it.

    ``answers`` are who answered, and after how many milliseconds; ``times`` the shortest, the mean, the longest and the
    deviation. -1 stands for what is not told.
    """
    shortest, average, longest, deviation = times
    return {
        "success": {
            "probes_sent": sent,
            "packet_loss": sent - len(answers),
            "rtt_min": shortest,
            "rtt_max": longest,
            "rtt_avg": average,
            "rtt_stddev": deviation,
            "results": [{"ip_address": address, "rtt": rtt} for address, rtt in answers],
        }
    }


def is_adjacent(state: str) -> bool:
    """Tell whether an OSPF neighbour is where it stays (RFC 2328 10.1): full, or two-way where neither is DR or BDR.

    Whom an election makes DR says nothing of a neighbour's health.
    """
    return state.lower().replace("-", "").partition("/")[0] in ("full", "2way", "twoway")
