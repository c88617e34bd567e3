"""Packets of a test: what is sent from where, and what was seen of it where it should arrive."""

from dataclasses import dataclass
from pathlib import Path

from govnetgen.lab.expect import Packet
from govnetgen.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One question to the lab: does this packet, sent from here, arrive there, and does the answer come back?

    ``source`` and ``target`` are network namespaces; without a ``target`` only the answer is waited for. ``packet`` and
    ``target_address`` are what has to arrive, ``sent`` and ``sent_to`` what is sent. ``spoofed`` replaces the source.
    """

    number: int
    source: Path
    source_address: Address
    target: Path | None
    target_address: Address
    packet: Packet
    sent_to: Address
    sent: Packet
    spoofed: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of a probe: whether it arrived, from which source, and whether the answer came back.

    ``watched`` tells whether the target could be looked at: where a service of its own has the port, only the answer
    is seen. ``why`` says what the source was told, or why nothing could be sent. ``elsewhere`` is the namespace of
    somebody else who got the packet.
    """

    arrived: bool = False
    answered: bool = False
    source: Address | None = None
    after_s: float = 0.0
    watched: bool = True
    why: str = ""
    elsewhere: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether the packet and its answer both got through."""
        return self.answered and (self.arrived or not self.watched)

    @property
    def nothing(self) -> bool:
        """Tell whether nothing at all got through."""
        return not (self.answered or self.arrived or self.elsewhere)

    def __str__(self) -> str:
        if self.passed:
            return f"answered in {1000 * self.after_s:.0f} ms" + (f", seen as {self.source}" if self.source else "")
        if self.arrived:
            return f"arrived as {self.source}, and no answer came back"
        if self.answered or self.elsewhere:
            return f"answered by somebody else{': ' + self.elsewhere if self.elsewhere else ''}"
        return "nothing arrived" + (f" ({self.why})" if self.why else "")
