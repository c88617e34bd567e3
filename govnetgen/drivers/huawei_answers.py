"""What VRP prints, read."""

import re

from napalm.base import models

from govnetgen.drivers.cli_answers import configured_addresses, found, mac, seconds

_PORT = re.compile(r"^(\S+) current state : (Administratively DOWN|UP|DOWN)", re.I | re.M)
_ARP = re.compile(
    r"^(\d+\.\d+\.\d+\.\d+)\s+([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})\s+(\d+)?\s+(?:I -|[DSO]\S*)\s+(\S+)", re.I | re.M
)
_IPV4 = re.compile(r"ip address (\d[\d.]+) (\d[\d.]*)(?: sub)?")
_IPV6 = re.compile(r"ipv6 address ([0-9A-Fa-f:]+)/(\d+)")
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
            "mtu": int(found(r"Maximum Transmit Unit is (\d+)", body, "0")),
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
