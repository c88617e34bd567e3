"""What VRP prints, read."""

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
    seconds,
    version_of,
)

_PORT = re.compile(r"^(\S+) current state : (Administratively DOWN|UP|DOWN)", re.I | re.M)
_ARP = re.compile(
    r"^(\d+\.\d+\.\d+\.\d+)\s+([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})\s+(\d+)?\s+(?:I -|[DSO]\S*)\s+(\S+)", re.I | re.M
)
_IPV4 = re.compile(r"ip address (\d[\d.]+) (\d[\d.]*)(?: sub)?")
_IPV6 = re.compile(r"ipv6 address ([0-9A-Fa-f:]+)/(\d+)")
_VPN = r"VPN-Instance (?P<vrf>\S+?), *Router ID (?P<router>[\d.]+)"
_PEER = (
    # the last column stands on a line of its own where the terminal is narrow
    r"^[ \t]*(?P<address>[0-9a-f.:]+)\s+4\s+(?P<asn>[\d.]+)\s+\d+\s+\d+\s+\d+\s+\S+\s+"
    r"(?P<state>[a-z]\w+(?:\(\w+\))?)\s+(?P<prefixes>\d+)[ \t]*$"
)
_BGP = re.compile(rf"{_VPN}|{_PEER}", re.I | re.M)
_OSPF = re.compile(
    r"^\s*Router ID\s*:\s*[\d.]+\s+Address\s*:\s*(?P<address>[\d.]+)[^\n]*\n\s*State\s*:\s*(?P<state>[\w-]+)", re.M
)
_OSPFV3 = re.compile(r"^\s*(?P<router>\d+\.\d+\.\d+\.\d+)\s+\d+\s+(?P<state>[\w-]+)/\S*\s+\S+\s+(?P<port>\S+)", re.M)
_ISIS = re.compile(
    # a long name of a neighbour stands on a line of its own
    r"^(?P<system>\S+)\s+(?P<port>\S+)\s+\S+\s+(?P<state>Up|Init|Down)\s+\S+\s+(?P<level>L[12]\S*)",
    re.M,
)
_COMMIT = re.compile(r"\b1\d{9}\b")


def facts(version: str, serial: str, running: str, interfaces: list[str]) -> models.FactsDict:
    """Return what ``display version`` and ``display esn`` say of the device."""
    hostname = found(r"^\s?sysname (\S+)", running)
    model, uptime = found(r"^(?:HUAWEI|Quidway|Huawei) (\S+).*uptime is", version), found(r"uptime is (.*)$", version)
    return {
        "uptime": seconds(uptime),
        "vendor": "Huawei",
        "os_version": found(r"Version (\S+ \([^)]*\)|\S+)", version),
        "serial_number": found(r"(?:ESN|Serial|SN)[^:\n]*:\s*(\S+)", serial),
        "model": model,
        "hostname": hostname,
        "fqdn": hostname,
        "interface_list": interfaces,
    }


def interfaces(text: str) -> dict[str, models.InterfaceDict]:
    """Return the interfaces of ``display interface``."""
    heads = list(_PORT.finditer(text))
    ends = [*(one.start() for one in heads[1:]), len(text)]
    result: dict[str, models.InterfaceDict] = {}
    for head, end in zip(heads, ends, strict=True):
        body = text[head.end() : end]
        result[head[1]] = {
            "is_up": found(r"Line protocol current state : (\w+)", body).upper() == "UP",
            "is_enabled": not head[2].lower().startswith("admin"),
            "description": found(r"^Description:(.*)$", body),
            "last_flapped": -1.0,
            "mtu": int(found(r"(?:Maximum Transmit Unit|MTU|Maximum Frame Length) is (\d+)", body, "0")),
            "speed": float(found(r"Speed\s*:\s*(\d+)", body, "0")),
            "mac_address": mac(found(r"Hardware address is ([0-9a-f-]{14})", body)),
        }
    return result


def addresses(running: str) -> dict[str, models.InterfacesIPDict]:
    """Return the addresses of a running configuration."""
    return configured_addresses(running, _IPV4, _IPV6)


def arp(text: str) -> list[models.ARPTableDict]:
    """Return the entries of ``display arp``; it counts down in minutes, so how old they are is not known."""
    return [{"interface": match[4], "mac": mac(match[2]), "ip": match[1], "age": -1.0} for match in _ARP.finditer(text)]


def commits(text: str) -> tuple[str, ...]:
    """Return the numbers of ``display configuration commit list``, the newest first."""
    return tuple(dict.fromkeys(_COMMIT.findall(text)))


def bgp_neighbors(texts: Iterable[str]) -> dict[str, models.BGPStateNeighborsPerVRFDict]:
    """Return the neighbours of ``display bgp … peer``, by VPN instance."""
    result: dict[str, models.BGPStateNeighborsPerVRFDict] = {}
    for text in texts:
        router_id = found(r"(?i)BGP local router ID\s*:\s*(\S+)", text)
        local = as_number(found(r"(?i)local AS number\s*:\s*([\d.]+)", text, "0"))
        vrf = "global"
        for one in _BGP.finditer(text):
            if one["vrf"] is not None:
                vrf, router_id = one["vrf"], one["router"]
                continue
            held = result.setdefault(vrf, {"router_id": router_id, "peers": {}})
            peer = bgp_neighbor(
                local_as=local,
                remote_as=as_number(one["asn"]),
                up=one["state"].lower() == "established",
                prefixes=int(one["prefixes"]),
                version=version_of(one["address"]),
            )
            held["peers"].setdefault(one["address"], peer)
    result.setdefault("global", {"router_id": "", "peers": {}})
    return result


def ospf_neighbors(text: str) -> dict[str, bool]:
    """Return the neighbours of ``display ospf peer`` by their addresses, and whether each is adjacent.

    Its short form tells routers and ports, but not the addresses that a plan knows a neighbour by.
    """
    return {one["address"]: is_adjacent(one["state"]) for one in _OSPF.finditer(text)}


def ospfv3_neighbors(text: str) -> dict[str, bool]:
    """Return the neighbours of ``display ospfv3 peer`` as ``ROUTER%PORT``, and whether each is adjacent."""
    return {f"{one['router']}%{one['port']}": is_adjacent(one["state"]) for one in _OSPFV3.finditer(text)}


def isis_neighbors(text: str) -> dict[str, bool]:
    """Return the neighbours of ``display isis peer`` as ``SYSTEM LEVEL%PORT``, and whether each is up."""
    return {f"{one['system']} {one['level']}%{one['port']}": one["state"] == "Up" for one in _ISIS.finditer(text)}


def trial_runs(text: str) -> bool:
    """Tell from ``display configuration trial status`` whether a trial runs; the wording is that of no one release."""
    return re.search(r"\bactive\b", text, re.I) is not None and re.search(r"\bno\b|\bnot\b", text, re.I) is None
