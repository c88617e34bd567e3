"""Interface names, and other names where Linux is choosy about letters."""

import re
from functools import lru_cache

from govnetgen.model.names import KINDS, interface_name

MAXIMUM_LENGTH = 15
"""Characters that the kernel takes in an interface name (IFNAMSIZ less the ending NUL)."""

BRIDGE = "bridge"
"""The one VLAN-aware bridge that carries all switch ports."""

NO_INTERFACE = "none"
"""A name that no interface and no VRF has."""

_TO_LINUX = {kind: kind for kind in KINDS} | {"port": "swp", "loopback": "lo"}
_TO_NEUTRAL = {linux: kind for kind, linux in _TO_LINUX.items()}
_GRAMMAR = re.compile(
    "(?P<kind>" + "|".join(map(re.escape, _TO_NEUTRAL)) + r")(?P<index>\d+(?:-\d+)*)(?:\.(?P<unit>0|[1-9]\d{0,8}))?",
    re.ASCII,
)
_LOOPBACK = re.compile(r"lo(?P<unit>\.(?:0|[1-9]\d{0,8}))?", re.ASCII)
_VRF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", re.ASCII)
_RESERVED = frozenset({"lo", "all", "default", BRIDGE, "auto", "inet", "inet6", "vrf", NO_INTERFACE})
_ODD = re.compile(r"[^A-Za-z0-9_.-]")
_ESCAPED = re.compile(r"/([0-9a-f]+)/")


@lru_cache(maxsize=65536)
def port(name: str) -> str:
    """Return Linux's name of an interface: ``10ge-0/1.100`` is ``10ge0-1.100``, ``loopback-0`` is ``lo``."""
    kind, position, unit = interface_name(name)
    base = "lo" if (kind, position) == ("loopback", "0") else _TO_LINUX[kind] + position.replace("/", "-")
    return base if unit is None else f"{base}.{unit}"


def virtual_port(name: str, index: int) -> str:
    """Return the name that ifupdown2 gives to the device of an interface's line ``address-virtual``, counted from 0."""
    return f"{port(name)[:13].replace('.', '-')}-v{index}"


@lru_cache(maxsize=65536)
def neutral(text: str) -> str | None:
    """Return the neutral name of an interface, None for one that ``port`` never writes."""
    loopback = _LOOPBACK.fullmatch(text)
    if loopback is not None:
        return "loopback-0" + (loopback["unit"] or "")
    match = _GRAMMAR.fullmatch(text)
    if match is None or (match["kind"] == "lo" and match["index"] == "0"):
        return None
    name = f"{_TO_NEUTRAL[match['kind']]}-{match['index'].replace('-', '/')}"
    return name if match["unit"] is None else f"{name}.{match['unit']}"


def names_vrf(name: str) -> bool:
    """Tell whether a VRF of this name can be made: it is a network device beside the interfaces."""
    return (
        _VRF.fullmatch(name) is not None
        and len(name) <= MAXIMUM_LENGTH
        and name not in _RESERVED
        and neutral(name) is None
    )


@lru_cache(maxsize=65536)
def word(name: str) -> str:
    """Return a name as nftables takes it: letters that it refuses are written as ``/HEX/`` code points."""
    return _ODD.sub(lambda match: f"/{ord(match[0]):x}/", name)


@lru_cache(maxsize=65536)
def unword(text: str) -> str:
    """Return the name that ``word`` wrote."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else match[0], text)
