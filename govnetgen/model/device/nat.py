"""Network address translation (RFC 3022)."""

from dataclasses import dataclass

from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.acl import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class NatPool:
    """Outside addresses for source translation; with ``ports`` many hosts share them (NAPT)."""

    name: str
    addresses: AddressRange
    ports: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNat:
    """One rule of source translation, first match wins.

    ``pool`` names a NatPool; None takes the address of the outgoing interface, and ``exempt`` translates nothing.
    Sources and destinations are names of the firewall's address objects and groups; empty means any.
    """

    name: str
    source_zones: tuple[str, ...] = ()
    destination_zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    pool: str | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticNat:
    """A fixed translation both ways between blocks of one size: a host, or a prefix.

    ``zone`` is where ``outside`` is seen.
    """

    name: str
    inside: Prefix
    outside: Prefix
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationNat:
    """An outside address and port that lead to an inside server; no protocol and ports means the whole address."""

    name: str
    outside: Address
    inside: Address
    zone: str
    protocol: Protocol | None = None
    outside_port: int | None = None
    inside_port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nat:
    """Translation on a device. The order of source rules is meaning."""

    pools: tuple[NatPool, ...] = ()
    source: tuple[SourceNat, ...] = ()
    static: tuple[StaticNat, ...] = ()
    destination: tuple[DestinationNat, ...] = ()
