"""``Probe``: an address that a device should be able to reach, asked by the device itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Two echo requests to ``destination``, from ``source`` where one is named, in a VRF where one is named.

    ``who`` says whose address it is, for people. ``far``: it is on no link of the device, only routes lead there.
    """

    destination: str
    who: str
    source: str = ""
    vrf: str = ""
    far: bool = False

    @property
    def name(self) -> str:
        """How it is named in reports: ``10.0.0.2 in red (core1)``."""
        return f"{self.destination}{f' in {self.vrf}' if self.vrf else ''} ({self.who})"
