"""What changes risk: of a whole network, or of one device that is known by its two configurations alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govnetgen.configtree.textdiff import DiffLine
from govnetgen.diagnostics import Location
from govnetgen.model.address import Address
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.names import interface_name
from govnetgen.model.network import Baseline, Device, Network, NetworkKind, Plan, Policy, Role, Routing
from govnetgen.report.assemble import EVIDENT, forced_gaps
from govnetgen.report.evidence import with_lines
from govnetgen.report.side_by_side import Row, RowKind
from govnetgen.semantics.risk import Risk, Situation, assess, worst_first
from govnetgen.workflow.change import DeviceChange
from govnetgen.workflow.changes import NetworkChange

LARGEST_SHARE = 0.2
"""A device of which more changes than this is a risk finding, unless asked otherwise."""
_KINDS = {"-": RowKind.REMOVED, "+": RowKind.ADDED, " ": RowKind.SAME}


def network_risks(found: NetworkChange, largest_share: float = LARGEST_SHARE) -> tuple[Risk, ...]:
    """Return what a network's changes risk, the worst first, each with the lines that make it."""
    return _risks(found.network, found.plan, found.changes, largest_share)


def lone_risks(change: DeviceChange) -> tuple[Risk, ...]:
    """Return what can be told of one device without its network: nothing of hosts, pairs, and where operators sit."""
    name = change.device
    device = Device(
        name=name,
        role=Role.CORE,
        site="",
        platform=change.platform,
        dialect=change.dialect,
        hardware="",
        location=Location(""),
    )
    network = replace(_NOTHING, devices={name: device})
    return _risks(network, AddressPlan(loopbacks={name: tuple(_loopbacks(change.running))}), (change,), LARGEST_SHARE)


_NOTHING = Network(
    name="",
    title="",
    kind=NetworkKind.EXTRANET,
    region="",
    asn=0,
    tiers=(),
    routing=Routing(),
    baseline=Baseline(),
    plan=Plan(pools={}),
    sites={},
    hardware={},
    devices={},
    links={},
    units={},
    vpns={},
    policy=Policy(zones={}, address_sets={}, services={}),
)


def _loopbacks(config: DeviceConfig) -> Iterator[Address]:
    """Yield the addresses that a device is most likely managed by."""
    for one in config.interfaces:
        if interface_name(one.name).kind == "loopback":
            yield from (address.address for address in one.addresses)


def _risks(
    network: Network, plan: AddressPlan, changes: Sequence[DeviceChange], largest_share: float
) -> tuple[Risk, ...]:
    changed = {one.device: one for one in changes if one.changed}
    situation = Situation(
        network=network,
        plan=plan,
        running={one.device: one.running for one in changes},
        intended={one.device: one.intended for one in changes},
        compared=tuple(one.compared for one in changed.values()),
        shares={name: one.share for name, one in changed.items()},
        largest_share=largest_share,
    )
    found = [_evident(risk, changed) for risk in assess(situation)]
    gaps = forced_gaps((name, gap.command, gap.why) for name, one in changed.items() for gap in one.shown.forced)
    return worst_first((*gaps, *found))


def _evident(risk: Risk, changed: Mapping[str, DeviceChange]) -> Risk:
    lines: dict[str, None] = {}
    for name in risk.devices[:EVIDENT]:
        if name in changed:
            one = changed[name]
            lines.update(dict.fromkeys(with_lines(risk, one.changes, difference_rows(one)).lines))
    return replace(risk, lines=tuple(lines))


def difference_rows(change: DeviceChange) -> tuple[Row, ...]:
    """Return the difference of the texts as rows."""
    return tuple(_row(one) for one in change.shown.differences)


def _row(line: DiffLine) -> Row:
    text, kind = "  " * line.depth + line.text, _KINDS[line.sign]
    return Row(kind, "" if kind is RowKind.ADDED else text, "" if kind is RowKind.REMOVED else text)
