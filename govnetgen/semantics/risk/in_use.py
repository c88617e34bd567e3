"""What is taken away and still has hosts, going by the address book."""

from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.model.address import InterfaceAddress, NumberRange, Prefix, numbers
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.network import Unit, UnitVlan
from govnetgen.semantics.change import Action, Change, Words
from govnetgen.semantics.risk.risk import Compared, Level, Risk, Situation, because

TITLES = {
    "vlan-in-use": Words("a VLAN with hosts is taken away", "移除仍有终端的 VLAN"),
    "prefix-in-use": Words("addresses with hosts are taken away", "移除仍有终端的网段"),
    "gateway-moves": Words("the gateway of hosts changes", "终端网关变化"),
}


@dataclass(frozen=True, slots=True)
class _Home:
    """A VLAN of a unit, with its subnets."""

    unit: Unit
    vlan: UnitVlan
    number: int | None
    subnets: tuple[Prefix, ...]

    def words(self) -> Words:
        count = f"{self.vlan.hosts:,}"
        title = self.unit.title or self.unit.name
        return Words(
            f"{self.unit.name}/{self.vlan.name} has {count} hosts", f"{title} {self.vlan.name} 有 {count} 个终端"
        )


def check(situation: Situation) -> Iterator[Risk]:
    """Find VLANs and prefixes that leave a device while somebody lives there."""
    homes = _homes(situation)
    near = _near(situation, homes)
    for device in situation.compared:
        yield from _vlans(device, near.get(device.name, ()))
        yield from _prefixes(device, near.get(device.name, ()))


def _homes(situation: Situation) -> list[_Home]:
    return [
        _Home(
            unit,
            vlan,
            situation.plan.vlan_ids.get((unit.name, vlan.name)),
            situation.plan.subnets.get((unit.name, vlan.name), ()),
        )
        for unit in situation.network.units.values()
        for vlan in unit.vlans
        if vlan.hosts
    ]


def _near(situation: Situation, homes: list[_Home]) -> dict[str, list[_Home]]:
    """Return the VLANs that each device serves: numbers mean something else at other units."""
    found: dict[str, list[_Home]] = {}
    for home in homes:
        for name in {*home.unit.gateways, *home.unit.switches, *home.unit.attach}:
            found.setdefault(name, []).append(home)
    return found


def _lost_vlans(change: Change) -> Iterator[int]:
    path, before = change.path, change.before
    if path[0] == "vlans" and isinstance(before, Vlan) and change.action is Action.REMOVED:
        yield before.number
    elif (path[0] == "interfaces" and path[-1] in ("vlans", "vlan", "switchport")) or isinstance(before, Interface):
        yield from set(_carried(before)) - set(_carried(change.after))


def _carried(value: object) -> tuple[int, ...]:
    if isinstance(value, Interface):
        return _carried(value.switchport)
    if isinstance(value, TrunkPort):
        return numbers(value.vlans)
    if isinstance(value, AccessPort):
        return (value.vlan,)
    if isinstance(value, tuple):
        return numbers(tuple(one for one in value if isinstance(one, NumberRange)))
    return ()


def _vlans(device: Compared, homes: "list[_Home] | tuple[()]") -> Iterator[Risk]:
    by_number: dict[int, list[_Home]] = {}
    for home in homes:
        if home.number is not None:
            by_number.setdefault(home.number, []).append(home)
    for change in device.changes:
        for number in sorted(_lost_vlans(change)):
            for home in by_number.get(number, ()):
                words = because(change.words, home.words())
                yield device.risk("vlan-in-use", Level.HIGH, words, change)


def _held(value: object) -> tuple[InterfaceAddress, ...]:
    if isinstance(value, Interface):
        return (*value.addresses, *_virtual(value))
    if isinstance(value, tuple):
        return tuple(one for one in value if isinstance(one, InterfaceAddress))
    return ()


def _virtual(value: Interface) -> Iterator[InterfaceAddress]:
    for group in value.vrrp:
        for one in group.addresses:
            yield InterfaceAddress.of(one, 32 if one.version == 4 else 128)


def _prefixes(device: Compared, homes: "list[_Home] | tuple[()]") -> Iterator[Risk]:
    after = {held.prefix for one in device.intended.interfaces for held in one.addresses}
    for change in device.under("interfaces"):
        if change.path[-1] != "addresses" and len(change.path) != 2:
            continue
        before, new = _held(change.before), _held(change.after)
        lost = [one for one in before if one not in new]
        for address in [*lost, *(one for one in new if lost and one not in before)]:
            home = next((one for one in homes if any(subnet.contains(address) for subnet in one.subnets)), None)
            if home is None:
                continue
            stays = any(prefix.contains(address) for prefix in after)
            words = because(change.words, home.words())
            yield device.risk("gateway-moves" if stays else "prefix-in-use", Level.HIGH, words, change)
            break
    yield from _virtual_gateways(device, homes)


def _virtual_gateways(device: Compared, homes: "list[_Home] | tuple[()]") -> Iterator[Risk]:
    for change in device.under("interfaces"):
        if "vrrp" not in change.path or change.path[-1] != "addresses" or not isinstance(change.before, tuple):
            continue
        touched = set(change.before) ^ set(change.after if isinstance(change.after, tuple) else ())
        for home in homes:
            if any(subnet.contains(one) for subnet in home.subnets for one in touched):
                words = because(change.words, home.words())
                yield device.risk("gateway-moves", Level.HIGH, words, change)
