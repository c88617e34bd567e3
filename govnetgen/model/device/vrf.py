"""VRFs: routing tables of their own (RFC 4364)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vrf:
    """A routing table. Distinguisher and targets are ``ASN:NUMBER`` text and hold for every family that is on."""

    name: str
    route_distinguisher: str | None = None
    imports: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    ipv4: bool = True
    ipv6: bool = False
