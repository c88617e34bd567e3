"""The release of the node's software: facts as data."""

from dataclasses import dataclass

from govnetgen.platform import Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class LinuxDialect(Dialect):
    """A distribution release. ``frr_version`` is what frr.conf says it was written by."""

    frr_version: str


DEBIAN12 = LinuxDialect(
    name="debian12", title="Debian 12: FRR 8.4, nftables 1.0.6, ifupdown2 3.0, strongSwan 5.9", frr_version="8.4"
)
DIALECTS = {DEBIAN12.name: DEBIAN12}
