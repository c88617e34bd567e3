"""Address sets and service sets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from govnetgen.configtree import Cursor
from govnetgen.model.address import (
    Address,
    AddressRange,
    InterfaceAddress,
    NumberRange,
    Prefix,
    length_of_mask,
    length_of_wildcard,
)
from govnetgen.model.device.firewall import AddressGroup, AddressObject, ServiceGroup, ServiceObject, ServiceTerm
from govnetgen.platforms.huawei_vrp.firewall_services import ALL_PORTS, PORTED, PROTOCOLS, original_name
from govnetgen.platforms.huawei_vrp.read.whole import NAME, tokens, unquoted, whole

_DESCRIPTION = r"description .*"
_SERVICE = re.compile(
    r"protocol (?P<protocol>\S+)"
    r"(?: source-port 0 to 65535)?"
    r"(?: destination-port (?P<ports>\d+(?: to \d+)?(?: \d+(?: to \d+)?)*))?",
    re.ASCII,
)
_PORTS = re.compile(r"(\d+)(?: to (\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Objects:
    """All named sets of a firewall."""

    addresses: tuple[AddressObject, ...] = ()
    address_groups: tuple[AddressGroup, ...] = ()
    services: tuple[ServiceObject, ...] = ()
    service_groups: tuple[ServiceGroup, ...] = ()


def member_of(text: str, *, in_set: bool) -> Prefix | AddressRange:
    """Read one address, block or range; raises ValueError for anything else.

    A bare number behind an IPv4 address is a length in a rule; in an address set there is only ``0``, the wildcard
    of one host.
    """
    match text.split():
        case ["range", first, last]:
            return AddressRange(Address.parse(first), Address.parse(last))
        case [address, "mask", mask]:
            length = int(mask) if mask.isdecimal() else length_of_mask(mask)
        case [address, number] if ":" in address or (number.isdecimal() and number != "0" and not in_set):
            length = int(number)
        case [address, wildcard] if wildcard != "0" or in_set:
            length = length_of_wildcard(wildcard)
        case _:
            raise ValueError(f"{text!r} is not an address, a block or a range")
    return InterfaceAddress.parse(f"{address}/{length}").prefix


def terms_of(text: str) -> tuple[ServiceTerm, ...]:
    """Read what stands behind ``service``: a protocol and its destination ports; raises ValueError."""
    match = _SERVICE.fullmatch(text)
    if match is None or match["protocol"] not in PROTOCOLS:
        raise ValueError(f"{text!r} is not a protocol with destination ports")
    protocol = PROTOCOLS[match["protocol"]]
    if match["ports"] is None:
        return (ServiceTerm(protocol=protocol),)
    if protocol not in PORTED:
        raise ValueError(f"{protocol} has no ports")
    found = [NumberRange(int(first), int(last or first)) for first, last in _PORTS.findall(match["ports"])]
    if any(not first <= last <= ALL_PORTS.last for first, last in found):
        raise ValueError(f"{match['ports']} are not ports")
    return tuple(ServiceTerm(protocol=protocol, ports=None if one == ALL_PORTS else one) for one in found)


def read_objects(cursor: Cursor) -> Objects:
    """Read every ``ip address-set`` and ``ip service-set``."""
    addresses: dict[str, AddressObject] = {}
    address_groups: dict[str, AddressGroup] = {}
    services: dict[str, ServiceObject] = {}
    service_groups: dict[str, ServiceGroup] = {}
    for match, body in cursor.each(rf"ip address-set {NAME} type object"):
        if found := whole(body, partial(_address_object, unquoted(match[1]))):
            addresses[found.name] = found
    for match, body in cursor.each(rf"ip address-set {NAME} type group"):
        if names := whole(body, partial(_group_members, "address"), _DESCRIPTION):
            address_groups[unquoted(match[1])] = AddressGroup(name=unquoted(match[1]), members=names[0])
    for match, body in cursor.each(rf"ip service-set {NAME} type object(?: \d+)?"):
        if terms := whole(body, _service_terms, _DESCRIPTION):
            name = original_name(unquoted(match[1]))
            services[name] = ServiceObject(name=name, terms=terms[0])
    for match, body in cursor.each(rf"ip service-set {NAME} type group(?: \d+)?"):
        if names := whole(body, partial(_group_members, "service"), _DESCRIPTION):
            name, members = original_name(unquoted(match[1])), tuple(map(original_name, names[0]))
            service_groups[name] = ServiceGroup(name=name, members=members)
    return Objects(
        tuple(addresses.values()),
        tuple(address_groups.values()),
        tuple(services.values()),
        tuple(service_groups.values()),
    )


def _address_object(name: str, body: Cursor) -> AddressObject:
    # the number of a member is optional, and an address begins with digits too: only a number alone is one
    found = body.each(r"address (?:\d+ )?(range \S+ \S+|\S*[.:]\S* (?:mask )?\S+)")
    members = tuple(member_of(match[1], in_set=True) for match, _ in found)
    description = body.last(r"description (.+)")
    return AddressObject(name=name, members=members, description=description and description[1])


def _service_terms(body: Cursor) -> tuple[tuple[ServiceTerm, ...]]:
    found = body.each(r"service (?:\d+ )?(protocol .+)")
    return (tuple(term for match, _ in found for term in terms_of(match[1])),)


def _group_members(kind: str, body: Cursor) -> tuple[tuple[str, ...]]:
    found: Iterable[str] = (match[1] for match, _ in body.each(rf"{kind} (?:\d+ )?{kind}-set (.+)"))
    return (tuple(name for text in found for name in tokens(text)),)
