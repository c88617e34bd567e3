"""Gateway redundancy (VRRP, RFC 5798)."""

from dataclasses import dataclass

from govnetgen.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class VrrpGroup:
    """A virtual gateway on an interface; of IPv6 addresses the first is the link-local one."""

    number: int
    version: int = 4
    addresses: tuple[Address, ...]
    priority: int = 100
    preempt_delay_s: int = 0
