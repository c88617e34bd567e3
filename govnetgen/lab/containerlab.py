"""The network as a topology of containerlab, for those who have images of the vendors' systems.

Every device has its own platform's configuration to start with; the outside and hosts are containers of Linux, as the
lab has them. What is known of images is said per family in ``KINDS``, and what nobody confirmed is said in the notes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govnetgen.drivers.linux_node.files import split
from govnetgen.lab.topology import LabHost, LabNode, LabPlan, NodeKind, WireEnd
from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort
from govnetgen.model.network import Device, Network
from govnetgen.platforms.linux.filters import members
from govnetgen.platforms.linux.names import port

SUFFIX = ".clab.yml"
"""How the name of a topology's file ends: containerlab finds it by that."""
PORTS = "ports.csv"
"""The file that says which port of a container is which port of a configuration."""
ROUTER_IMAGE, HOST_IMAGE = "frrouting/frr:v8.4.1", "alpine:3"
_ROUTING_FILES = ("/etc/frr/daemons", "/etc/frr/frr.conf")
_FIRST_PORT = "eth1"


@dataclass(frozen=True, slots=True)
class ContainerKind:
    """What containerlab calls a system, the image that it is packed into, and what is not certain of it."""

    kind: str
    image: str
    doubt: str = ""


_PORT_NAMES = "the image's ports have the names of its own model: exchange those of the configuration, see " + PORTS
_NO_IMAGE = (
    "no published recipe packs this system into an image: generic_vm takes one of your own, and loads no configuration"
)
KINDS: Mapping[tuple[str, str], ContainerKind] = {
    ("huawei_vrp", "ne"): ContainerKind("huawei_vrp", "vrnetlab/huawei_vrp:ne40e", _PORT_NAMES),
    ("huawei_vrp", "ce"): ContainerKind("huawei_vrp", "vrnetlab/huawei_vrp:ce12800", _PORT_NAMES),
    ("huawei_vrp", "s"): ContainerKind("generic_vm", "vrnetlab/huawei_s:latest", _NO_IMAGE),
    ("huawei_vrp", "usg"): ContainerKind("generic_vm", "vrnetlab/huawei_usg:latest", _NO_IMAGE),
}
"""What is known of each family, by platform and dialect."""
_LINUX = ContainerKind(
    "linux", "debian:12", "take an image with FRR, nftables and ifupdown2 that loads them at its start"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A node of the topology; files are named as they lie beside it."""

    name: str
    kind: ContainerKind
    startup: str = ""
    binds: tuple[tuple[str, str], ...] = ()
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortName:
    """A container's port and what the device's configuration calls it."""

    node: str
    container: str
    configuration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Containerlab:
    """A topology: ``links`` are pairs of ``node:port``; ``files`` lie beside it; ``notes`` are what to mind."""

    name: str
    containers: tuple[Container, ...]
    links: tuple[tuple[str, str], ...]
    ports: tuple[PortName, ...]
    files: Mapping[str, str] = field(repr=False)
    notes: tuple[str, ...] = ()


PortWriter = Callable[[Device, str], str]
"""What a device's configuration calls a port, by its neutral name."""


def containerlab(network: Network, lab: LabPlan, texts: Mapping[str, str], written: PortWriter) -> Containerlab:
    """Return the topology of a planned lab; ``texts``: each device's configuration in its own platform's language."""
    files: dict[str, str] = {}
    containers: list[Container] = []
    for node in lab.nodes:
        if node.kind is NodeKind.OUTSIDE:
            containers.append(_far(node, files))
        else:
            containers.append(_device(network.devices[node.name], texts[node.name], files))
    containers += (_host(one) for one in lab.hosts)
    names = {node.name: _port_names(node, network) for node in lab.nodes}
    return Containerlab(
        name=lab.network,
        containers=tuple(containers),
        links=tuple(_links(lab, names)),
        ports=tuple(_mapped(lab, network, names, written)),
        files=files,
        notes=tuple(_notes(containers)),
    )


def _device(device: Device, text: str, files: dict[str, str]) -> Container:
    kind = _kind(device)
    if device.platform == "linux":
        return Container(name=device.name, kind=kind, binds=tuple(_bound(device.name, text, files)))
    startup = f"{device.name}.cfg"
    files[startup] = text
    return Container(name=device.name, kind=kind, startup=startup)


def _kind(device: Device) -> ContainerKind:
    if device.platform == "linux":
        return _LINUX
    image = f"vrnetlab/{device.platform}:latest"
    return KINDS.get((device.platform, device.dialect), ContainerKind("generic_vm", image, _NO_IMAGE))


def _bound(name: str, text: str, files: dict[str, str], only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Put the sections of a Linux node down as files, and yield where each belongs in the container."""
    for path, content in split(text).contents.items():
        if not only or path in only:
            file = f"{name}{path.replace('/', '.')}.cfg"
            files[file] = content.decode()
            yield file, path


def _far(node: LabNode, files: dict[str, str]) -> Container:
    return Container(
        name=node.name,
        kind=ContainerKind("linux", ROUTER_IMAGE),
        binds=tuple(_bound(node.name, node.text, files, _ROUTING_FILES)),
        commands=("sysctl -w net.ipv6.conf.all.forwarding=1", *_interface_commands(node.config)),
    )


def _interface_commands(config: DeviceConfig) -> Iterator[str]:
    """Yield how a plain container gets the interfaces of a far network: ports, aggregates, segments."""
    segments = {one.number: f"vlan{one.number}" for one in config.vlans}
    yield from (f"ip link add {name} type bridge" for name in segments.values())
    for one in config.interfaces:
        name = port(one.name)
        if one.aggregate is not None:
            yield f"ip link add {name} type bond mode {'802.3ad' if one.aggregate.lacp else 'balance-xor'}"
            for member in members(config, one.name):
                yield f"ip link set {port(member.name)} down"
                yield f"ip link set {port(member.name)} master {name}"
        if isinstance(one.switchport, AccessPort):
            yield f"ip link set {name} master {segments[one.switchport.vlan]}"
        yield from (f"ip address add {address} dev {name}" for address in one.addresses)
        yield f"ip link set {name} up"


def _host(host: LabHost) -> Container:
    commands = [f"ip address add {one} dev {_FIRST_PORT}" for one in host.addresses]
    # containers have their default route on the management network
    commands += [f"ip {_family(one)}route replace default via {one} dev {_FIRST_PORT}" for one in host.gateways]
    return Container(name=host.name, kind=ContainerKind("linux", HOST_IMAGE), commands=tuple(commands))


def _family(address: Address) -> str:
    return "-6 " if address.version == 6 else ""


def _port_names(node: LabNode, network: Network) -> Mapping[str, str]:
    """Return each wired port's name in the container: virtual machines have eth1, eth2 … whatever they call them."""
    device = network.devices.get(node.name) if node.kind is NodeKind.DEVICE else None
    own = device is None or device.platform == "linux"
    hardware = network.hardware[device.hardware] if device is not None else None
    neutral = (*hardware.uplinks, *hardware.edge) if hardware is not None else tuple(node.names)
    order = [node.names[name] for name in neutral if node.names.get(name) in node.ports]
    return {name: name if own else f"eth{number}" for number, name in enumerate(order, start=1)}


def _links(lab: LabPlan, names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    def end(one: WireEnd) -> str:
        return f"{one.node}:{names[one.node][one.port]}"

    yield from ((end(wire.a), end(wire.b)) for wire in lab.wires)
    for host in lab.hosts:
        yield f"{host.node}:{names[host.node][host.port]}", f"{host.name}:{_FIRST_PORT}"


def _mapped(
    lab: LabPlan, network: Network, names: Mapping[str, Mapping[str, str]], written: PortWriter
) -> Iterator[PortName]:
    for node in lab.nodes:
        if node.kind is NodeKind.OUTSIDE:
            continue
        neutral = {linux: name for name, linux in node.names.items()}
        for linux, container in names[node.name].items():
            yield PortName(node.name, container, written(network.devices[node.name], neutral[linux]))


def _notes(containers: Sequence[Container]) -> Iterator[str]:
    doubtful: dict[tuple[str, str], list[str]] = {}
    for one in containers:
        if one.kind.doubt:
            doubtful.setdefault((one.kind.image, one.kind.doubt), []).append(one.name)
    for (image, doubt), names in sorted(doubtful.items()):
        yield f"{image}: {doubt} ({names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''})"
    yield "secrets are stand-ins, the same on all devices"
