"""How values are written in XML, and what a standard module calls a kind of interface."""

import re
from functools import lru_cache
from html import unescape
from xml.sax.saxutils import escape

from govnetgen.model.names import interface_name

GOVNET = "urn:govnetgen:yang:govnet"
INTERFACES = "urn:ietf:params:xml:ns:yang:ietf-interfaces"
IP = "urn:ietf:params:xml:ns:yang:ietf-ip"
SYSTEM = "urn:ietf:params:xml:ns:yang:ietf-system"
SCHEME = "plain"
"""How a secret is written that a device gives back: as it stands there, whether in clear or as a hash."""
SECRETS = (
    re.compile(
        r"<(?!key-number>)[\w.-]*(?:pass(?:word|phrase|code|wd)|pwd|secret|cipher|key|psk|communit|credential|token|hash)"
        r"[\w.-]*(?: [^<>]*)?>(?P<secret>[^<>]+)</",
        re.IGNORECASE,
    ),
)
"""The leaves that hold one, also of modules that are not ours."""

_TYPES = {
    "loopback": "softwareLoopback",
    "lag": "ieee8023adLag",
    "vlan": "l3ipvlan",
    "tunnel": "tunnel",
    "null": "other",
}


def xml(value: object) -> str:
    """Write a value between tags."""
    return escape(str(value))


def text(written: str) -> str:
    """Read a value that stood between tags."""
    return unescape(written)


@lru_cache(maxsize=65536)
def interface_type(name: str) -> str:
    """Return the identity of iana-if-type (RFC 7224) for an interface's neutral name."""
    parts = interface_name(name)
    return "l2vlan" if parts.unit is not None else _TYPES.get(parts.kind, "ethernetCsmacd")
