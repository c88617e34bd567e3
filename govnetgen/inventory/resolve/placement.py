"""Where rules and translations are, and what traffic they speak of."""

from collections.abc import Mapping

from govnetgen.diagnostics import Collector
from govnetgen.inventory.inventory import Entry, Section
from govnetgen.inventory.names import Names
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.policy import PlacedEntry, RuleEntry, SourceNatEntry
from govnetgen.model.network import Device, Role

FIREWALL_ROLES = (Role.EXIT, Role.BOUNDARY, Role.GATEWAY)
"""The roles whose devices filter."""


class Placement:
    """Looks up the firewalls, zones and address sets that policy names."""

    def __init__(self, scope: Scope, devices: Mapping[str, Device], names: Names) -> None:
        """Know the devices."""
        self._scope = scope
        self._devices = devices
        known = (*(role.value for role in FIREWALL_ROLES), *devices)
        self._places = Names("role or device", frozenset(known), certain=names.certain, where="nodes.yaml")

    def of(self, entry: Entry[PlacedEntry]) -> tuple[tuple[Role, ...], tuple[str, ...]]:
        """Return the roles and the devices that something is on."""
        roles: list[Role] = []
        devices: list[str] = []
        for position, name in enumerate(entry.value.at):
            if name in self._devices:
                devices.append(name)
                if not self._devices[name].is_firewall:
                    message, hint = f"{name!r} is no firewall: it filters nothing", "name an exit, boundary or gateway"
                    self._scope.found.error("not-a-firewall", message, entry.at("at", position), hint=hint)
            elif name in FIREWALL_ROLES:
                roles.append(Role(name))
            else:
                self._places.check(name, entry.at("at", position), self._scope.found)
        return tuple(roles), tuple(devices)

    def check_flow(self, entry: Entry[RuleEntry] | Entry[SourceNatEntry]) -> None:
        """Look up the zones and address sets that traffic is described by."""
        value = entry.value
        for key, names, listed in (
            ("from", self._scope.zones, value.from_zones),
            ("to", self._scope.zones, value.to_zones),
            ("sources", self._scope.addresses, value.sources),
            ("destinations", self._scope.addresses, value.destinations),
        ):
            for position, name in enumerate(listed):
                if name not in names:
                    names.check(name, entry.at(key, position), self._scope.found)


def check_named_once(section: Section[PlacedEntry], what: str, found: Collector) -> None:
    """Report entries of a list that have one name."""
    first: dict[str, Entry[PlacedEntry]] = {}
    for entry in section:
        earlier = first.setdefault(entry.value.name, entry)
        if earlier is not entry:
            message, hint = f"{what} {entry.value.name!r} is there twice", "give one of them another name"
            related = (earlier.at("name"),)
            found.error("duplicate-name", message, entry.at("name"), hint=hint, related=related)
