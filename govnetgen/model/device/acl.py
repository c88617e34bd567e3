"""Access lists: numbered rules, first match wins, and where they apply."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import NumberRange, Prefix


class Protocol(StrEnum):
    """What a rule matches; ``ip`` is any protocol of the list's version."""

    IP = "ip"
    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"
    ICMPV6 = "icmpv6"
    OSPF = "ospf"
    GRE = "gre"
    ESP = "esp"


class Direction(StrEnum):
    """Seen from the device: ``in`` is received."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class AclRule:
    """One rule. None for a prefix or port means any; ports are for TCP and UDP only."""

    sequence: int
    permit: bool
    protocol: Protocol = Protocol.IP
    source: Prefix | None = None
    destination: Prefix | None = None
    source_port: NumberRange | None = None
    destination_port: NumberRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acl:
    """A named list of one IP version; what no rule matches is denied.

    ``source_only`` lists match nothing but the source: the form that devices want for management access.
    """

    name: str
    version: int = 4
    source_only: bool = False
    rules: tuple[AclRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AclBinding:
    """A list applied to an interface."""

    name: str
    direction: Direction
    version: int = 4
