"""The release of the node's software: facts as data."""

from dataclasses import dataclass

from govnetgen.platform import Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class LinuxDialect(Dialect):
    """A distribution release. ``frr_version`` is what frr.conf says it was written by.

    ``namespaces``: a VRF is a network namespace (``zebra -n``) where the kernel has no VRF devices. Interfaces are then
    named with their VRF in frr.conf: the same name may be in several.
    """

    frr_version: str
    namespaces: bool = False


DEBIAN12 = LinuxDialect(
    name="debian12", title="Debian 12: FRR 8.4, nftables 1.0.6, ifupdown2 3.0, strongSwan 5.9", frr_version="8.4"
)
DEBIAN12_NAMESPACES = LinuxDialect(
    name="debian12_namespaces",
    title="Debian 12 on a kernel without VRF devices: a VRF is a network namespace",
    frr_version="8.4",
    namespaces=True,
    cannot={"mpls": "a kernel without VRF devices is one of containers, and forwards no labels either"},
)
DIALECTS = {one.name: one for one in (DEBIAN12, DEBIAN12_NAMESPACES)}
