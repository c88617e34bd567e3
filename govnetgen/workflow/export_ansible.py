"""A network folder to an inventory of Ansible: its devices, in groups that engineers choose by. No secret is in it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.model.network import Device, Network
from govnetgen.workflow.address import Addressed, address

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class AnsibleInventory:
    """Devices with their variables, and the groups that they are in; both sorted by name."""

    hosts: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, tuple[str, ...]]


def ansible_inventory(folder: Path) -> Checked[AnsibleInventory]:
    """Read a network folder and return it as Ansible sees it; writes nothing."""
    collector = Collector()
    addressed = collector.take(address(folder))
    if addressed is None:
        return collector.checked(None)
    devices = addressed.network.devices
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(devices):
        for group in _groups(devices[name], addressed.network):
            groups[group].append(name)
    named = _named(sorted(groups), collector)
    if collector.failed:
        return collector.checked(None)
    hosts = {name: dict(_variables(devices[name], addressed)) for name in sorted(devices)}
    return collector.checked(AnsibleInventory(hosts, {named[one]: tuple(groups[one]) for one in sorted(groups)}))


def one_host(inventory: AnsibleInventory, name: str) -> Checked[Mapping[str, str]]:
    """Return the variables of one device."""
    collector = Collector()
    if name not in inventory.hosts:
        hint = did_you_mean(name, inventory.hosts)
        collector.error("unknown-reference", f"there is no device {name!r}", Location("--host"), hint=hint)
    return collector.checked(inventory.hosts.get(name))


def _groups(device: Device, network: Network) -> Iterator[tuple[str, str]]:
    yield "platform", device.platform
    yield "role", device.role.value
    yield "site", device.site
    yield "tier", network.sites[device.site].tier
    if device.unit is not None:
        yield "unit", device.unit
    if device.pair is not None:
        yield "pair", "standby" if _is_second(device, network) else "active"


def _is_second(device: Device, network: Network) -> bool:
    """Tell a pair's halves apart, by name where neither is the standby: no group holds both."""
    pair = [one for one in network.devices.values() if one.pair == device.pair]
    second = next((one for one in pair if one.standby), max(pair, key=lambda one: one.name))
    return device.name == second.name


def _named(groups: Sequence[tuple[str, str]], collector: Collector) -> Mapping[tuple[str, str], str]:
    """Name the groups as Ansible can; two that would become one are an error: a play would reach too many devices."""
    taken: dict[str, tuple[str, str]] = {}
    for kind, name in groups:
        written = _NOT_IN_A_NAME.sub("_", f"{kind}_{name}")
        other = taken.setdefault(written, (kind, name))
        if other != (kind, name):
            collector.error(
                "ansible-groups-clash",
                f"the {kind}s {other[1]!r} and {name!r} would be one group of Ansible, {written}",
                Location(f"{kind} {name}"),
                hint="rename one: Ansible takes letters, digits and underscores only",
            )
    return {group: written for written, group in taken.items()}


def _variables(device: Device, addressed: Addressed) -> Iterator[tuple[str, str]]:
    reached_at = addressed.planned.plan.reached_at(device.name)
    if reached_at is not None:
        yield "ansible_host", str(reached_at)
    yield "govnetgen_network", str(addressed.folder.resolve())
    yield "govnetgen_platform", device.platform
    yield "govnetgen_dialect", device.dialect
    yield "govnetgen_role", device.role.value
    yield "govnetgen_site", device.site
    yield "govnetgen_tier", addressed.network.sites[device.site].tier
    if device.unit is not None:
        yield "govnetgen_unit", device.unit
    if device.pair is not None:
        yield "govnetgen_pair", device.pair
    yield "napalm_driver", device.platform
