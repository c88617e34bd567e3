"""References to units' VLANs and hosts in them."""

from collections.abc import Iterable, Mapping, Sequence

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.names import Names
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.model.network import HostAddress, NamedHost, Unit


class Hosts:
    """Looks up ``unit/vlan`` and ``unit/vlan/N``."""

    def __init__(self, scope: Scope, units: Mapping[str, Unit]) -> None:
        """Know the units."""
        self._scope = scope
        self._units = units

    def check_vlan(self, unit: str, vlan: str, place: Location) -> bool:
        """Tell whether a unit has a VLAN; report it where not."""
        if not self._scope.units.check(unit, place, self._scope.found):
            return False
        known = [one.name for one in self._units[unit].vlans]
        broken = self._scope.inventory.units.entries[unit].value.vlans.keys() - set(known)
        names = Names("VLAN", known, certain=not broken, where="the file of units", of=f" of unit {unit!r}")
        return names.check(vlan, place, self._scope.found)

    def check(self, host: HostAddress, place: Location) -> bool:
        """Tell whether a host's unit and VLAN are known; report it where not."""
        if host.address is not None:
            return True
        self._scope.named_hosts.append(NamedHost(host, place))
        return self.check_vlan(host.unit, host.vlan, place)

    def check_all(
        self, hosts: Sequence[HostAddress], entry: Entry[object], path: Iterable[str]
    ) -> tuple[HostAddress, ...]:
        """Check a list of hosts that stands at a path of an entry, and return it."""
        for position, host in enumerate(hosts):
            if host.address is None:
                self.check(host, entry.at(*path, position))
        return tuple(hosts)
