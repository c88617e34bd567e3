"""MPLS with LDP (RFC 5036)."""

from dataclasses import dataclass

from govnetgen.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Mpls:
    """Label switching; ``lsr_id`` is a loopback's address. Interfaces say for themselves whether they take part."""

    lsr_id: Address
    ldp: bool = True
