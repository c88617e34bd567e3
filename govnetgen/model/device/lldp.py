"""Neighbour discovery (IEEE 802.1AB)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lldp:
    """LLDP for the whole device."""

    enabled: bool = True
