"""Names, free text and secrets."""

import re
from collections.abc import Iterator

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.system import Timezone
from govnetgen.model.secret import Secret
from govnetgen.platform import Limit
from govnetgen.platforms.linux.syntax import END_OF_FILE, SYNTAX

_HOSTNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_ZONE_NAME = re.compile(r"[A-Za-z0-9+-]+", re.ASCII)
_DAY_MINUTES = 24 * 60
_SECRET = re.compile(r"[^\s\"<>\\][^\s\"]*")
_REFERENCE = re.compile(r"[^\s\">]+")


def is_line(text: str) -> bool:
    """Tell whether free text can stand at the end of a line and be found there again."""
    return text != "" and text == text.strip() and "\n" not in text and "\r" not in text


def is_word(text: str) -> bool:
    """Tell whether a name can stand between blanks."""
    return text != "" and not re.search(r"\s", text)


def system_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what identity cannot be."""
    system = device.system
    if _HOSTNAME.fullmatch(system.hostname) is None:
        yield Limit("system", system.hostname, "a host name is up to 64 letters, digits, dots, '-' and '_' (FRR, DNS)")
    if system.banner is not None and not _is_banner(system.banner):
        yield Limit("system", system.hostname, "a banner keeps no trailing blanks and no line that begins a file")
    if system.timezone is not None and not _is_clock(system.timezone):
        yield Limit("system", system.timezone.name, "POSIX clocks have names of letters and digits, within 24 hours")


def _is_banner(text: str) -> bool:
    lines = text.split("\n")
    headings = [one.heading for one in SYNTAX.sections]
    return "\r" not in text and all(
        line == line.rstrip() and line != END_OF_FILE and not any(one.fullmatch(line) for one in headings)
        for line in lines
    )


def _is_clock(zone: Timezone) -> bool:
    return _ZONE_NAME.fullmatch(zone.name) is not None and abs(zone.offset_minutes) < _DAY_MINUTES


def _texts(device: DeviceConfig) -> Iterator[tuple[str, str, str | None]]:
    yield from (("vlans", f"VLAN {one.number}", one.name) for one in device.vlans)
    yield from (("interfaces", one.name, one.description) for one in device.interfaces)
    yield from (("static_routes", str(one.prefix), one.description) for one in device.static_routes)
    if device.snmp is not None:
        yield "snmp", "contact", device.snmp.contact
        yield "snmp", "location", device.snmp.location
    if device.bgp is not None:
        for speaker in (device.bgp.neighbors, *(one.neighbors for one in device.bgp.vrfs)):
            yield from (("bgp", f"neighbor {one.address}", one.description) for one in speaker)
    if device.firewall is not None:
        yield from (("firewall", one.name, one.description) for one in device.firewall.address_objects)
        yield from (("firewall", one.name, one.description) for one in device.firewall.rules)


def text_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield free text that is not one line, or that a file takes for something else."""
    for feature, subject, text in _texts(device):
        if text is not None and not is_line(text):
            yield Limit(feature, subject, "text is one line with no blank at either end")
    for one in device.interfaces:
        if one.description is not None and one.description.endswith("\\"):
            yield Limit(
                "interfaces", one.name, "a line of /etc/network/interfaces that ends in '\\' goes on in the next"
            )


def _secrets(device: DeviceConfig) -> Iterator[tuple[str, str, Secret, tuple[str, ...]]]:
    plain = ("plain",)
    if device.aaa is not None:
        yield from (("aaa", one.name, one.secret, ("plain", "hash")) for one in device.aaa.users)
        yield from (("aaa", str(one.address), one.secret, plain) for one in device.aaa.tacacs)
        yield from (("aaa", str(one.address), one.secret, plain) for one in device.aaa.radius)
    if device.ntp is not None:
        yield from (("ntp", f"key {one.number}", one.secret, plain) for one in device.ntp.keys)
    if device.snmp is not None:
        for user in device.snmp.users:
            yield "snmp", user.name, user.authentication_secret, plain
            yield "snmp", user.name, user.privacy_secret, plain
    for interface in device.interfaces:
        for part in interface.ospf:
            if part.authentication is not None:
                yield "interfaces", interface.name, part.authentication.secret, plain
        if interface.isis is not None and interface.isis.secret is not None:
            yield "interfaces", interface.name, interface.isis.secret, plain
    if device.bgp is not None:
        for speaker in (device.bgp.neighbors, *(one.neighbors for one in device.bgp.vrfs)):
            for neighbor in speaker:
                if neighbor.secret is not None:
                    yield "bgp", f"neighbor {neighbor.address}", neighbor.secret, plain
    if device.ipsec is not None:
        yield from (("ipsec", one.name, one.secret, plain) for one in device.ipsec.tunnels)


def secret_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield secrets that another platform enciphered, and those that the files' quoting cannot hold."""
    for feature, subject, secret, schemes in _secrets(device):
        if secret.is_reference:
            if _REFERENCE.fullmatch(secret.text) is None:
                yield Limit(feature, subject, "the name of a secret holds no blank, quote or '>'")
        elif secret.scheme not in schemes:
            yield Limit(feature, subject, f"a secret in the form {secret.scheme!r} of another platform cannot be used")
        elif _SECRET.fullmatch(secret.text) is None:
            yield Limit(feature, subject, "a secret holds no blank and no quote, and does not begin with '<'")
