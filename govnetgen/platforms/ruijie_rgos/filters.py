"""What the templates of RGOS need computed."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from govnetgen.model.address import Address, NumberRange, Prefix, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LocalUser, LoginMethod
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, Origination
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.spanning_tree import MstInstance
from govnetgen.model.device.system import Timezone
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.names import interface_name
from govnetgen.model.secret import Secret
from govnetgen.platforms.ruijie_rgos.dialects import RgosDialect
from govnetgen.platforms.ruijie_rgos.names import SWITCHED, port

METHODS = {LoginMethod.TACACS: "group tacacs+", LoginMethod.RADIUS: "group radius", LoginMethod.LOCAL: "local"}
"""The words of a login method."""

HASHED_USERS = {"5": "secret", "7": "password", "8": "secret"}
"""The word before a user's secret, by the number that says how it is hidden."""

PORT_NAMES = {(Protocol.TCP, 80): "www"}
"""Ports that a dump is known to print by name. Others go by number, which the command line takes on every release."""

PROTOCOL_WORDS = {Protocol.ESP: "50", Protocol.ICMPV6: "icmp"}
"""Protocols whose word is not the model's: ESP goes by its IANA number; IPv6 lists call ICMPv6 plain icmp."""

BANNER_DELIMITERS = "^#%@~|$&*"


def numbered(secret: Secret) -> str:
    """Return the number before a hidden secret with a blank after it, nothing before one in clear."""
    return f"{secret.scheme} " if secret.scheme.isdigit() else ""


def number_after(secret: Secret) -> str:
    """Return the number after a hidden secret with a blank before it, as NTP keys have it."""
    return f" {secret.scheme}" if secret.scheme.isdigit() else ""


def user_word(user: LocalUser, dialect: RgosDialect) -> str:
    """Return ``secret`` or ``password``: the release decides for clear text, the hash for itself."""
    return HASHED_USERS.get(user.secret.scheme, dialect.clear_user_secret)


def method_words(methods: Iterable[LoginMethod]) -> str:
    """Return login methods in order, as ``group tacacs+ local``."""
    return " ".join(METHODS[method] for method in methods)


def banner_delimiter(text: str) -> str:
    """Return a character that the banner does not hold; raises ValueError where none is left."""
    for candidate in BANNER_DELIMITERS:
        if candidate not in text:
            return candidate
    raise ValueError(f"the banner holds every one of {BANNER_DELIMITERS}")


def offset(timezone: Timezone) -> str:
    """Return the offset from UTC as hours and minutes; the hours carry the sign for both."""
    hours, minutes = divmod(abs(timezone.offset_minutes), 60)
    return f"{'-' if timezone.offset_minutes < 0 else ''}{hours} {minutes}"


def unnamed(vlans: Iterable[Vlan]) -> tuple[NumberRange, ...]:
    """Return VLANs without a name as the ranges that a dump prints, with VLAN 1 among them as dumps have it."""
    numbers = [vlan.number for vlan in vlans if vlan.name is None]
    return ranges_of([1, *numbers]) if numbers else ()


def vlan_list(ranges: Iterable[NumberRange], between: str = ",") -> str:
    """Return ranges of VLANs as one list."""
    return between.join(map(str, ranges))


def instance_vlans(instance: MstInstance) -> str:
    """Return an instance's VLANs: this list alone has a blank after the comma."""
    return vlan_list(instance.vlans, ", ")


def aggregates_first(interfaces: Iterable[Interface]) -> list[Interface]:
    """Return interfaces with the aggregates in front.

    RGOS refuses to switch an AggregatePort between layer 2 and 3 once it has members, so that it must stand before
    the ports that join it for the text to be pasteable.
    """
    return sorted(interfaces, key=lambda one: not one.name.startswith("lag-") or "." in one.name)


def routed_aggregates(interfaces: Iterable[Interface]) -> frozenset[int]:
    """Return the numbers of the aggregates that are routed: their members need `no switchport` before they join."""
    return frozenset(
        int(one.name[len("lag-") :])
        for one in interfaces
        if one.name.startswith("lag-") and "." not in one.name and one.switchport is None
    )


def is_unswitched(interface: Interface, routed: frozenset[int]) -> bool:
    """Tell whether the interface says `no switchport`: it could be a switch port and is none."""
    name = interface_name(interface.name)
    if name.kind not in SWITCHED or name.unit is not None or interface.switchport is not None:
        return False
    return interface.lag is None or interface.lag.number in routed


def relays(device: DeviceConfig) -> bool:
    """Tell whether DHCP has to be on: one command serves server and relay."""
    return device.dhcp is not None or any(one.dhcp_relay for one in device.interfaces)


def excluded(device: DeviceConfig) -> list[str]:
    """Return the addresses that no pool may hand out: a device-wide list."""
    pools = device.dhcp.pools if device.dhcp else ()
    return [str(first) if first == last else f"{first} {last}" for pool in pools for first, last in pool.excluded]


def protocol(rule: AclRule, acl: Acl) -> str:
    """Return the word of a rule's protocol in a list of this version."""
    if acl.version == 6 and rule.protocol is Protocol.IP:
        return "ipv6"
    return PROTOCOL_WORDS.get(rule.protocol, str(rule.protocol))


def matched(prefix: Prefix | None) -> str:
    """Return what a rule matches: ``any``, ``host A``, address and wildcard, or an IPv6 prefix."""
    if prefix is None:
        return "any"
    if prefix.is_host:
        return f"host {prefix.network}"
    return str(prefix) if prefix.version == 6 else f"{prefix.network} {prefix.wildcard}"


def ports(ports: NumberRange | None, rule: AclRule) -> str:
    """Return a rule's ports with a blank before them, nothing for any port."""
    if ports is None:
        return ""
    if ports.first == ports.last:
        return f" eq {PORT_NAMES.get((rule.protocol, ports.first), ports.first)}"
    return f" range {ports.first} {ports.last}"


def ospf_networks(process: OspfProcess, device: DeviceConfig) -> Iterator[tuple[Address, int]]:
    """Yield every IPv4 address of the process's interfaces with its area.

    No source shows an interface command that joins OSPFv2, so that interfaces join by their own address.
    """
    for interface in device.interfaces:
        for part in interface.ospf:
            if part.version == process.version and part.process == process.number:
                for one in interface.ipv4:
                    yield one.address, part.area


def ospf_passive(process: OspfProcess, device: DeviceConfig) -> Iterator[str]:
    """Yield the names of the process's passive interfaces."""
    for interface in device.interfaces:
        for part in interface.ospf:
            if part.passive and part.version == process.version and part.process == process.number:
                yield port(interface.name)


def isis_passive(process: IsisProcess, device: DeviceConfig) -> Iterator[str]:
    """Yield the names of the process's passive interfaces."""
    for interface in device.interfaces:
        if interface.isis is not None and interface.isis.passive and interface.isis.process == process.number:
            yield port(interface.name)


def originated(origination: Iterable[Origination], family: Family) -> Origination:
    """Return what is originated for a family, which may be nothing."""
    return next((one for one in origination if one.family == family), Origination(family=family))


def active(neighbors: Iterable[Neighbor], family: Family) -> bool:
    """Tell whether any neighbour exchanges the family."""
    return any(part.family == family for one in neighbors for part in one.families)


def of_version(neighbors: Iterable[Neighbor], version: int) -> list[Neighbor]:
    """Return the neighbours whose address is of this IP version."""
    return [one for one in neighbors if one.address.version == version]


def vrf_families(bgp: Bgp) -> Iterator[tuple[str, Family, Origination, list[Neighbor]]]:
    """Yield the families of every VRF with what they originate and their neighbours; an empty VRF has IPv4."""
    for one in bgp.vrfs:
        empty = True
        for family, version in ((Family.IPV4, 4), (Family.IPV6, 6)):
            origination, neighbors = originated(one.origination, family), of_version(one.neighbors, version)
            if origination.networks or origination.redistribute or neighbors:
                empty = False
                yield one.vrf, family, origination, neighbors
        if empty:
            yield one.vrf, Family.IPV4, Origination(family=Family.IPV4), []


FILTERS: Mapping[str, Callable[..., object]] = {
    "active": active,
    "aggregates_first": aggregates_first,
    "banner_delimiter": banner_delimiter,
    "excluded": excluded,
    "instance_vlans": instance_vlans,
    "is_unswitched": is_unswitched,
    "isis_passive": isis_passive,
    "matched": matched,
    "method_words": method_words,
    "number_after": number_after,
    "numbered": numbered,
    "offset": offset,
    "originated": originated,
    "ospf_networks": ospf_networks,
    "ospf_passive": ospf_passive,
    "port": port,
    "ports": ports,
    "protocol": protocol,
    "relays": relays,
    "routed_aggregates": routed_aggregates,
    "unnamed": unnamed,
    "user_word": user_word,
    "vlan_list": vlan_list,
    "vrf_families": vrf_families,
}
