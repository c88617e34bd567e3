"""A pair of firewalls that share sessions and configuration."""

from dataclasses import dataclass

from govnetgen.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class HighAvailability:
    """This device's part in a pair: the heartbeat link, the peer's address on it, and what is watched."""

    interface: str
    peer: Address
    standby: bool = False
    tracked_interfaces: tuple[str, ...] = ()
