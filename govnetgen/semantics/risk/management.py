"""The way in: the management address, the route back, who may log in and from where."""

from collections.abc import Iterator

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.names import interface_name
from govnetgen.semantics.change import Action, Change, Words
from govnetgen.semantics.identity import by_identity
from govnetgen.semantics.risk.risk import Compared, Level, Risk, Situation, because, first_of

TITLES = {
    "management-address": Words("the management address is touched", "管理地址受影响"),
    "management-route": Words("the way back to the operators is touched", "到运维网段的路由受影响"),
    "management-acl": Words("the list of who may log in is touched", "登录源地址限制受影响"),
    "management-access": Words("how operators log in is touched", "登录与认证方式受影响"),
}
_DEADLY = frozenset({"addresses", "enabled", "vrf", "switchport", "lag", "vlan"})
"""Fields of an interface without which its address is not reached."""


def check(situation: Situation) -> Iterator[Risk]:
    """Find what may lock operators out."""
    stations = _stations(situation)
    for device in situation.compared:
        yield from _address(device, _own(situation, device.name))
        yield from _routes(device, stations)
        yield from _lists(device)
        yield from _access(device)


def _own(situation: Situation, name: str) -> frozenset[Address]:
    managed = situation.plan.management.get(name, ())
    return frozenset((*situation.plan.loopbacks.get(name, ()), *(one.address for one in managed)))


def _stations(situation: Situation) -> tuple[Prefix, ...]:
    """Where operators sit: the sources that may log in, and the VLANs of them."""
    ssh = situation.network.baseline.ssh
    if ssh is None:
        return ()
    vlans = [prefix for key in ssh.source_vlans for prefix in situation.plan.subnets.get(key, ())]
    return (*ssh.sources, *vlans)


def _holds(interface: Interface | None, own: frozenset[Address]) -> bool:
    if interface is None:
        return False
    out_of_band = interface_name(interface.name).kind == "mgmt" and bool(interface.addresses)
    return out_of_band or any(one.address in own for one in interface.addresses)


def _address(device: Compared, own: frozenset[Address]) -> Iterator[Risk]:
    before = {one.name: one for one in device.running.interfaces}
    used = _sources(device.running)
    touched: dict[str, list[Change]] = {}
    for change in device.under("interfaces"):
        if len(change.path) == 2 and change.action is Action.ADDED:
            continue
        if len(change.path) == 2 or change.path[2] in _DEADLY:
            touched.setdefault(change.path[1], []).append(change)
    for name, changes in touched.items():
        if _holds(before.get(name), own) or name in used:
            managed = Words(f"{name} is where the device is managed", f"{name} 是管理接口")
            yield device.risk("management-address", Level.HIGH, because(managed, first_of(changes)), *changes)


def _sources(config: DeviceConfig) -> frozenset[str]:
    services = (config.aaa, config.snmp, config.ntp, config.syslog)
    return frozenset(one.source_interface for one in services if one is not None and one.source_interface is not None)


def _routes(device: Compared, stations: tuple[Prefix, ...]) -> Iterator[Risk]:
    routes = {**by_identity(device.intended.static_routes), **by_identity(device.running.static_routes)}
    for change in device.under("static_routes"):
        prefix = routes[change.path[1]].prefix
        reached = next((one for one in stations if prefix.overlaps(one)), None)
        if reached is not None and prefix.length > 0:  # the default route has its own finding
            reaches = Words(f"operators at {reached} are reached by this route", f"运维网段 {reached} 使用此路由")
            level = Level.MEDIUM if change.action is Action.ADDED and len(change.path) == 2 else Level.HIGH
            yield device.risk("management-route", level, because(reaches, change.words), change)


def _lists(device: Compared) -> Iterator[Risk]:
    for config in (device.running, device.intended):
        named = {} if config.ssh is None else {config.ssh.acl, config.ssh.acl6} - {None}
        groups = () if config.snmp is None else config.snmp.groups
        lists = [one for one in config.acls if one.name in {*named, *(group.acl for group in groups)}]
        keys = [one.name if one.version == 4 else f"{one.name} ipv6" for one in lists]
        found = [change for key in keys for change in device.under("acls", key)]
        if found:
            guards = Words("this list guards management access", "此 ACL 控制管理访问")
            yield device.risk("management-acl", Level.HIGH, because(guards, first_of(found)), *found)
            return


def _access(device: Compared) -> Iterator[Risk]:
    for feature in ("aaa", "ssh"):
        found = tuple(device.under(feature))
        if found:
            yield device.risk("management-access", Level.HIGH, first_of(found), *found)
    taken = [change for change in device.under("interfaces") if change.path[2:] == ("management",) and _fewer(change)]
    for change in taken:
        yield device.risk("management-access", Level.HIGH, change.words, change)


def _fewer(change: Change) -> bool:
    before, after = change.before or (), change.after or ()
    return isinstance(before, tuple) and isinstance(after, tuple) and bool(set(before) - set(after))
