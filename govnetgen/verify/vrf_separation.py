"""VPNs stay apart: VRFs take in each other's routes only where the inventory says so, and then do not overlap."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from govnetgen.model.address import Prefix
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.network import Topology
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed

CHECK = "vrf-separation"
TITLE = "VPNs stay apart, and those that are joined do not overlap"


@dataclass(slots=True)
class _Vpn:
    """What all devices say of the VRFs of one name."""

    exports: dict[str, str] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    forms: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = field(default_factory=dict)
    prefixes: dict[Prefix, Attached] = field(default_factory=dict)


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each VRF: its targets, its prefixes, and the interfaces and processes that belong to it."""
    vpns = _vpns(observed)
    joined = {(one, two): target for one, two, target in _joined(vpns)}
    for name, vpn in sorted(vpns.items()):
        subject = f"vrf {name}"
        wrong = [
            *_undeclared(observed, name, vpns, joined),
            *_uneven(observed, name, vpn),
            *_spokes(observed, name),
            *_overlaps(name, vpns, joined),
        ]
        found = [fails(CHECK, subject, message, *shown) for message, *shown in wrong]
        yield from found or [holds(CHECK, subject, f"{len(vpn.prefixes):,} prefixes, apart from all others")]
    for name in observed.devices:
        for message, *shown in _mixed(observed, name):
            yield fails(CHECK, name, message, *shown, at=observed.device(name).location)


Wrong = Iterator[tuple[str, ...]]


def _vpns(observed: Observed) -> dict[str, _Vpn]:
    found: dict[str, _Vpn] = {}
    for name, device in observed.devices.items():
        for vrf in device.vrfs:
            one = found.setdefault(vrf.name, _Vpn())
            one.exports.update(dict.fromkeys(vrf.exports, name))
            one.imports.update(dict.fromkeys(vrf.imports, name))
            one.forms.setdefault((tuple(sorted(vrf.exports)), tuple(sorted(vrf.imports))), name)
    for attached in observed.everything():
        if attached.interface.vrf in found:
            for address in attached.interface.addresses:
                found[attached.interface.vrf].prefixes.setdefault(address.prefix, attached)
    return found


def _joined(vpns: dict[str, _Vpn]) -> Iterator[tuple[str, str, str]]:
    """Yield each VRF, each other one that takes its routes in, and the target that does it."""
    importers: dict[str, list[str]] = {}
    for name, vpn in vpns.items():
        for target in vpn.imports:
            importers.setdefault(target, []).append(name)
    for name, vpn in vpns.items():
        for target in vpn.exports:
            yield from ((name, other, target) for other in importers.get(target, ()) if other != name)


def _undeclared(observed: Observed, name: str, vpns: dict[str, _Vpn], joined: dict[tuple[str, str], str]) -> Wrong:
    if name not in observed.network.vpns:
        yield f"{name} is no VPN of the inventory", f"on {next(iter(vpns[name].forms.values()))}"
    for (exporter, importer), target in joined.items():
        known = observed.network.vpns.get(importer)
        if importer == name and (known is None or exporter not in known.imports):
            yield (
                f"{importer} takes in the routes of {exporter}, and the inventory does not say so",
                f"{vpns[exporter].exports[target]}: VRF {exporter} exports {target}",
                f"{vpns[importer].imports[target]}: VRF {importer} imports {target}",
            )


def _uneven(observed: Observed, name: str, vpn: _Vpn) -> Wrong:
    known = observed.network.vpns.get(name)
    if known is None or known.topology is not Topology.MESH or len(vpn.forms) < 2:
        return
    shown = [
        f"{device}: exports {', '.join(out)}, imports {', '.join(in_)}" for (out, in_), device in vpn.forms.items()
    ]
    yield ("its route targets are not the same on all devices", *shown)


def _spokes(observed: Observed, name: str) -> Wrong:
    """Yield the spokes that take in each other's routes, and those that no hub hears, or that hear none."""
    known = observed.network.vpns.get(name)
    if known is None or known.topology is not Topology.HUB_AND_SPOKE:
        return
    units = [observed.network.units[hub] for hub in known.hubs]
    holders = {one for unit in units for one in (*unit.gateways, *unit.attach)}
    vrfs = {device: vrf for device, held in observed.devices.items() for vrf in held.vrfs if vrf.name == name}
    hubs = {device: vrf for device, vrf in vrfs.items() if device in holders}
    spokes = {device: vrf for device, vrf in vrfs.items() if device not in holders}
    exporters = {target: device for device, vrf in sorted(spokes.items()) for target in vrf.exports}
    told = {target for vrf in hubs.values() for target in vrf.exports}
    heard = {target for vrf in hubs.values() for target in vrf.imports}
    for device, vrf in sorted(spokes.items()):
        imports = f"{device}: VRF {name} imports {', '.join(vrf.imports)}"
        for target in (one for one in vrf.imports if one in exporters):
            yield "its spokes take in each other's routes", f"{exporters[target]}: VRF {name} exports {target}", imports
        if hubs and not told & {*vrf.imports}:
            yield f"{device} takes in the routes of no hub", imports
        if hubs and not heard & {*vrf.exports}:
            yield f"no hub takes in the routes of {device}", f"{device}: VRF {name} exports {', '.join(vrf.exports)}"


def _overlaps(name: str, vpns: dict[str, _Vpn], joined: dict[tuple[str, str], str]) -> Wrong:
    for other in sorted({one for pair in joined if name in pair for one in pair if one > name}):
        uses = [(prefix, name) for prefix in vpns[name].prefixes] + [(prefix, other) for prefix in vpns[other].prefixes]
        open_: list[tuple[Prefix, str]] = []
        for prefix, owner in sorted(uses, key=lambda use: (use[0].version, use[0].value, use[0].length)):
            while open_ and not open_[-1][0].contains(prefix):
                open_.pop()
            outer = next((held for held in reversed(open_) if held[1] != owner), None)
            if outer is not None:
                first, second = vpns[outer[1]].prefixes[outer[0]], vpns[owner].prefixes[prefix]
                yield (
                    f"{prefix} of {owner} overlaps {outer[0]} of {outer[1]}, and the two are joined",
                    f"{first}: {outer[0]} in VRF {outer[1]}",
                    f"{second}: {prefix} in VRF {owner}",
                )
            open_.append((prefix, owner))


def _mixed(observed: Observed, name: str) -> Wrong:
    """Yield the interfaces and processes of a device that lead from one table into another."""
    device = observed.devices[name]
    vrfs: dict[str, Vrf] = {vrf.name: vrf for vrf in device.vrfs}
    tables = {(process.version, process.number): process.vrf for process in device.ospf}
    for interface in device.interfaces:
        if interface.vrf is not None and interface.vrf not in vrfs:
            yield f"{interface.name} is in VRF {interface.vrf}, which is not there", f"{name} {interface.name}"
        for one in interface.ospf:
            table = tables.get((one.version, one.process), interface.vrf)
            if table != interface.vrf:
                yield (
                    f"{interface.name} and its OSPF process are in different tables",
                    f"{name} {interface.name}: {_table(interface.vrf)}",
                    f"{name} OSPF {one.process}: {_table(table)}",
                )
    for process in device.ospf:
        for source in process.redistribute:
            other = tables.get((process.version, source.process or 0), process.vrf)
            if source.source is RouteSource.OSPF and other != process.vrf:
                yield (
                    f"OSPF {process.number} takes in the routes of OSPF {source.process} of another table",
                    f"{name} OSPF {process.number}: {_table(process.vrf)}",
                    f"{name} OSPF {source.process}: {_table(other)}",
                )


def _table(vrf: str | None) -> str:
    return f"VRF {vrf}" if vrf is not None else "global table"
