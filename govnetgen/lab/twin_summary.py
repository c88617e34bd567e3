"""Summaries inside summaries: what OSPF devices take and FRR does not.

A router leaves out a summary of others that equals an active range of its own (RFC 2328 16.2 (3)); FRR 8.4 leaves out
all that lie inside one. Where a city's block holds the blocks of its counties, the city's twin tells its subnets one by
one, and hears of the counties.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from govnetgen.lab.topology import LeftOut
from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.ospf import OspfProcess

Table = tuple[int, str | None]
"""An OSPF domain: version and VRF."""


@dataclass(frozen=True, slots=True)
class TwinSummaries:
    """The devices without the summaries that FRR could not live with."""

    configs: Mapping[str, DeviceConfig]
    left_out: tuple[LeftOut, ...] = ()


def without_nested_summaries(configs: Mapping[str, DeviceConfig]) -> TwinSummaries:
    """Take away each summary of an area that holds what another area tells."""
    told: dict[Table, set[tuple[Prefix, int]]] = defaultdict(set)
    for config in configs.values():
        for table, prefix, area in _told(config):
            told[table].add((prefix, area))
    changed: dict[str, DeviceConfig] = {}
    left_out: list[LeftOut] = []
    for name, config in configs.items():
        processes = tuple(_plain(one, told[one.version, one.vrf]) for one in config.ospf)
        changed[name] = config if processes == config.ospf else replace(config, ospf=processes)
        left_out += _said(name, config, processes)
    return TwinSummaries(configs=changed, left_out=tuple(left_out))


def _told(config: DeviceConfig) -> Iterator[tuple[Table, Prefix, int]]:
    """Yield what a device tells of its areas: their subnets, and their summaries."""
    for one in config.interfaces:
        for part in one.ospf:
            version = 4 if part.version == 2 else 6
            yield from (
                ((part.version, one.vrf), held.prefix, part.area) for held in one.addresses if held.version == version
            )
    for process in config.ospf:
        for area in process.areas:
            yield from (((process.version, process.vrf), prefix, area.number) for prefix in area.ranges)


def _plain(process: OspfProcess, told: set[tuple[Prefix, int]]) -> OspfProcess:
    areas = tuple(
        replace(area, ranges=tuple(one for one in area.ranges if not _holds_others(one, area.number, told)))
        if area.ranges
        else area
        for area in process.areas
    )
    return replace(process, areas=areas)


def _holds_others(summary: Prefix, area: int, told: set[tuple[Prefix, int]]) -> bool:
    return any(other != area and summary != prefix and summary.contains(prefix) for prefix, other in told)


def _said(name: str, config: DeviceConfig, processes: tuple[OspfProcess, ...]) -> Iterator[LeftOut]:
    for before, after in zip(config.ospf, processes, strict=True):
        kept = {one for area in after.areas for one in area.ranges}
        for one in (one for area in before.areas for one in area.ranges if one not in kept):
            yield LeftOut(
                name,
                "ospf",
                f"summary {one}",
                "FRR takes no route of others that lies inside a summary of its own",
                "the area's subnets are told one by one",
            )
