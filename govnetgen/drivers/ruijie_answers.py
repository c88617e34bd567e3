"""What RGOS prints, read."""

import re

from napalm.base import models

from govnetgen.drivers.cli_answers import configured_addresses, found, mac, seconds

_PORT = re.compile(r"^(\S+ [\d/.]+) is (administratively down|UP|DOWN)\s*,\s*line protocol is (UP|DOWN)", re.I | re.M)
_ARP = re.compile(r"^Internet\s+(\S+)\s+(\S+)\s+([0-9a-f.]{14})\s+\S+\s+(.+?)\s*$", re.I | re.M)
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
