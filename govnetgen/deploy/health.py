"""Whether a device is as well as before: the neighbours and interfaces that were up are up again."""

from collections.abc import Callable, Iterator

from napalm.base.base import NetworkDriver

Fact = tuple[str, str]
"""Something that is up: its kind and its name on the device, as ``("bgp", "10.0.0.1")``."""

BGP = "bgp"
INTERFACE = "interface"
OSPF = "ospf"


def observe(driver: NetworkDriver) -> frozenset[Fact]:
    """Return all that is up; what a driver cannot tell is not looked at."""
    return frozenset(fact for look in (_bgp, _ospf, _interfaces) for fact in _tried(look, driver))


def _tried(look: Callable[[NetworkDriver], Iterator[Fact]], driver: NetworkDriver) -> tuple[Fact, ...]:
    try:
        return tuple(look(driver))
    except NotImplementedError:
        return ()


def _bgp(driver: NetworkDriver) -> Iterator[Fact]:
    for table in driver.get_bgp_neighbors().values():
        for address, peer in table["peers"].items():
            if peer["is_up"]:
                yield BGP, address


def _ospf(driver: NetworkDriver) -> Iterator[Fact]:
    # not in NAPALM's interface; drivers of ours may have it: {address: is full}
    look = getattr(driver, "get_ospf_neighbors", None)
    if look is not None:
        yield from ((OSPF, address) for address, full in look().items() if full)


def _interfaces(driver: NetworkDriver) -> Iterator[Fact]:
    for name, held in driver.get_interfaces().items():
        if held["is_up"]:
            yield INTERFACE, name


def gone(before: frozenset[Fact], after: frozenset[Fact], is_meant: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Name what was up, should be, and is not."""
    return tuple(f"{kind} {name}" for kind, name in sorted(before - after) if is_meant(kind, name))
