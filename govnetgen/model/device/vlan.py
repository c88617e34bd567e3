"""VLANs (IEEE 802.1Q)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vlan:
    """A VLAN that exists on the device, 1 to 4094. VLAN 1 exists everywhere and is never listed."""

    number: int
    name: str | None = None
