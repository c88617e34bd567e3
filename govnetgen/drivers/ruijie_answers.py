"""What RGOS prints, read."""

import re
from collections.abc import Iterable

from napalm.base import models

from govnetgen.drivers.cli_answers import (
    as_number,
    bgp_neighbor,
    configured_addresses,
    found,
    is_adjacent,
    mac,
    ping_result,
    seconds,
    version_of,
)

_PORT = re.compile(r"^(\S+ [\d/.]+) is (administratively down|UP|DOWN)\s*,\s*line protocol is (UP|DOWN)", re.I | re.M)
_ARP = re.compile(r"^Internet\s+(\S+)\s+(\S+)\s+([0-9a-f.]{14})\s+\S+\s+(.+?)\s*$", re.I | re.M)
_PEER = re.compile(r"^([0-9a-f.:]+)\s+4\s+([\d.]+)(?:\s+\d+){5}\s+\S+\s+(\S+)", re.I | re.M)
_OSPF = re.compile(
    r"^(?P<router>\d+\.\d+\.\d+\.\d+)\s+\d+\s+(?P<state>[\w-]+)/[^\n]*?\s\d+:\d\d:\d\d\s+(?P<address>\d+\.\d+\.\d+\.\d+)\s",
    re.M,
)
_IPV4 = re.compile(r"ip address (\d[\d.]+) (\d[\d.]+)")
_IPV6 = re.compile(r"ipv6 address ([0-9A-Fa-f:]+)/(\d+)")


def facts(version: str, running: str, interfaces: list[str]) -> models.FactsDict:
    """Return what ``show version`` says of the device."""
    hostname = found(r"^hostname (\S+)", running)
    return {
        "uptime": seconds(_clock(found(r"^System uptime\s*:\s*(.*)$", version))),
        "vendor": "Ruijie",
        "os_version": found(r"^System software version\s*:\s*(.*)$", version),
        "serial_number": found(r"[Ss]erial number\s*:\s*(\S+)", version),
        "model": found(r"^System description\s*:.*\((\S+?)\)", version),
        "hostname": hostname,
        "fqdn": hostname,
        "interface_list": interfaces,
    }


def _clock(text: str) -> str:
    # 12:03:04:05 is days, hours, minutes and seconds
    parts = text.split(":")
    names = ("second", "minute", "hour", "day")
    if len(parts) > 1 and all(one.strip().isdigit() for one in parts):
        return " ".join(f"{int(one)} {unit}" for one, unit in zip(reversed(parts), names, strict=False))
    return text


def interfaces(text: str) -> dict[str, models.InterfaceDict]:
    """Return the interfaces of ``show interfaces``."""
    heads = list(_PORT.finditer(text))
    ends = [*(one.start() for one in heads[1:]), len(text)]
    result: dict[str, models.InterfaceDict] = {}
    for head, end in zip(heads, ends, strict=True):
        body = text[head.end() : end]
        result[head[1]] = {
            "is_up": head[3].upper() == "UP",
            "is_enabled": not head[2].lower().startswith("admin"),
            "description": found(r"^\s*Description\s*:\s*(.*)$", body),
            "last_flapped": -1.0,
            "mtu": int(found(r"MTU (\d+) bytes", body, "0")),
            "speed": int(found(r"BW (\d+) Kbit", body, "0")) / 1000,
            "mac_address": mac(found(r"address is ([0-9a-f.]{14})", body)),
        }
    return result


def addresses(running: str) -> dict[str, models.InterfacesIPDict]:
    """Return the addresses of a running configuration."""
    return configured_addresses(running, _IPV4, _IPV6)


def arp(text: str) -> list[models.ARPTableDict]:
    """Return the entries of ``show arp``; ages are minutes there, seconds here, -1 for what does not age."""
    return [
        {
            "interface": match[4],
            "mac": mac(match[3]),
            "ip": match[1],
            "age": float(match[2]) * 60 if match[2].isdigit() else -1.0,
        }
        for match in _ARP.finditer(text)
    ]


def bgp_neighbors(texts: Iterable[tuple[str, str]]) -> dict[str, models.BGPStateNeighborsPerVRFDict]:
    """Return the neighbours of ``show … summary``, by VRF; a number of prefixes stands where a session is up."""
    result: dict[str, models.BGPStateNeighborsPerVRFDict] = {}
    for vrf, text in texts:
        head = re.search(r"router identifier (\S+?),? local AS number ([\d.]+)", text)
        held = result.setdefault(vrf, {"router_id": head[1] if head else "", "peers": {}})
        held["router_id"] = held["router_id"] or (head[1] if head else "")
        for peer in _PEER.finditer(text):
            held["peers"][peer[1]] = bgp_neighbor(
                local_as=as_number(head[2]) if head else 0,
                remote_as=as_number(peer[2]),
                up=peer[3].isdigit(),
                prefixes=int(peer[3]) if peer[3].isdigit() else -1,
                version=version_of(peer[1]),
            )
    return result


def ospf_neighbors(text: str) -> dict[str, bool]:
    """Return the neighbours of ``show ip ospf neighbor`` by their addresses, and whether each is adjacent."""
    return {one["address"]: is_adjacent(one["state"]) for one in _OSPF.finditer(text)}


def ping(text: str, destination: str) -> models.PingResultDict:
    """Return what ``ping`` shows; how long each answer took it does not tell."""
    rate = re.search(r"Success rate is \d+ percent \((\d+)/(\d+)\)", text)
    if rate is None:
        return {"error": (text.strip().splitlines() or ["no answer"])[-1]}
    times = re.search(r"min/avg/max = (\d+)/(\d+)/(\d+)", text)
    shortest, average, longest = map(float, times.groups()) if times else (-1.0, -1.0, -1.0)
    return ping_result(
        sent=int(rate[2]),
        answers=[(destination, -1.0)] * int(rate[1]),
        times=(shortest, average, longest, -1.0),
    )
