"""Whether a device is as well as before: neighbours, interfaces and who answered are up and answer again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from napalm.base.base import NetworkDriver

from govnetgen.deploy.clock import Clock
from govnetgen.deploy.probe import Probe

Fact = tuple[str, str]
"""Something that is up: its kind and its name on the device, as ``("bgp", "10.0.0.1 in red")``."""

BGP = "bgp"
INTERFACE = "interface"
ISIS = "isis"
OSPF = "ospf"
OSPFV3 = "ospfv3"
REACH = "reach"
"""An address that answers the device."""
GLOBAL = "global"
"""How NAPALM names the table that is no VRF's."""
IN = " in "
PROBES_S = 10.0
"""How long a device may be kept busy by probes; what is not sent by then is not asked."""
_REQUESTS = 2
"""The first may be lost to the search for a MAC address. One at a time: devices pause between several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is up. ``looked_at`` are the kinds that the device told of, ``untold`` what it could not tell."""

    up: frozenset[Fact] = frozenset()
    looked_at: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


def observe(driver: NetworkDriver, probes: Sequence[Probe], clock: Clock) -> Seen:
    """Return all that is up, and what could not be looked at."""
    up: set[Fact] = set()
    looked_at: list[str] = []
    untold: list[str] = []
    for kind, look in _LOOKS.items():
        try:
            names = tuple(look(driver))
        except NotImplementedError:
            untold.append(kind)
        else:
            looked_at.append(kind)
            up |= {(kind, name) for name in names}
    if probes:
        found = answered(driver, probes, clock)
        (untold if found is None else looked_at).append(REACH)
        up |= {(REACH, name) for name in found or ()}
    # what of a kind a device could not tell, as one address family of several
    untold += getattr(driver, "untold", ())
    return Seen(up=frozenset(up), looked_at=tuple(looked_at), untold=tuple(untold))


def _bgp(driver: NetworkDriver) -> Iterator[str]:
    for vrf, table in driver.get_bgp_neighbors().items():
        for address, peer in table["peers"].items():
            if peer["is_up"]:
                yield address if vrf == GLOBAL else f"{address}{IN}{vrf}"


def _interfaces(driver: NetworkDriver) -> Iterator[str]:
    return (name for name, held in driver.get_interfaces().items() if held["is_up"])


def _ours(getter: str) -> Callable[[NetworkDriver], Iterator[str]]:
    """Return a look by what is not in NAPALM's interface; drivers of ours may have it: {neighbour: is up}."""

    def look(driver: NetworkDriver) -> Iterator[str]:
        found = getattr(driver, getter, None)
        if found is None:
            raise NotImplementedError(getter)
        return (name for name, up in found().items() if up)

    return look


_LOOKS: dict[str, Callable[[NetworkDriver], Iterator[str]]] = {
    BGP: _bgp,
    OSPF: _ours("get_ospf_neighbors"),
    OSPFV3: _ours("get_ospfv3_neighbors"),
    ISIS: _ours("get_isis_neighbors"),
    INTERFACE: _interfaces,
}


def answered(driver: NetworkDriver, probes: Sequence[Probe], clock: Clock) -> tuple[str, ...] | None:
    """Return the probes that were answered, None where the device could send none."""
    until = clock.now() + PROBES_S
    sent = False
    found: list[str] = []
    for probe in probes:
        for _ in range(_REQUESTS):
            if clock.now() >= until:
                return tuple(found) if sent else None
            try:
                said = driver.ping(probe.destination, source=probe.source, timeout=1, count=1, vrf=probe.vrf)
            except NotImplementedError:
                return None
            if "success" not in said:
                break
            sent = True
            if said["success"]["packet_loss"] == 0:
                found.append(probe.name)
                break
    return tuple(found) if sent else None


def gone(before: frozenset[Fact], after: frozenset[Fact], is_meant: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Name what was up, should be, and is not."""
    return tuple(f"{kind} {name}" for kind, name in sorted(before - after) if is_meant(kind, name))
