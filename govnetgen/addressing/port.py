"""Ports of links, and the numbers of aggregates: the next free port of a device, kept from then on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from govnetgen.addressing.ledger import Kind, Record, State
from govnetgen.addressing.name import key_of, natural
from govnetgen.addressing.number import ledger_number, report_both
from govnetgen.addressing.register import Register
from govnetgen.diagnostics import Collector, Location
from govnetgen.model.names import PORT_RATES_MBPS, interface_name
from govnetgen.model.network import Hardware, LinkKind, Network

_SHOWN = 5


class Plug(NamedTuple):
    """An end of a link at a device, or (``speed_mbps`` 0) the hosts of a unit's VLAN there."""

    owner: str
    key: str
    named: tuple[str, ...]
    size: int
    speed_mbps: int
    may_use_edge: bool
    location: Location

    @property
    def is_edge(self) -> bool:
        """Tell whether this is for hosts."""
        return not self.speed_mbps


class Ports(NamedTuple):
    """Ports and aggregates by (link, device); ports also by (``unit/vlan``, device)."""

    ports: dict[tuple[str, str], tuple[str, ...]]
    lags: dict[tuple[str, str], int]


def give_ports(network: Network, register: Register, collector: Collector) -> Ports:
    """Give every link end its ports, and every unit without switches a port for each VLAN at its gateways."""
    plugs: dict[str, list[Plug]] = {}
    for device, plug in _plugs(network):
        plugs.setdefault(device, []).append(plug)
    waiting: dict[str, list[Record]] = {}
    live = {plug.key for found in plugs.values() for plug in found}
    for record in register.of_kind(Kind.PORT):
        if record.key not in live or record.state is State.RETIRED:
            waiting.setdefault(record.key.rpartition("/")[2], []).append(record)
    result = Ports({}, {})
    lags_waiting = _waiting_lags(register, live, collector)
    for device, found in plugs.items():
        found.sort(key=lambda plug: (plug.is_edge, natural(plug.owner)))
        hardware = network.hardware[network.devices[device].hardware]
        cabinet = _Cabinet(device, hardware, waiting.get(key_of(device), []), register, collector)
        given = cabinet.connect(found)
        result.ports.update({(plug.owner, device): ports for plug, ports in given.items() if ports})
        aggregates = [plug for plug, ports in given.items() if len(ports) > 1]
        numbers = _lags(aggregates, lags_waiting.get(key_of(device), set()), register, collector)
        result.lags.update({(owner, device): number for owner, number in numbers.items()})
    return result


def _plugs(network: Network) -> Iterator[tuple[str, Plug]]:
    for link in network.links.values():
        for end in link.ends():
            size = len(end.ports) or link.count
            trunk = link.kind is LinkKind.TRUNK
            key = key_of(link.name, end.device)
            yield end.device, Plug(link.name, key, end.ports, size, max(1, link.speed_mbps), trunk, link.location)
    for unit in network.units.values():
        if unit.switches:
            continue
        for device in unit.gateways:
            if network.hardware[network.devices[device].hardware].edge:
                for vlan in unit.vlans:
                    key = key_of(unit.name, vlan.name, device)
                    yield device, Plug(f"{unit.name}/{vlan.name}", key, (), 1, 0, True, vlan.location)


@dataclass(slots=True)
class _Cabinet:
    """One device while its ports are given out."""

    device: str
    hardware: Hardware
    waiting: list[Record]
    register: Register
    collector: Collector
    gone: list[Record] = field(default_factory=list)

    def connect(self, plugs: list[Plug]) -> dict[Plug, tuple[str, ...]]:
        """Give out ports: named ones, those of the ledger, then the next free ones."""
        held: dict[str, Plug] = {}
        found: dict[Plug, tuple[str, ...]] = {}
        for plug in plugs:
            if plug.named:
                found[plug] = plug.named
                self._hold(plug, plug.named, held)
        for plug in plugs:
            if not plug.named:
                found[plug] = self._kept(plug)
                self._hold(plug, found[plug], held)
        waiting = {port for record in self.waiting for port in record.value.split(",")} - held.keys()
        lacking: list[Plug] = []
        for plug in plugs:
            missing = plug.size - len(found[plug])
            if missing <= 0:
                continue
            chosen = self._choose(plug, missing, held, waiting)
            if len(chosen) < missing:
                lacking.append(plug)
                continue
            found[plug] += chosen
            held.update(dict.fromkeys(chosen, plug))
        self._forget({*held})
        self._report(lacking)
        self._report_gone(plugs)
        for plug, ports in found.items():
            if ports:
                self.register.give(Kind.PORT, plug.key, ",".join(ports))
        return found

    def _hold(self, plug: Plug, ports: tuple[str, ...], held: dict[str, Plug]) -> None:
        for port in ports:
            other = held.setdefault(port, plug)
            if other is plug:
                continue
            record = self.register.held(Kind.PORT, plug.key)
            both = self.register.held(Kind.PORT, other.key)
            if record is not None and both is not None and not (plug.named or other.named):
                report_both(both, record, self.register, self.collector)
                continue
            self.collector.error(
                "port-taken",
                f"port {port} of {self.device!r} is named for link {other.owner!r}, but link {plug.owner!r} has it",
                other.location,
                hint=f"name another port, or name one for link {plug.owner!r} too",
                related=(plug.location,),
            )

    def _kept(self, plug: Plug) -> tuple[str, ...]:
        """Return what the ledger has for an end, but for ports that the hardware does not have."""
        record = self.register.held(Kind.PORT, plug.key)
        if record is None:
            return ()
        ports = tuple(record.value.split(","))
        known = {*self.hardware.uplinks, *self.hardware.edge, self.hardware.management}
        kept = tuple(port for port in ports if port in known)[: plug.size]
        if record.state is State.GIVEN and not known.issuperset(ports):
            self.gone.append(record)
        return kept

    def _report_gone(self, plugs: list[Plug]) -> None:
        if self.gone:
            moved = {record.key for record in self.gone}
            names = [repr(plug.owner) for plug in plugs if plug.key in moved]
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            self.collector.warning(
                "port-gone",
                f"{self.hardware.name} has no port {self.gone[0].value}: {self.device!r} connects "
                f"{', '.join(names[:_SHOWN])}{more} to other ports now",
                next(plug.location for plug in plugs if plug.key in moved),
                hint="move the cables, or name the ports of these links yourself",
                related=tuple(self.register.location(record) for record in self.gone[:_SHOWN]),
            )

    def _choose(self, plug: Plug, count: int, held: Mapping[str, Plug], waiting: set[str]) -> tuple[str, ...]:
        """Return free ports; those that wait for a link that is gone come last, for a device has only so many."""
        uplinks, edge = self.hardware.uplinks, self.hardware.edge
        order: list[str] = []
        if plug.is_edge:
            order = [*edge]
        else:
            order = sorted(uplinks, key=lambda port: _misfit(port, plug.speed_mbps))
            if plug.may_use_edge:
                order += reversed(edge)
        free = [port for port in order if port not in held]
        free.sort(key=waiting.__contains__)
        return tuple(free[:count])

    def _forget(self, held: set[str]) -> None:
        """Forget records of links that are gone whose ports are in use again."""
        for record in self.waiting:
            if held.intersection(record.value.split(",")):
                self.register.drop(record)

    def _report(self, lacking: list[Plug]) -> None:
        links = [plug for plug in lacking if not plug.is_edge]
        if links:
            names = ", ".join(repr(plug.owner) for plug in links[:_SHOWN])
            more = f" and {len(links) - _SHOWN} more" if len(links) > _SHOWN else ""
            self.collector.error(
                "ports-exhausted",
                f"{self.device!r} ({self.hardware.name}) lacks {sum(plug.size for plug in links)} ports for links "
                f"{names}{more}",
                links[0].location,
                hint=f"it has {len(self.hardware.uplinks)} uplinks: use hardware with more, or move links",
            )
        hosts = [plug for plug in lacking if plug.is_edge]
        if hosts:
            self.collector.warning(
                "ports-exhausted",
                f"{self.device!r} ({self.hardware.name}) has no edge port left for the hosts of {len(hosts)} VLANs, "
                f"the first {hosts[0].owner!r}",
                hosts[0].location,
                hint="use hardware with more edge ports, or give the units switches of their own",
            )


def _misfit(port: str, speed_mbps: int) -> tuple[int, int]:
    """Rank a port: of the link's speed, faster, slower; the nearest first. Ports of unknown speed fit."""
    speed = PORT_RATES_MBPS.get(interface_name(port).kind, speed_mbps)
    return (speed < speed_mbps) + (speed != speed_mbps), abs(speed - speed_mbps)


def _waiting_lags(register: Register, live: set[str], collector: Collector) -> Mapping[str, set[int]]:
    """Return the aggregates' numbers that links that are gone had, by device."""
    waiting: dict[str, set[int]] = {}
    for record in register.of_kind(Kind.LAG):
        if record.key not in live or record.state is State.RETIRED:
            number = ledger_number(record, register, collector)
            if number is not None:
                waiting.setdefault(record.key.rpartition("/")[2], set()).add(number)
    return waiting


def _lags(plugs: Iterable[Plug], waiting: set[int], register: Register, collector: Collector) -> dict[str, int]:
    """Number the aggregates of one device."""
    found: dict[str, int] = {}
    held: dict[int, Record] = {}
    new: list[Plug] = []
    for plug in plugs:
        record = register.held(Kind.LAG, plug.key)
        number = None if record is None else ledger_number(record, register, collector)
        if record is None or number is None:
            new.append(plug)
        elif (other := held.setdefault(number, record)) is not record:
            report_both(other, record, register, collector)
        else:
            found[plug.owner] = number
            register.give(Kind.LAG, plug.key, str(number))
    number = 0
    for plug in new:
        number += 1
        while number in held or number in waiting:
            number += 1
        found[plug.owner] = number
        register.give(Kind.LAG, plug.key, str(number))
    return found
