"""What a VRF is in a lab: a VRF device where the kernel has these, else a network namespace of its node."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class VrfWay(StrEnum):
    """What VRFs are in a lab, the same on all of its nodes for as long as it is up."""

    DEVICES = "devices"
    NAMESPACES = "namespaces"

    @property
    def dialect(self) -> str:
        """The dialect of linux that says it so."""
        return _DIALECTS[self]


_DIALECTS: Mapping[VrfWay, str] = {VrfWay.DEVICES: "debian12", VrfWay.NAMESPACES: "debian12_namespaces"}

_FIRST_NUMBER = 1001
_RULES = (
    # a VRF's own addresses before the node's: the kernel looks first for what is the node's own, whoever asks
    "rule add pref 32765 table local",
    "rule del pref 0",
    # what a VRF has no route to is not looked for among the node's own routes
    "rule add pref 2000 l3mdev unreachable",
)


def free_number(used: Collection[int]) -> int:
    """Return the routing table of a new VRF device: the first that is free, counted as ifupdown2 counts."""
    return next(number for number in range(_FIRST_NUMBER, _FIRST_NUMBER + len(used) + 1) if number not in used)


def vrf_rules() -> tuple[str, ...]:
    """Return the lines of a shell that keep the routing tables of VRF devices apart from the node's own."""
    return tuple(f"ip {version} {rule}" for version in ("-4", "-6") for rule in _RULES)


TRY = " && ".join(("ip link add name try5 type vrf table 10", *vrf_rules()))
"""What only a kernel with VRF devices takes; for a namespace of its own."""
