"""The forms in which people write single values: names, addresses, hosts, link ends, services.

Each reader takes text and raises NotationError with what is wrong and what to do.
"""

import re
from functools import lru_cache

from govnetgen.model.address import BITS, Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.model.names import interface_name
from govnetgen.model.network import HostAddress, LinkEnd
from govnetgen.model.secret import Secret


class NotationError(ValueError):
    """A value is not written in its form."""

    def __init__(self, message: str, hint: str = "", code: str = "bad-value") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
_PATTERN = re.compile(r"(?:[A-Za-z0-9._#-]|\{[a-z0-9]+\})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,10})(?:-(\d{1,10}))?", re.ASCII)
_SPEED = re.compile(r"(\d{1,4})([MG])", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d):([0-5]\d)", re.ASCII)
_EACH = re.compile(r"(site|unit)(?::([A-Za-z0-9._-]+(?:,[A-Za-z0-9._-]+)*))?")
_WITH_PORTS = (Protocol.TCP, Protocol.UDP)
POOL_EACH = ("node", "link", "vpn_link", "external")
"""What pools give single prefixes to, besides ``site:TIER``."""


def read_name(text: str) -> str:
    """Read a name: letters, digits, ``-``, ``_`` and ``.``, at most 63."""
    if _NAME.fullmatch(text):
        return text
    hint = "use letters, digits, '-', '_' and '.', at most 63, first and last a letter or digit"
    if not text.isascii():
        hint += "; write Chinese in the title"
    raise NotationError(f"{text!r} is not a name", hint, "bad-name")


def read_pattern(text: str) -> str:
    """Read a name that may hold placeholders like ``{site}``."""
    if _PATTERN.fullmatch(text):
        return text
    raise NotationError(
        f"{text!r} is not a name or a pattern", "use letters, digits, '-', '_', '.' and {site} or {unit}", "bad-name"
    )


def read_address(text: str) -> Address:
    """Read an IPv4 or IPv6 address."""
    try:
        return Address.parse(text)
    except ValueError:
        hint = f"leave out the length: {text.partition('/')[0]}" if "/" in text else _address_hint(text)
        raise NotationError(f"{text!r} is not an address", hint, "bad-address") from None


def read_prefix(text: str) -> Prefix:
    """Read a prefix without host bits."""
    found = read_interface_address(text)
    if found.value != found.prefix.value:
        message = f"{text} has host bits set"
        raise NotationError(message, f"the prefix is {found.prefix}", "host-bits")
    return found.prefix


def read_interface_address(text: str) -> InterfaceAddress:
    """Read an address with the length of its subnet."""
    try:
        return InterfaceAddress.parse(text)
    except ValueError:
        pass
    address, slash, length = text.partition("/")
    try:
        version = Address.parse(address).version
    except ValueError:
        raise NotationError(f"{text!r} is not a prefix", _address_hint(address), "bad-prefix") from None
    if not slash:
        hint = f"add the length: {text}/{24 if version == 4 else 64}, or {text}/{BITS[version]} for a single address"
    elif _DOTTED.fullmatch(length):
        hint = "write the length instead of the mask: /24"
    else:
        hint = f"the length is a number from 0 to {BITS[version]}"
    raise NotationError(f"{text!r} is not a prefix", hint, "bad-prefix")


def _address_hint(text: str) -> str:
    parts = text.split(".")
    if len(parts) == 4 and all(part.isascii() and part.isdigit() for part in parts):
        if any(int(part) > 255 for part in parts):
            return "no part of an IPv4 address is more than 255"
        return f"leave out leading zeros: {'.'.join(str(int(part)) for part in parts)}"
    return "write it like 10.0.0.1 or 2001:db8::1"


def read_range(text: str) -> AddressRange:
    """Read ``first-last``, or one address."""
    first, _, last = text.partition("-")
    found = AddressRange(read_address(first.strip()), read_address((last or first).strip()))
    if found.first.version != found.last.version or found.first > found.last:
        raise NotationError(f"{text!r} is not a range", "write the lower address first, as 203.0.113.3-203.0.113.4")
    return found


def read_numbers(text: str) -> NumberRange:
    """Read ``first-last``, or one number."""
    match = _NUMBERS.fullmatch(text)
    if match is None or int(match[1]) > int(match[2] or match[1]):
        raise NotationError(f"{text!r} is not a range of numbers", "write it like 100-2999")
    return NumberRange(int(match[1]), int(match[2] or match[1]))


def read_secret(text: str) -> Secret:
    """Read ``secret:NAME``; the message never holds the text, which may be a secret."""
    scheme, _, name = text.partition(":")
    if scheme == "secret" and _NAME.fullmatch(name):
        return Secret(name)
    hint = "write secret:NAME, and give the secret itself to the environment, a file or a vault"
    raise NotationError("a secret is not written in an inventory", hint, "literal-secret")


def read_host(text: str) -> HostAddress:
    """Read an address, or ``unit/vlan/N``."""
    parts = text.split("/")
    if len(parts) == 3 and _is_integer(parts[2]):
        return HostAddress(unit=read_name(parts[0]), vlan=read_name(parts[1]), host=int(parts[2]))
    try:
        return HostAddress(address=Address.parse(text))
    except ValueError:
        hint = "write an address, or unit/vlan/N for the N-th address of a unit's VLAN"
        raise NotationError(f"{text!r} is not a host", hint, "bad-address") from None


def _is_integer(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 10


def read_vlan(text: str) -> tuple[str, str]:
    """Read ``unit/vlan``."""
    parts = text.split("/")
    if len(parts) == 2 and all(_NAME.fullmatch(part) for part in parts):
        return parts[0], parts[1]
    raise NotationError(f"{text!r} is not a VLAN of a unit", "write it as unit/vlan")


def read_source(text: str) -> Prefix | tuple[str, str]:
    """Read a prefix, or ``unit/vlan``."""
    return read_prefix(text) if _looks_like_prefix(text) else read_vlan(text)


def read_inside(text: str) -> Prefix | tuple[str, str] | HostAddress:
    """Read a prefix, a host, or ``unit/vlan``."""
    if _looks_like_prefix(text):
        return read_prefix(text)
    return read_vlan(text) if text.count("/") == 1 else read_host(text)


def _looks_like_prefix(text: str) -> bool:
    address, slash, _ = text.partition("/")
    return bool(slash) and (":" in address or bool(_DOTTED.fullmatch(address)))


def read_end(text: str) -> LinkEnd:
    """Read ``device``, ``device:port`` or ``device:port+port``; the device may be a pattern."""
    device, colon, ports = text.partition(":")
    names = tuple(ports.split("+")) if colon else ()
    for name in names:
        read_port(name)
    return LinkEnd(device=read_pattern(device), ports=names)


def read_port(text: str) -> str:
    """Read the neutral name of a physical port."""
    try:
        if interface_name(text).is_port and interface_name(text).unit is None:
            return text
    except ValueError:
        pass
    hint = "write KIND-INDEX, as 10ge-0/1; kinds: ge, 10ge, 25ge, 40ge, 100ge, fe, port"
    raise NotationError(f"{text!r} is not a port", hint, "bad-port")


def read_speed(text: str) -> int:
    """Read ``10G`` or ``100M``, into megabits per second."""
    match = _SPEED.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise NotationError(f"{text!r} is not a speed", "write it like 100M, 1G or 10G")
    return int(match[1]) * (1000 if match[2] == "G" else 1)


@lru_cache(maxsize=4096)
def read_service(text: str) -> ServiceTerm:
    """Read ``tcp/443``, ``udp/8000-8080``, ``icmp`` or another protocol."""
    name, slash, ports = text.partition("/")
    try:
        protocol = Protocol(name)
    except ValueError:
        known = ", ".join(one.value for one in Protocol)
        raise NotationError(f"{name!r} is not a protocol", f"known: {known}") from None
    if not slash:
        return ServiceTerm(protocol=protocol)
    if protocol not in _WITH_PORTS:
        raise NotationError(f"{name} has no ports", f"write {name}")
    numbers = read_numbers(ports)
    if not 1 <= numbers.first <= numbers.last <= 65535:
        raise NotationError(f"{ports!r} is not a port", "ports are 1 to 65535")
    return ServiceTerm(protocol=protocol, ports=numbers)


def read_offset(text: str) -> int:
    """Read ``+08:00``, into minutes."""
    match = _OFFSET.fullmatch(text)
    if match is None or int(match[2]) > 14:
        raise NotationError(f"{text!r} is not an offset from UTC", 'write it like "+08:00"')
    minutes = int(match[2]) * 60 + int(match[3])
    return -minutes if match[1] == "-" else minutes


def read_pool_each(text: str) -> str:
    """Read what a pool gives prefixes to: ``node``, ``link``, ``vpn_link``, ``external`` or ``site:TIER``."""
    match = _EACH.fullmatch(text)
    if text in POOL_EACH or (match is not None and match[1] == "site" and match[2] and "," not in match[2]):
        return text
    raise NotationError(f"{text!r} is nothing to give prefixes to", f"write {', '.join(POOL_EACH)} or site:TIER")


def read_block(text: str) -> Prefix | tuple[str, str]:
    """Read a prefix, the name of a pool, or ``POOL/SITE``."""
    if _looks_like_prefix(text) or _DOTTED.fullmatch(text):
        return read_prefix(text)
    pool, slash, site = text.partition("/")
    return read_name(pool), read_pattern(site) if slash else ""


def read_each(text: str) -> str:
    """Read what a pattern is expanded over: ``unit``, ``unit:KIND`` (or several, with commas) or ``site:TIER``."""
    match = _EACH.fullmatch(text)
    if match is None or (match[1] == "site" and match[2] is None):
        raise NotationError(f"{text!r} is nothing to expand over", "write unit, unit:KIND or site:TIER")
    return text
