"""From a network and its intent to the plan of a lab."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from govnetgen.diagnostics import Checked, Collector
from govnetgen.lab.hosts import unit_hosts
from govnetgen.lab.outside import Outside, outsides
from govnetgen.lab.outside_text import with_preferences
from govnetgen.lab.slice import Slice, slice_of
from govnetgen.lab.topology import LabHost, LabNode, LabPlan, NodeKind, Wire, WireEnd
from govnetgen.lab.twin import PLATFORM, Twin, twin
from govnetgen.lab.twin_l3vpn import Line, without_labels
from govnetgen.lab.twin_summary import without_nested_summaries
from govnetgen.lab.unread import unread_services
from govnetgen.lab.vrfs import VrfWay
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.network import Link, Network
from govnetgen.model.secret import Secret, placeholder
from govnetgen.model.settled import settled
from govnetgen.platform import platforms
from govnetgen.platforms.linux.names import port
from govnetgen.render import Renderer

Intended = Callable[[str], DeviceConfig]
"""What a device is meant to be, by its name: usually ``Intent(network, plan).device``."""


def lab_plan(
    network: Network,
    plan: AddressPlan,
    intended: Intended,
    *,
    limit: Sequence[str] = (),
    resolve: Callable[[Secret], str] = placeholder,
    vrfs: VrfWay = VrfWay.NAMESPACES,
) -> Checked[LabPlan]:
    """Return what a lab of the network is made of; ``limit`` chooses devices, ``resolve`` gives secrets their text."""
    collector = Collector()
    part = collector.take(slice_of(network, limit))
    if part is None:
        return collector.checked(None)
    network = settled(network, plan)
    part = replace(part, links=tuple(network.links[one.name] for one in part.links))
    meant = {name: intended(name) for name in part.devices}
    vpns = without_labels(meant)
    summaries = without_nested_summaries(vpns.configs)
    meant = dict(summaries.configs)
    twins = {name: made for name in part.devices if (made := collector.take(twin(meant[name]))) is not None}
    if collector.failed:
        return collector.checked(None)
    text = _rendering(resolve, vrfs)
    far = outsides(network, part.links, tuple(_in_use(network, plan)))
    wires = (*_wires(part, plan, twins, far), *_tunnels(vpns.lines, twins))
    wired = {name: frozenset(_link_ports(network, plan, name)) for name in part.devices}
    hosts, hostless = unit_hosts(network, plan, meant, wired)
    hosts = tuple(replace(one, port=twins[one.node].names[one.port]) for one in hosts)
    outer = tuple(replace(one, port=port(one.port)) for each in far for one in each.hosts)
    used = _used(wires, (*hosts, *outer))
    nodes = (
        *(_device(name, twins[name], text, used.get(name, ())) for name in part.devices),
        *(_outside(one, text, used.get(one.name, ())) for one in far),
    )
    own = (*vpns.left_out, *summaries.left_out, *(left for node in nodes for left in node.left_out))
    services = unread_services(one.config for one in nodes)
    return collector.checked(
        LabPlan(
            network=network.name,
            nodes=tuple(sorted(nodes, key=lambda one: one.name)),
            hosts=tuple(sorted((*hosts, *outer), key=lambda one: one.name)),
            wires=tuple(sorted(wires, key=lambda one: one.name)),
            left_out=tuple(sorted((*part.left_out, *hostless, *services, *own))),
            vrfs=vrfs,
        )
    )


def _rendering(resolve: Callable[[Secret], str], vrfs: VrfWay) -> Callable[[DeviceConfig], str]:
    renderer, platform = Renderer(resolve=resolve), platforms()[PLATFORM]
    return lambda config: renderer.render(config, platform, platform.dialect(vrfs.dialect))


def _device(name: str, made: Twin, text: Callable[[DeviceConfig], str], ports: Sequence[str]) -> LabNode:
    return LabNode(
        name=name,
        kind=NodeKind.DEVICE,
        config=made.config,
        text=text(made.config),
        ports=tuple(ports),
        names=made.names,
        left_out=made.left_out,
    )


def _outside(one: Outside, text: Callable[[DeviceConfig], str], ports: Sequence[str]) -> LabNode:
    return LabNode(
        name=one.name,
        kind=NodeKind.OUTSIDE,
        config=one.config,
        text=with_preferences(text(one.config), one),
        ports=tuple(ports),
        names={each.name: port(each.name) for each in one.config.interfaces},
        left_out=one.left_out,
    )


def _wires(part: Slice, plan: AddressPlan, twins: Mapping[str, Twin], far: Sequence[Outside]) -> Iterator[Wire]:
    outer = {link: (one.name, ports) for one in far for link, ports in one.ports}
    for link in part.links:
        near = _ends(link.near.device, link, plan, twins)
        if link.far is not None:
            other = _ends(link.far.device, link, plan, twins)
        else:
            name, ports = outer[link.name]
            other = tuple(WireEnd(name, port(one)) for one in ports)
        for number, (a, b) in enumerate(zip(near, other, strict=True), start=1):
            yield Wire(name=link.name if len(near) == 1 else f"{link.name}:{number}", link=link.name, a=a, b=b)


def _tunnels(lines: Sequence[Line], twins: Mapping[str, Twin]) -> Iterator[Wire]:
    for one in lines:
        a, b = (WireEnd(device, twins[device].names[port_name]) for device, port_name in (one.a, one.b))
        yield Wire(name=one.name, link=one.name, a=a, b=b, tunnel=one.tunnel)


def _ends(device: str, link: Link, plan: AddressPlan, twins: Mapping[str, Twin]) -> tuple[WireEnd, ...]:
    return tuple(WireEnd(device, twins[device].names[one]) for one in plan.ports[(link.name, device)])


def _link_ports(network: Network, plan: AddressPlan, device: str) -> Iterator[str]:
    """Yield the ports that links have, also those to devices that are not in the lab."""
    for (link, name), ports in plan.ports.items():
        if name == device and link in network.links:
            yield from ports


def _used(wires: Sequence[Wire], hosts: Sequence[LabHost]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for wire in wires:
        for end in wire.ends():
            found.setdefault(end.node, set()).add(end.port)
    for host in hosts:
        found.setdefault(host.node, set()).add(host.port)
    return {node: tuple(sorted(ports)) for node, ports in found.items()}


def _in_use(network: Network, plan: AddressPlan) -> Iterator[Prefix]:
    """Yield every prefix that this network has or shows to others."""
    for prefixes in (*plan.subnets.values(), *plan.links.values()):
        yield from prefixes
    for addresses in plan.loopbacks.values():
        yield from (Prefix(one.version, one.value, BITS[one.version]) for one in addresses)
    for link in network.links.values():
        if link.external is not None:
            yield from (one.prefix for one in link.external.addresses)
            yield from link.external.advertise
    for source in network.policy.source_nat:
        if source.addresses is not None:
            first = source.addresses.first
            yield Prefix(first.version, first.value, BITS[first.version])
    yield from (one.outside for one in network.policy.static_nat)
