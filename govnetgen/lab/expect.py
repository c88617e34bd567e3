"""What packets must and must not do, derived from the inventory alone: never from a device's configuration."""

from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.diagnostics import Location
from govnetgen.lab.expect_station import Spot
from govnetgen.model.address import Address, AddressRange
from govnetgen.model.device.acl import Protocol


class Kind(StrEnum):
    """What an expectation is about."""

    GATEWAY = "gateway"
    SERVICE = "service"
    ZONE = "zone"
    RULE = "rule"
    VPN = "vpn"
    ISOLATION = "isolation"
    NAT = "nat"
    EXIT = "exit"
    MANAGEMENT = "management"
    SPOOFING = "spoofing"
    FACT = "fact"


TITLES = {
    Kind.GATEWAY: "every host's gateway answers",
    Kind.SERVICE: "units reach what the policy serves them",
    Kind.ZONE: "what no rule permits does not pass",
    Kind.RULE: "each rule lets through what it says, and not the port beside it",
    Kind.VPN: "members of a VPN reach each other",
    Kind.ISOLATION: "VPNs reach nobody else",
    Kind.NAT: "translated addresses are seen at the far end, in both directions",
    Kind.EXIT: "the Internet is reached by the unified exit",
    Kind.MANAGEMENT: "devices are managed from where the inventory says",
    Kind.SPOOFING: "hosts speak from their own addresses only",
    Kind.FACT: "what the documents state",
}
"""The kinds in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A kind of packet: protocol and, for TCP and UDP, the destination port (else 0)."""

    protocol: Protocol
    port: int = 0

    def __str__(self) -> str:
        return f"{self.protocol.value}/{self.port}" if self.port else self.protocol.value


def echo(version: int) -> Packet:
    """Return an echo request (ping) of an IP version."""
    return Packet(Protocol.ICMP if version == 4 else Protocol.ICMPV6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One kind of packet from one spot to another, and whether it has to arrive and be answered.

    ``sent_to`` and ``sent`` are what the source puts on the wire; ``target`` and ``packet`` what arrives where nothing
    is wrong: they differ behind address translation. ``seen_as``: the sources that the target may see, None any.
    ``spoofed`` is the source that the packet claims, where that is not the source's own. ``because`` names the rule,
    the VPN or the fact that says so, at ``location`` in the inventory.
    """

    kind: Kind
    because: str
    source: Spot
    target: Spot
    packet: Packet
    sent_to: Address
    sent: Packet
    passes: bool
    seen_as: AddressRange | None = None
    spoofed: Address | None = None
    location: Location | None = field(default=None, compare=False)

    @property
    def version(self) -> int:
        """The IP version."""
        return self.sent_to.version

    @property
    def key(self) -> tuple[object, ...]:
        """What is sent, by whom, and to whom: two expectations about the same packets have the same key."""
        return (self.source, self.spoofed, self.target, self.sent_to, self.sent)

    def __str__(self) -> str:
        claimed = f" as {self.spoofed}" if self.spoofed is not None else ""
        via = (
            f" sent to {self.sent_to} {self.sent}"
            if (self.sent_to, self.sent) != (self.target.address, self.packet)
            else ""
        )
        return f"{self.source}{claimed} to {self.target} {self.packet}{via}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotProbed:
    """Something that the inventory says and no packet of this lab can show, and why."""

    subject: str
    why: str
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Expectations:
    """Everything that a lab is tested for."""

    expected: tuple[Expectation, ...]
    not_probed: tuple[NotProbed, ...] = ()
