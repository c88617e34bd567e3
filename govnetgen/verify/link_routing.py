"""What two neighbours must agree on for routes and labels to pass: VRF, OSPF, IS-IS, LDP."""

from collections.abc import Callable, Iterator

from govnetgen.model.device.isis import IsisLevel
from govnetgen.model.device.ospf import InterfaceOspf
from govnetgen.verify.cable import Side

Fact = tuple[str, Callable[[Side], object]]
"""What two ends have to agree on, and how it reads."""


def facts(near: Side, far: Side) -> Iterator[Fact]:
    """Yield what two routed interfaces must agree on.

    A VRF on one end and none on the other is a customer edge, where that other device has no VRF at all.
    """
    if near.config.vrfs and far.config.vrfs:
        yield "VRF", lambda side: side.interface.vrf
    yield from _OSPF
    yield from _ISIS
    yield "MPLS", lambda side: "on" if side.interface.mpls else None


def _of_version(version: int, read: Callable[[Side, InterfaceOspf], object]) -> Callable[[Side], object]:
    def fact(side: Side) -> object:
        own = next((one for one in side.interface.ospf if one.version == version), None)
        return None if own is None else read(side, own)

    return fact


def _authentication(_: Side, one: InterfaceOspf) -> str | None:
    key = one.authentication
    return None if key is None else f"key {key.key} {key.algorithm.value} {key.secret}"


def _area_kind(side: Side, one: InterfaceOspf) -> str:
    """Return the kind of area that the interface's process takes this one for (RFC 2328 10.5: hellos must agree)."""
    for process in side.config.ospf:
        if (process.number, process.version) == (one.process, one.version):
            return next((area.kind.value for area in process.areas if area.number == one.area), "no such area")
    return "no such process"


_OSPF: tuple[Fact, ...] = tuple(
    (f"OSPFv{version}{words}", _of_version(version, read))
    for version in (2, 3)
    for words, read in (
        ("", lambda _, one: "silent" if one.passive else "on"),
        (" area", lambda _, one: one.area),
        (" kind of area", _area_kind),
        (" network type", lambda _, one: "point-to-point" if one.point_to_point else "broadcast"),
        (" authentication", _authentication),
    )
)


def _isis(read: Callable[[Side], object]) -> Callable[[Side], object]:
    return lambda side: None if side.interface.isis is None else read(side)


def _isis_level(side: Side) -> str:
    """Return the level that must be the same: a router of both levels agrees with one of level 2."""
    own = side.interface.isis
    for process in side.config.isis:
        if own is not None and process.number == own.process:
            return (IsisLevel.LEVEL_2 if process.level is IsisLevel.LEVEL_1_2 else process.level).value
    return "no such process"


_ISIS: tuple[Fact, ...] = (
    ("IS-IS", _isis(lambda side: side.interface.isis and ("silent" if side.interface.isis.passive else "on"))),
    (
        "IS-IS network type",
        _isis(lambda side: side.interface.isis and side.interface.isis.point_to_point and "point-to-point"),
    ),
    ("IS-IS for IPv6", _isis(lambda side: side.interface.isis and side.interface.isis.ipv6)),
    ("IS-IS authentication", _isis(lambda side: side.interface.isis and str(side.interface.isis.secret))),
    ("IS-IS level", _isis(_isis_level)),
)
