"""The backbone hears one route for each block of a site, not one for each VLAN behind it."""

from collections.abc import Iterator, Mapping, Sequence

from govnetgen.model.address import Prefix
from govnetgen.model.device.ospf import OspfArea, OspfProcess
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.verify.observed import Observed
from govnetgen.verify.words import count

CHECK = "route-summaries"
TITLE = "area border routers tell the backbone one route a block of their site"

Inside = Mapping[tuple[str, int, int], Sequence[tuple[Prefix, str]]]
"""By table, IP version and area: the subnets of units in it, and whose they are."""


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each router between the backbone's area and another one: is every subnet behind it in a summary?

    Subnets of pools that are not divided along sites have no summary to be in.
    """
    inside = _inside(observed)
    for name, device in observed.devices.items():
        borders = [(process, area) for process in device.ospf for area in _behind(process)]
        if not borders:
            continue
        wrong = [one for process, area in borders for one in _told_one_by_one(process, area, inside)]
        place = observed.device(name).location
        yield from [fails(CHECK, name, message, *shown, at=place) for message, *shown in wrong] or [
            holds(CHECK, name, f"{count(sum(len(area.ranges) for _, area in borders), 'summary route')}")
        ]


def _behind(process: OspfProcess) -> Iterator[OspfArea]:
    if any(area.number == 0 for area in process.areas):
        yield from (area for area in process.areas if area.number)


def _told_one_by_one(process: OspfProcess, area: OspfArea, inside: Inside) -> Iterator[tuple[str, str]]:
    version = 4 if process.version == 2 else 6
    for subnet, owner in inside.get((process.vrf or "", version, area.number), ()):
        if not any(block.contains(subnet) for block in area.ranges):
            ranges = ", ".join(map(str, area.ranges)) or "none"
            yield (
                f"{subnet} of {owner} is told to the backbone by itself",
                f"process {process.number} area {area.number}: summaries: {ranges}",
            )


def _inside(observed: Observed) -> Inside:
    blocks = [one.prefix for one in observed.plan.blocks if one.owner.startswith("site:")]
    found: dict[tuple[str, int, int], list[tuple[Prefix, str]]] = {}
    for (unit, vlan), subnets in observed.plan.subnets.items():
        number = observed.plan.vlan_ids.get((unit, vlan))
        for gateway in observed.network.units[unit].gateways[:1]:
            interface = observed.interface(gateway, f"vlan-{number}")
            for one in interface.ospf if interface is not None else ():
                version = 4 if one.version == 2 else 6
                for subnet in subnets:
                    if subnet.version == version and any(block.contains(subnet) for block in blocks):
                        key = (interface.vrf or "" if interface is not None else "", version, one.area)
                        found.setdefault(key, []).append((subnet, f"{unit} {vlan}"))
    return found
