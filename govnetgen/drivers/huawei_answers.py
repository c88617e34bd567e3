"""What VRP prints, read."""

import re
from collections.abc import Iterable

from napalm.base import models

from govnetgen.drivers.cli_answers import (
    as_number,
    bgp_neighbor,
    configured_addresses,
    found,
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
_VPN = re.compile(r"VPN-Instance (\S+?), *(?:Router ID|router ID) (\S+?):?\s*$", re.I)
_PEER = re.compile(
    r"\s*([0-9a-f.:]+)\s+4\s+([\d.]+)\s+\d+\s+\d+\s+\d+\s+\S+\s+([A-Z]\w+(?:\(\w+\))?)\s+(\d+)\s*$", re.I
)
_OSPF = re.compile(r"^\s*\d+\.\d+\.\d+\.\d+\s+\S+\s+(\d+\.\d+\.\d+\.\d+)\s+(\w+)", re.M)
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
        for line in text.split("\n"):
            if (vpn := _VPN.search(line)) is not None:
                vrf, router_id = vpn[1], vpn[2]
            elif (peer := _PEER.fullmatch(line)) is not None:
                held = result.setdefault(vrf, {"router_id": router_id, "peers": {}})
                held["peers"].setdefault(
                    peer[1],
                    bgp_neighbor(
                        local_as=local,
                        remote_as=as_number(peer[2]),
                        up=peer[3].lower() == "established",
                        prefixes=int(peer[4]),
                        version=version_of(peer[1]),
                    ),
                )
    result.setdefault("global", {"router_id": "", "peers": {}})
    return result


def ospf_neighbors(text: str) -> dict[str, bool]:
    """Return the neighbours of ``display ospf peer brief`` by router id, and whether each is full."""
    return {match[1]: match[2].lower() == "full" for match in _OSPF.finditer(text)}


def trial_runs(text: str) -> bool:
    """Tell from ``display configuration trial status`` whether a trial runs; the wording is that of no one release."""
    return re.search(r"\bactive\b", text, re.I) is not None and re.search(r"\bno\b|\bnot\b", text, re.I) is None
