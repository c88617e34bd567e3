"""Which part of a network a lab builds."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.lab.topology import LeftOut
from govnetgen.model.network import Device, Link, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The devices of a lab and the links between them; ``left_out`` are the links that were cut."""

    devices: tuple[str, ...]
    links: tuple[Link, ...]
    left_out: tuple[LeftOut, ...] = ()


def slice_of(network: Network, patterns: Sequence[str]) -> Checked[Slice]:
    """Return the devices that patterns choose: globs of names of devices, units (their own devices) or sites.

    Nothing is added that was not asked for. Without patterns it is the whole network.
    """
    collector = Collector()
    chosen: set[str] = set() if patterns else set(network.devices)
    for pattern in patterns:
        found = {name for name, device in network.devices.items() if _matches(device, pattern)}
        if not found:
            collector.error(
                "limit-matches-nothing",
                f"no device, unit or site of {network.name} matches {pattern!r}",
                Location("--limit"),
                hint=did_you_mean(pattern, (*network.devices, *network.units, *network.sites)),
            )
        chosen |= found
    links = [one for _, one in sorted(network.links.items())]
    kept: list[Link] = []
    cut: list[Link] = []
    for one in links:
        present = [end.device in chosen for end in one.ends()]
        if any(present):
            (kept if all(present) else cut).append(one)
    said = tuple(LeftOut("", "links", one.name, f"{_absent(one, chosen)} is not in the lab") for one in cut)
    return collector.checked(Slice(devices=tuple(sorted(chosen)), links=tuple(kept), left_out=said))


def _matches(device: Device, pattern: str) -> bool:
    names = (device.name, device.unit or "", device.site)
    return any(name and fnmatchcase(name, pattern) for name in names)


def _absent(link: Link, chosen: set[str]) -> str:
    return " and ".join(end.device for end in link.ends() if end.device not in chosen)
