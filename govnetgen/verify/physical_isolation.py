"""Physical isolation of two networks: no device, link, address or port belongs to both."""

from collections.abc import Iterator

from govnetgen.model.address import Prefix
from govnetgen.model.finding import Finding, fails, holds, undecided
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed

CHECK = "physical-isolation"
TITLE = "nothing is shared with the network that this one is isolated from"


def check(one: Observed, other: Observed) -> Iterator[Finding]:
    """Decide for devices, links, what lies beyond external links, addresses, and subnets.

    A device is the same where its inventory name or its host name is: an inventory knows no serial numbers, so names of
    devices have to be unique across networks. Ports belong to devices: without a shared device no port is shared.
    """
    for kind, shared in (
        ("devices", _devices),
        ("links", _links),
        ("external networks", _externals),
        ("addresses", _subnets),
    ):
        subject = f"{kind} of {one.network.name} and {other.network.name}"
        found = [fails(CHECK, subject, message, *shown) for message, *shown in shared(one, other)]
        yield from found or [holds(CHECK, subject, "none is shared")]


Shared = Iterator[tuple[str, str, str]]


def _devices(one: Observed, other: Observed) -> Shared:
    for said, names in (("name", _names), ("host name", _host_names)):
        theirs = names(other)
        for shared, device in names(one).items():
            if shared in theirs:
                message = f"a device with the {said} {shared} is in both"
                yield message, _ports(one, device), _ports(other, theirs[shared])


def _names(observed: Observed) -> dict[str, str]:
    return {name: name for name in observed.devices}


def _host_names(observed: Observed) -> dict[str, str]:
    return {device.system.hostname: name for name, device in observed.devices.items() if device.system.hostname != name}


def _ports(observed: Observed, device: str) -> str:
    used = sorted(one.name for one in observed.interfaces[device].values() if one.enabled)
    return f"{observed.network.name}: {device} with {', '.join(used[:6])}"


def _links(one: Observed, other: Observed) -> Shared:
    for here, there in ((one, other), (other, one)):
        for cable, external in here.externals:
            if external.name in (there.network.name, there.network.title) or external.name in there.devices:
                message = f"link {cable.link.name} leads from {here.network.name} to {external.name}"
                yield message, f"{here.network.name}: {cable.near}", f"{there.network.name}: {external.name}"


def _externals(one: Observed, other: Observed) -> Shared:
    """Yield who is beyond external links of both: a way from one to the other that no inventory describes."""
    beyond = {peer: (cable, external) for cable, external in other.externals for peer in other.beyond(cable)}
    names = {external.name: (cable, external) for cable, external in other.externals}
    for cable, external in one.externals:
        match = next((beyond[peer] for peer in one.beyond(cable) if peer in beyond), names.get(external.name))
        if match is not None:
            message = f"both are connected with {external.name}"
            yield message, f"{one.network.name}: {cable.near}", f"{other.network.name}: {match[0].near}"


def _subnets(one: Observed, other: Observed) -> Shared:
    """Yield overlapping subnets: hosts of both could have the same address."""
    uses = sorted([*_connected(one, 0), *_connected(other, 1)], key=lambda use: (use[0][:2], use[0].length))
    open_: list[tuple[Prefix, int, Attached]] = []
    for prefix, side, at in uses:
        while open_ and not open_[-1][0].contains(prefix):
            open_.pop()
        outer = next((held for held in reversed(open_) if held[1] != side), None)
        if outer is not None:
            message = f"{prefix} is in both" if prefix == outer[0] else f"{prefix} lies inside {outer[0]}"
            names = (one.network.name, other.network.name)
            yield message, f"{names[outer[1]]}: {outer[2]} {outer[0]}", f"{names[side]}: {at} {prefix}"
        open_.append((prefix, side, at))


def _connected(observed: Observed, side: int) -> Iterator[tuple[Prefix, int, Attached]]:
    seen: set[Prefix] = set()
    for attached in observed.everything():
        for address in attached.interface.addresses:
            if address.prefix not in seen:
                seen.add(address.prefix)
                yield address.prefix, side, attached


def unknown(one: Observed, other: str) -> Finding:
    """Say that isolation from a network cannot be decided: it is not there."""
    message = f"{other} could not be read: there is no such network beside this one"
    return undecided(CHECK, f"{one.network.name} and {other}", message)
