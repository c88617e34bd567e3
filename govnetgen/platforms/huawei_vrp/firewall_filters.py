"""What the firewall templates of a USG need computed: order, lines of objects, numbers and names of IPsec."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.firewall import Firewall, PolicyRule, ServiceObject, ServiceTerm, Zone
from govnetgen.model.device.ipsec import Encryption, Integrity, Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.device.nat import DestinationNat, StaticNat
from govnetgen.platforms.huawei_vrp.firewall_services import (
    ALL_PORTS,
    PORTED,
    PREDEFINED,
    PROTOCOL_WORDS,
    renamed_services,
)

BUILT_IN_ZONES: Mapping[str, int] = {"local": 100, "trust": 85, "untrust": 5, "dmz": 50}
"""The zones that every USG has, with their fixed priorities, in the order of its dumps."""

DEFAULT_RULE = "default"
"""What the device itself calls the default action, where it lists its rules."""

SELECTOR_LIST_PREFIX = "ipsec-"
"""How the names of access lists begin that hold a tunnel's selectors."""

FIRST_SELECTOR_LIST = 3500
"""Where the numbers of these lists begin: VRP numbers named lists from 3999 down, and people count up from 3000."""


def quoted(name: str) -> str:
    """A name as the device writes it: in double quotes where it holds blanks."""
    return f'"{name}"' if " " in name else name


def is_built_in(zone: Zone) -> bool:
    """Tell whether every device has the zone just as it is here, but for its interfaces."""
    return BUILT_IN_ZONES.get(zone.name) == zone.priority


def zones_shown(firewall: Firewall) -> list[Zone]:
    """All zones that the dump shows: the built-in ones (also those that the model leaves out), then the others."""
    known = {zone.name: zone for zone in firewall.zones}
    built_in = [known.pop(name, Zone(name=name, priority=rank)) for name, rank in BUILT_IN_ZONES.items()]
    return [*built_in, *known.values()]


def zone_heading(zone: Zone) -> str:
    """``firewall zone trust``, and with the word ``name`` for zones that had to be created."""
    return f"firewall zone {zone.name}" if zone.name in BUILT_IN_ZONES else f"firewall zone name {zone.name}"


def address_text(member: Prefix | AddressRange) -> str:
    """A member of an address set; IPv6 takes no word ``mask``."""
    if isinstance(member, AddressRange):
        return f"range {member.first} {member.last}"
    return f"{member.network} {'mask ' if member.version == 4 else ''}{member.length}"


def service_text(term: ServiceTerm) -> str:
    """A member of a service set; the dump shows both port ranges of TCP and UDP even where all ports are meant."""
    text = f"protocol {PROTOCOL_WORDS[term.protocol]}"
    if term.protocol not in PORTED:
        return text
    first, last = term.ports or ALL_PORTS
    ports = str(first) if first == last else f"{first} to {last}"
    return f"{text} source-port 0 to 65535 destination-port {ports}"


def defined_here(services: Iterable[ServiceObject]) -> list[ServiceObject]:
    """The service objects that have to be written: all but the device's own."""
    return [one for one in services if PREDEFINED.get(one.name) != one.terms]


def is_default_permit(rule: PolicyRule) -> bool:
    """Tell whether a rule is the device's default action turned to permit."""
    return rule == PolicyRule(name=DEFAULT_RULE, permit=True)


def any_logged(firewall: Firewall) -> bool:
    """Tell whether some rule logs: then the log itself has to be switched on."""
    return any(rule.log for rule in firewall.rules)


def nat_block(prefix: Prefix) -> str:
    """One address, or the first and the last of a block."""
    return str(prefix.network) if prefix.is_host else f"{prefix.network} {prefix.host(-1)}"


def nat_server(item: StaticNat | DestinationNat) -> str:
    """One ``nat server`` line.

    A fixed translation both ways has no protocol and no ``no-reverse``; a server always has ``no-reverse``, so that
    it does not translate what the inside host begins, and so that one inside host may have several outside addresses.
    """
    head = f"nat server {item.name} zone {item.zone}"
    if isinstance(item, StaticNat):
        return f"{head} global {nat_block(item.outside)} inside {nat_block(item.inside)}"
    protocol = "" if item.protocol is None else f" protocol {PROTOCOL_WORDS[item.protocol]}"
    outside, inside = _socket(item.outside, item.outside_port), _socket(item.inside, item.inside_port)
    return f"{head}{protocol} global {outside} inside {inside} no-reverse"


def _socket(address: Address, port: int | None) -> str:
    return str(address) if port is None else f"{address} {port}"


@dataclass(frozen=True, slots=True)
class IkeProposal:
    """The parameters that tunnels share, and their number on the device."""

    number: int
    encryption: Encryption
    integrity: Integrity
    dh_group: int


@dataclass(frozen=True, slots=True)
class EspProposal:
    """The ESP parameters that tunnels share, and their name on the device."""

    name: str
    encryption: Encryption
    integrity: Integrity


@dataclass(frozen=True, slots=True)
class PlacedTunnel:
    """A tunnel with its policy, its place there, and the numbers and names of all that it refers to."""

    tunnel: IpsecTunnel
    policy: str
    sequence: int
    acl_name: str
    acl_number: int
    ike_proposal: int
    esp_proposal: str


def ike_proposal_number(tunnel: IpsecTunnel) -> int:
    """A number from 8 to 99 that the parameters alone decide: another tunnel never renumbers a proposal."""
    return 4 * tunnel.dh_group + 2 * (tunnel.encryption is Encryption.AES128) + (tunnel.integrity is Integrity.SHA512)


def esp_proposal_name(tunnel: IpsecTunnel) -> str:
    """A name that fits into the 15 characters that VRP gives to IPsec proposals."""
    return f"{tunnel.encryption.replace('-', '')}-{tunnel.integrity.replace('sha2-', 'sha')}"


def ike_proposals(ipsec: Ipsec) -> list[IkeProposal]:
    """Every set of IKE parameters in use, by number."""
    found = {
        number: IkeProposal(number, tunnel.encryption, tunnel.integrity, tunnel.dh_group)
        for tunnel in ipsec.tunnels
        if (number := ike_proposal_number(tunnel))
    }
    return [found[number] for number in sorted(found)]


def esp_proposals(ipsec: Ipsec) -> list[EspProposal]:
    """Every set of ESP parameters in use, by name."""
    found = {
        name: EspProposal(name, tunnel.encryption, tunnel.integrity)
        for tunnel in ipsec.tunnels
        if (name := esp_proposal_name(tunnel))
    }
    return [found[name] for name in sorted(found)]


def policy_name(interface: str) -> str:
    """The IPsec policy of an interface, as ``10ge1-0-1``: it takes one, which holds all tunnels that leave by it."""
    return interface.replace("-", "", 1).replace("/", "-")


def placed_tunnels(ipsec: Ipsec) -> list[PlacedTunnel]:
    """Every tunnel with its place: access lists in the order of names, sequences in tens on each interface."""
    placed: list[PlacedTunnel] = []
    last: dict[str, int] = {}
    for index, tunnel in enumerate(ipsec.tunnels):
        sequence = last[tunnel.interface] = last.get(tunnel.interface, 0) + 10
        placed.append(
            PlacedTunnel(
                tunnel=tunnel,
                policy=policy_name(tunnel.interface),
                sequence=sequence,
                acl_name=SELECTOR_LIST_PREFIX + tunnel.name,
                acl_number=FIRST_SELECTOR_LIST + index,
                ike_proposal=ike_proposal_number(tunnel),
                esp_proposal=esp_proposal_name(tunnel),
            )
        )
    return sorted(placed, key=lambda one: (one.policy, one.sequence))


def ipsec_policy_on(ipsec: Ipsec | None, interface: str) -> str | None:
    """The name of the IPsec policy on an interface, None where no tunnel leaves by it."""
    if ipsec is None or not any(tunnel.interface == interface for tunnel in ipsec.tunnels):
        return None
    return policy_name(interface)


def selector_text(selector: TrafficSelector) -> str:
    """One rule of a tunnel's access list; the device shows no word for any."""
    return f"permit ip{_end(' source', selector.local)}{_end(' destination', selector.remote)}"


def _end(word: str, prefix: Prefix) -> str:
    if not prefix.length:
        return ""
    return f"{word} {prefix.network} {'0' if prefix.is_host else prefix.wildcard}"


FILTERS: Mapping[str, Callable[..., object]] = {
    "quoted": quoted,
    "zones_shown": zones_shown,
    "zone_heading": zone_heading,
    "address_text": address_text,
    "service_text": service_text,
    "defined_here": defined_here,
    "renamed_services": renamed_services,
    "is_default_permit": is_default_permit,
    "any_logged": any_logged,
    "nat_server": nat_server,
    "ike_proposals": ike_proposals,
    "esp_proposals": esp_proposals,
    "ike_proposal_number": ike_proposal_number,
    "placed_tunnels": placed_tunnels,
    "ipsec_policy_on": ipsec_policy_on,
    "selector_text": selector_text,
}
"""The Jinja filters of the firewall templates."""
