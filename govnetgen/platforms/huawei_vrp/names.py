"""Interface names: ``10ge-1/0/1`` here, ``XGigabitEthernet1/0/1`` or ``10GE1/0/1`` there."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context

from govnetgen.model.device.interface import Interface
from govnetgen.model.names import PORT_KINDS, interface_name, interface_order


class PortNames(NamedTuple):
    """How a family calls its ports: the word for each speed, and the whole name of the management port."""

    words: tuple[tuple[str, str], ...]
    management: str


_LOGICAL = {"lag": "Eth-Trunk", "vlan": "Vlanif", "loopback": "LoopBack", "tunnel": "Tunnel", "null": "NULL"}
_KINDS: Mapping[str, str] = {
    "Ethernet": "fe",
    "GigabitEthernet": "ge",
    "GE": "ge",
    "XGigabitEthernet": "10ge",
    **{f"{speed}GE": f"{speed}ge" for speed in (10, 25, 40, 50, 100, 200, 400)},
    **{word: kind for kind, word in _LOGICAL.items()},
}
"""Every word that any family uses; no two of them mean different speeds."""

_POSITION = r"[0-9]+(?:/[0-9]+)*"
PATTERN = rf"(?:MEth|{'|'.join(sorted(_KINDS, reverse=True))}){_POSITION}(?:\.[0-9]+)?"
"""What matches every name that ``neutral`` translates, and nothing else."""

_VENDOR = re.compile(rf"(?P<word>[0-9]*[A-Za-z-]+)(?P<position>{_POSITION})(?P<unit>\.[0-9]+)?")
FIREWALL_MANAGEMENT = "GigabitEthernet0/0/0"


@lru_cache(maxsize=65536)
def vendor(name: str, names: PortNames) -> str:
    """Return what a family calls an interface; raises ValueError where it has no such port."""
    parts = interface_name(name)
    if parts.parent == "mgmt-0":
        parent = names.management
    else:
        word = _LOGICAL.get(parts.kind) or dict(names.words).get(parts.kind)
        if word is None:
            raise ValueError(f"{name} has no name on this family of devices")
        parent = word + parts.position
    return parent if parts.unit is None else f"{parent}.{parts.unit}"


@lru_cache(maxsize=65536)
def neutral(text: str, management: str = FIREWALL_MANAGEMENT) -> str | None:
    """Return the neutral name of an interface, None for a kind that the model does not know.

    ``management`` is what this family calls its management port; the default is that of firewalls and NE routers.
    """
    match = _VENDOR.fullmatch(text)
    if match is None:
        return None
    unit = match["unit"] or ""
    parent = match["word"] + match["position"]
    if parent == management or match["word"] == "MEth":
        return f"mgmt-0{unit}"
    kind = _KINDS.get(match["word"])
    return None if kind is None else f"{kind}-{match['position']}{unit}"


@pass_context
def port(context: Context, name: str) -> str:
    """What the dialect that is being rendered calls an interface (Jinja filter)."""
    return vendor(name, context["dialect"].ports)


_DUMP_RANK = {"vlan": 0, "mgmt": 1, "lag": 2, **dict.fromkeys(PORT_KINDS, 3), "tunnel": 4, "null": 5, "loopback": 6}


def dump_order(interfaces: Iterable[Interface]) -> list[Interface]:
    """Interfaces in the order of VRP's dumps: VLAN interfaces first, loopbacks last (Jinja filter)."""
    return sorted(interfaces, key=lambda one: (_DUMP_RANK[interface_name(one.name).kind], interface_order(one.name)))
