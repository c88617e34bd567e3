"""What rules of the security policy and of the NAT policy match on: zones, addresses, services."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from govnetgen.configtree import Cursor
from govnetgen.model.address import AddressRange, Prefix
from govnetgen.model.device.firewall import AddressObject, ServiceObject, ServiceTerm
from govnetgen.platforms.huawei_vrp.firewall_services import original_name
from govnetgen.platforms.huawei_vrp.read.firewall_object import member_of, terms_of
from govnetgen.platforms.huawei_vrp.read.whole import tokens

T = TypeVar("T", AddressObject, ServiceObject)


@dataclass(slots=True)
class Inline:
    """Addresses and services that rules hold themselves, as objects named by what they hold.

    ``defined`` are the sets that the configuration names itself: a rule whose own address would need the name of
    another set is refused by ValueError.
    """

    defined: Mapping[str, AddressObject | ServiceObject] = field(default_factory=dict)
    addresses: dict[str, AddressObject] = field(default_factory=dict)
    services: dict[str, ServiceObject] = field(default_factory=dict)

    def address(self, member: Prefix | AddressRange) -> str:
        """Return the name of an object that holds one member."""
        found = AddressObject(name=str(member), members=(member,))
        self.addresses[found.name] = self._free(found)
        return found.name

    def service(self, terms: tuple[ServiceTerm, ...]) -> str:
        """Return the name of an object that holds these terms, as ``tcp/80,tcp/443``."""
        name = ",".join(f"{one.protocol}/{one.ports}" if one.ports else str(one.protocol) for one in terms)
        found = ServiceObject(name=name, terms=terms)
        self.services[name] = self._free(found)
        return name

    def own(self) -> "Inline":
        """Return an empty one for a single rule, which may yet be refused."""
        return Inline(self.defined)

    def update(self, other: "Inline") -> None:
        """Take over what a rule holds."""
        self.addresses.update(other.addresses)
        self.services.update(other.services)

    def _free(self, found: T) -> T:
        if self.defined.get(found.name, found) != found:
            raise ValueError(f"{found.name} already names another set")
        return found


def read_zones(body: Cursor, side: str) -> tuple[str, ...]:
    """Read the zones of one side, ``source`` or ``destination``; the device repeats lines or lists zones on one."""
    found = (name for match, _ in body.each(rf"{side}-zone (.+)") for name in tokens(match[1]))
    return _any(found)


def read_addresses(body: Cursor, side: str, inline: Inline) -> tuple[str, ...]:
    """Read the addresses of one side by name; raises ValueError for a form that the model does not know."""

    def names(text: str) -> tuple[str, ...]:
        words = tokens(text)
        if words[0] == "address-set":
            return words[1:]
        return words if words == ("any",) else (inline.address(member_of(text, in_set=False)),)

    return _any(name for match, _ in body.each(rf"{side}-address (.+)") for name in names(match[1]))


def read_services(body: Cursor, inline: Inline) -> tuple[str, ...]:
    """Read the services by name; raises ValueError for a form that the model does not know."""

    def names(text: str) -> tuple[str, ...]:
        return (
            (inline.service(terms_of(text)),)
            if text.startswith("protocol ")
            else tuple(map(original_name, tokens(text)))
        )

    return _any(name for match, _ in body.each(r"service (.+)") for name in names(match[1]))


def _any(names: Iterator[str]) -> tuple[str, ...]:
    found = tuple(names)
    if "any" not in found:
        return found
    if set(found) != {"any"}:
        raise ValueError("any together with something else")
    return ()
