"""Address translation on a USG: pools, the NAT policy, and ``nat server``."""

import re
from collections.abc import Iterator
from functools import partial

from govnetgen.configtree import Cursor
from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.firewall import AddressObject, Firewall, ServiceTerm
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.platforms.huawei_vrp.firewall_services import ALL_PORTS, PORT_WORDS, PREDEFINED, PROTOCOLS
from govnetgen.platforms.huawei_vrp.read.firewall_match import Inline, read_addresses, read_services, read_zones
from govnetgen.platforms.huawei_vrp.read.whole import NAME, unquoted, whole

_ADDRESS = r"\d+\.\d+\.\d+\.\d+"
_SERVER = rf"nat server {NAME}(?: \d+)? zone (?P<zone>\S+)"
_BOTH_WAYS = re.compile(
    rf"{_SERVER} global (?P<outside>{_ADDRESS})(?: (?P<outside_last>{_ADDRESS}))?"
    rf" inside (?P<inside>{_ADDRESS})(?: (?P<inside_last>{_ADDRESS}))?",
    re.ASCII,
)
_ONE_WAY = re.compile(
    rf"{_SERVER}(?: protocol (?P<protocol>\S+))? global (?P<outside>{_ADDRESS})(?: (?P<outside_port>(?!inside)\S+))?"
    rf" inside (?P<inside>{_ADDRESS})(?: (?P<inside_port>(?!no-reverse)\S+))? no-reverse",
    re.ASCII,
)


def read_nat(cursor: Cursor, firewall: Firewall | None = None) -> Nat | None:
    """Read all translation; ``firewall`` is what read_firewall returned, whose objects the rules name."""
    objects: tuple[AddressObject, ...] = () if firewall is None else firewall.address_objects
    return read_translation(cursor, Inline({one.name: one for one in objects}))


def read_translation(cursor: Cursor, inline: Inline) -> Nat | None:
    """Read all translation, and put the addresses that rules hold themselves into ``inline``."""
    source: list[SourceNat] = []
    servers = _read_servers(cursor)
    destination = [one for one in servers if isinstance(one, DestinationNat)]
    for _, policy in cursor.each("nat-policy"):
        for match, body in policy.each(rf"rule name {NAME}"):
            own, name = inline.own(), unquoted(match[1])
            if rule := whole(body, partial(_source_rule, name, own), "description .*"):
                source.append(rule)
                inline.update(own)
            elif published := whole(body, partial(_destination_rule, name), "description .*"):
                destination.append(published)
    nat = Nat(
        pools=tuple(_read_pools(cursor)),
        source=tuple(source),
        static=tuple(one for one in servers if isinstance(one, StaticNat)),
        destination=tuple(destination),
    )
    return None if nat == Nat() else nat


def _read_pools(cursor: Cursor) -> Iterator[NatPool]:
    for match, body in cursor.each(rf"nat address-group {NAME}(?: \d+)?"):
        name = unquoted(match[1])
        if pool := whole(body, partial(_pool, name), "description .*|route enable"):
            yield pool


def _pool(name: str, body: Cursor) -> NatPool | None:
    found = [
        AddressRange(Address.parse(match[1]), Address.parse(match[2]))
        for match, _ in body.each(rf"section (?:\d+ )?({_ADDRESS}) ({_ADDRESS})")
    ]
    mode = body.last("mode (pat|no-pat global)")
    if len(found) != 1:
        return None
    return NatPool(name=name, addresses=found[0], ports=mode is None or mode[1] == "pat")


def _source_rule(name: str, inline: Inline, body: Cursor) -> SourceNat | None:
    pool = body.last(rf"action (?:source-)?nat address-group {NAME}")
    exempt = body.has("action no-nat")
    if [pool is not None, exempt, body.has("action (?:source-)?nat easy-ip")].count(True) != 1:
        return None
    return SourceNat(
        name=name,
        source_zones=read_zones(body, "source"),
        destination_zones=read_zones(body, "destination"),
        sources=read_addresses(body, "source", inline),
        destinations=read_addresses(body, "destination", inline),
        pool=pool and unquoted(pool[1]),
        exempt=exempt,
    )


def _destination_rule(name: str, body: Cursor) -> DestinationNat | None:
    """Read the other way to publish a server: a rule for one zone, one outside address and at most one port."""
    form = r"(?:static address-to-(?:address|port) )?"
    action = body.last(rf"action destination-nat {form}address ({_ADDRESS})(?: (\d+))?")
    own = Inline()
    zones, outside = read_zones(body, "source"), read_addresses(body, "destination", own)
    terms = [term for one in read_services(body, own) for term in _terms(one, own)]
    if action is None or len(zones) != 1 or len(outside) != 1 or len(terms) > 1:
        return None
    # the name of an address set says nothing of what is in it
    members = own.addresses[outside[0]].members if outside[0] in own.addresses else ()
    ports = terms[0].ports if terms else None
    if not (len(members) == 1 and isinstance(members[0], Prefix) and members[0].is_host):
        return None
    if (ports is not None and ports.first != ports.last) or (ports is None and action[2] is not None):
        return None
    return DestinationNat(
        name=name,
        outside=members[0].network,
        inside=Address.parse(action[1]),
        zone=zones[0],
        protocol=terms[0].protocol if terms else None,
        outside_port=ports and ports.first,
        inside_port=ports and (_port(action[2]) or ports.first),
    )


def _terms(name: str, own: Inline) -> tuple[ServiceTerm, ...]:
    """Return what a service of a rule holds; raises ValueError where only its own definition tells."""
    known = own.services[name].terms if name in own.services else PREDEFINED.get(name)
    if known is None:
        raise ValueError(f"{name} is defined elsewhere")
    return known


def _read_servers(cursor: Cursor) -> list[StaticNat | DestinationNat]:
    texts = (line.text for line in cursor.unread() if line.text.startswith("nat server "))
    found = {text: item for text in texts if (item := _server(text))}
    if found:
        rest = (re.escape(text.removeprefix("nat server ")) for text in found)
        cursor.ignore(f"nat server (?:{'|'.join(rest)})")
    return list(found.values())


def _server(text: str) -> StaticNat | DestinationNat | None:
    try:
        if match := _BOTH_WAYS.fullmatch(text):
            return _static(match)
        if match := _ONE_WAY.fullmatch(text):
            return _destination(match)
    except ValueError:
        return None
    # without zone, without no-reverse on a port, with a VRF or a VRRP group: more than the model holds
    return None


def _static(match: re.Match[str]) -> StaticNat | None:
    outside = _block(match["outside"], match["outside_last"])
    inside = _block(match["inside"], match["inside_last"])
    if outside.length != inside.length:
        return None
    return StaticNat(name=unquoted(match[1]), inside=inside, outside=outside, zone=match["zone"])


def _block(first: str, last: str | None) -> Prefix:
    """Return the block from one address to another; raises ValueError where the two do not bound one."""
    low, high = Address.parse(first), Address.parse(last or first)
    prefix = Prefix(4, low.value, 32 - (low.value ^ high.value).bit_length())
    if prefix.last != high.value or prefix.value % prefix.size:
        raise ValueError(f"{low} to {high} is not a block")
    return prefix


def _destination(match: re.Match[str]) -> DestinationNat | None:
    protocol = match["protocol"]
    outside_port, inside_port = _port(match["outside_port"]), _port(match["inside_port"])
    if (outside_port is None) != (inside_port is None) or (protocol is None and outside_port is not None):
        return None
    if protocol is not None and protocol not in PROTOCOLS:
        return None
    return DestinationNat(
        name=unquoted(match[1]),
        outside=Address.parse(match["outside"]),
        inside=Address.parse(match["inside"]),
        zone=match["zone"],
        protocol=None if protocol is None else PROTOCOLS[protocol],
        outside_port=outside_port,
        inside_port=inside_port,
    )


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    port = PORT_WORDS.get(text) or int(text)
    if port > ALL_PORTS.last:
        raise ValueError(f"{text} is not a port")
    return port
