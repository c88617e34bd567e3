"""Access to the node itself and its interfaces: lists, permitted sources, management, what must never be cut off."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Protocol
from govnetgen.model.device.firewall import Zone
from govnetgen.model.device.interface import Interface, ManagementService
from govnetgen.platforms.linux.filters import interfaces_by_name
from govnetgen.platforms.linux.names import NO_INTERFACE, port, virtual_port, word
from govnetgen.platforms.linux.nftables import PROTOCOLS

SERVICES: Mapping[ManagementService, tuple[str, ...]] = {
    ManagementService.PING: ("icmp type echo-request", "icmpv6 type echo-request"),
    ManagementService.SSH: ("tcp dport 22",),
    ManagementService.SNMP: ("udp dport 161",),
    ManagementService.NETCONF: ("tcp dport 830",),
    ManagementService.HTTPS: ("tcp dport 443",),
}
"""How packets of a management service are known."""


def acl_chain(acl: Acl) -> str:
    """The chain of a list: ``acl4_NAME``, or ``basic4_NAME`` for one that matches sources only."""
    return f"{'basic' if acl.source_only else 'acl'}{acl.version}_{word(acl.name)}"


def chain_of(device: DeviceConfig, name: str, version: int) -> str | None:
    """The chain of a list by its name, None where the device has no such list."""
    return next((acl_chain(one) for one in device.acls if one.name == name and one.version == version), None)


def acl_match(rule: AclRule, acl: Acl) -> str:
    """What a rule of a list matches, empty for everything."""
    family = "ip" if acl.version == 4 else "ip6"
    found = []
    if rule.source is not None:
        found.append(f"{family} saddr {rule.source}")
    if rule.destination is not None:
        found.append(f"{family} daddr {rule.destination}")
    if rule.source_port is not None:
        found.append(f"{rule.protocol} sport {rule.source_port}")
    if rule.destination_port is not None:
        found.append(f"{rule.protocol} dport {rule.destination_port}")
    if rule.protocol is not Protocol.IP and rule.source_port is None and rule.destination_port is None:
        found.append(f"meta l4proto {PROTOCOLS[rule.protocol]}")
    return " ".join(found)


def bindings(device: DeviceConfig, direction: str) -> list[tuple[str, AclBinding]]:
    """The lists applied to interfaces in a direction, with the interface as nftables matches it."""
    return [
        (name_of(interface), one)
        for interface in device.interfaces
        for one in interface.acls
        if one.direction.value == direction
    ]


def restricts(device: DeviceConfig) -> bool:
    """Tell whether the device accepts nothing for itself that it is not told to."""
    return device.firewall is not None or any(one.management for one in device.interfaces)


def guards(device: DeviceConfig) -> Iterator[tuple[str, str, list[str]]]:
    """The services with lists of permitted sources: chain, match, and the chain's lines.

    Where only one IP version has a list, the other is nobody's.
    """
    ssh = device.ssh
    if ssh is not None and (ssh.acl or ssh.acl6):
        ports = "{ 22, 830 }" if ssh.netconf else "22"
        yield "ssh", f"tcp dport {ports}", [_guard(device, ssh.acl, 4), _guard(device, ssh.acl6, 6)]
    # SNMP names one list for both versions
    name = next((one.acl for one in device.snmp.groups if one.acl), None) if device.snmp is not None else None
    if name is not None:
        yield "snmp", "udp dport 161", [_guard(device, name, 4), _guard(device, name, 6)]


def _guard(device: DeviceConfig, name: str | None, version: int) -> str:
    chain = chain_of(device, name, version) if name else None
    return f"meta nfproto ipv{version} {f'goto {chain}' if chain else 'drop'}"


def devices_of(interface: Interface) -> list[str]:
    """The Linux devices of an interface: its own, and one a VRRP group.

    What is sent to the MAC of a group comes in on the group's device, and its advertisements leave by it.
    """
    return [port(interface.name), *(virtual_port(interface.name, index) for index in range(len(interface.vrrp)))]


def names_of(interfaces: Iterable[Interface]) -> str:
    """A set of interfaces by their Linux names; nftables refuses an empty one, so a name stands in that none has."""
    texts = [name for one in interfaces for name in devices_of(one)]
    return "{ " + ", ".join(f'"{one}"' for one in texts or [NO_INTERFACE]) + " }"


def name_of(interface: Interface) -> str:
    """One interface as nftables matches it: a set only where it has several devices."""
    return names_of([interface]) if interface.vrrp else f'"{port(interface.name)}"'


def zone_interfaces(device: DeviceConfig, zone: Zone) -> str:
    """The set of a zone's interfaces, also of those that the device does not have."""
    known = interfaces_by_name(device)
    return names_of(known.get(name) or Interface(name=name) for name in zone.interfaces)


def incoming(device: DeviceConfig, interfaces: list[Interface]) -> list[str]:
    """The matches of packets received on some interfaces."""
    if not interfaces:
        return []
    text = names_of(interfaces)
    return [f"iifname {text}", *([f"meta sdifname {text}"] if any(one.vrf for one in interfaces) else [])]


def managed(device: DeviceConfig) -> Iterator[tuple[ManagementService, str]]:
    """The management services that interfaces accept, each with a match."""
    for service, matches in SERVICES.items():
        interfaces = [one for one in device.interfaces if service in one.management]
        for first in incoming(device, interfaces):
            for match in matches:
                yield service, f"{first} {match}"


def own_protocols(device: DeviceConfig, direction: str) -> Iterator[tuple[str, str]]:
    """The protocols that the configuration itself turns on: a firewall must not cut its own. Name and match."""

    def on(interfaces: list[Interface]) -> list[str]:
        if direction == "input":
            return incoming(device, interfaces)
        return [f"oifname {names_of(interfaces)}"] if interfaces else []

    for name, match, interfaces in (
        ("OSPF", "meta l4proto 89", [one for one in device.interfaces if any(not o.passive for o in one.ospf)]),
        ("VRRP", "meta l4proto 112", [one for one in device.interfaces if one.vrrp]),
        ("LDP", "meta l4proto { tcp, udp } th dport 646", [one for one in device.interfaces if one.mpls]),
        ("DHCP", "udp dport { 67, 68 }", [one for one in device.interfaces if one.dhcp_server or one.dhcp_relay]),
    ):
        for first in on(interfaces):
            yield name, f"{first} {match}"
    key = "saddr" if direction == "input" else "daddr"
    neighbors = [] if device.bgp is None else [device.bgp.neighbors, *(one.neighbors for one in device.bgp.vrfs)]
    peers = [one.address for group in neighbors for one in group]
    tunnels = [] if device.ipsec is None else [one.peer for one in device.ipsec.tunnels]
    for name, match, hosts in (
        ("BGP", "tcp dport 179", peers),
        ("IKE", "udp dport { 500, 4500 }", tunnels),
        ("ESP", "meta l4proto esp", tunnels),
    ):
        for version, family in ((4, "ip"), (6, "ip6")):
            texts = sorted({str(one) for one in hosts if one.version == version})
            if texts:
                yield name, f"{family} {key} {{ {', '.join(texts)} }} {match}"


def filters_packets(device: DeviceConfig) -> bool:
    """Tell whether the device has a packet filter at all."""
    return bool(
        device.acls
        or device.firewall is not None
        or device.nat is not None
        or any(one.urpf or one.management or one.acls for one in device.interfaces)
    )


FILTERS: Mapping[str, Callable[..., object]] = {
    "acl_chain": acl_chain,
    "chain_of": chain_of,
    "acl_match": acl_match,
    "bindings": bindings,
    "restricts": restricts,
    "guards": guards,
    "managed": managed,
    "own_protocols": own_protocols,
    "filters_packets": filters_packets,
    "name_of": name_of,
    "zone_interfaces": zone_interfaces,
}
