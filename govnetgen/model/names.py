"""Interface names without a vendor in them: ``KIND-INDEX[.UNIT]``.

``10ge-0/1`` is the 10 Gbit/s port 0/1, ``lag-3`` an aggregate, ``vlan-10`` the routed interface of a VLAN,
``loopback-0``, ``mgmt-0``, ``tunnel-1``, and ``10ge-0/1.100`` a subinterface. Each platform's ``names.py`` translates.
"""

import re
from functools import lru_cache
from typing import NamedTuple

PORT_RATES_MBPS = {
    "fe": 100,
    "ge": 1000,
    "2.5ge": 2500,
    "5ge": 5000,
    "10ge": 10000,
    "25ge": 25000,
    "40ge": 40000,
    "50ge": 50000,
    "100ge": 100000,
    "200ge": 200000,
    "400ge": 400000,
}
"""What a port of each kind can do; one of kind ``port`` does not say."""
PORT_KINDS = ("port", *PORT_RATES_MBPS)
LOGICAL_KINDS = ("lag", "vlan", "loopback", "mgmt", "tunnel", "null")
KINDS = PORT_KINDS + LOGICAL_KINDS
_GRAMMAR = re.compile(r"(?P<kind>[a-z0-9.]+)-(?P<index>\d+(?:/\d+)*)(?:\.(?P<unit>\d+))?", re.ASCII)
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


class InterfaceName(NamedTuple):
    """The parts of an interface name; ``unit`` is None but for subinterfaces."""

    kind: str
    position: str
    unit: int | None

    def __str__(self) -> str:
        return f"{self.kind}-{self.position}" + ("" if self.unit is None else f".{self.unit}")

    @property
    def parent(self) -> str:
        """The name without the subinterface's unit."""
        return f"{self.kind}-{self.position}"

    @property
    def is_port(self) -> bool:
        """Tell whether this is a physical port (or a subinterface of one)."""
        return self.kind in PORT_KINDS


@lru_cache(maxsize=65536)
def interface_name(text: str) -> InterfaceName:
    """Read a neutral interface name; raises ValueError for anything else."""
    match = _GRAMMAR.fullmatch(text)
    if match is None or match["kind"] not in _RANK:
        raise ValueError(f"{text!r} is not an interface name like 10ge-0/1, lag-1, vlan-10 or loopback-0")
    return InterfaceName(match["kind"], match["index"], None if match["unit"] is None else int(match["unit"]))


@lru_cache(maxsize=65536)
def interface_order(text: str) -> tuple[int, tuple[int, ...], int]:
    """Return the sort key that puts interfaces in the order engineers expect: by kind, slot, port, unit."""
    name = interface_name(text)
    return _RANK[name.kind], tuple(map(int, name.position.split("/"))), -1 if name.unit is None else name.unit
