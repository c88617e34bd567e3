"""What a deployment aims at: every device's intended text, and how the device is reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govnetgen.deploy.session import Target
from govnetgen.diagnostics import Checked, Collector, Diagnostic, error
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import Device, Network, Role
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.workflow.address import Addressed
from govnetgen.workflow.intended import Intended
from govnetgen.workflow.running import chosen
from govnetgen.workflow.stages import problems_once
from govnetgen.workflow.targets import Access, network_targets

_RANKS: Mapping[Role, int] = {
    Role.ACCESS: 0,
    Role.GATEWAY: 1,
    Role.AGGREGATION: 2,
    Role.BOUNDARY: 3,
    Role.EXIT: 4,
    Role.CORE: 5,
}
"""What fewer others depend on goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a device stands in its network: what decides when its turn comes."""

    site: str = ""
    tier: int = 0
    rank: int = 0
    pair: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One device: what it is to become, with references for secrets, and how it is reached."""

    device: str
    platform: Platform
    dialect: Dialect
    text: str = field(repr=False)
    target: Target | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """All devices of a deployment, with the network that risks are judged by."""

    network: Network
    plan: AddressPlan
    aims: Mapping[str, Aim]


def network_aims(addressed: Addressed, limit: Sequence[str], access: Access, *, reached: bool = True) -> Checked[Aims]:
    """Return what the devices of a network are to become; ``reached``: also how they are reached."""
    collector = Collector()
    if addressed.ledger_changes:
        collector.found.append(_unwritten(addressed))
    names = chosen(sorted(addressed.network.devices), limit, collector)
    if collector.failed:
        return collector.checked(None)
    targets = collector.take(network_targets(addressed, names, access)) if reached else {}
    intended = Intended(addressed)
    written = {name: intended.write(name) for name in names}
    collector.found.extend(problems_once((name, one.problems) for name, one in written.items()))
    if targets is None or collector.failed:
        return collector.checked(None)
    network = addressed.network
    aims = {}
    for name in names:
        device = network.devices[name]
        platform = platforms()[device.platform]
        aims[name] = Aim(
            device=name,
            platform=platform,
            dialect=platform.dialect(device.dialect),
            text=written[name].text,
            target=targets.get(name),
            place=place_of(network, device),
        )
    return collector.checked(Aims(network=network, plan=addressed.planned.plan, aims=aims))


def place_of(network: Network, device: Device) -> Place:
    """Return where a device stands."""
    return Place(
        site=device.site,
        tier=network.tiers.index(network.sites[device.site].tier),
        rank=_RANKS[device.role],
        pair=device.pair or "",
    )


def _unwritten(addressed: Addressed) -> Diagnostic:
    return error(
        "ledger-unwritten",
        f"addresses would be deployed that the ledger does not hold yet ({len(addressed.planned.changes)} changes)",
        addressed.ledger_location,
        hint=f"run govnetgen address plan {addressed.folder}, review the ledger and commit it",
    )
