"""What lets more through than before: policy, access lists, NAT, zones, services of the device itself.

Nothing that opens is missed; what an earlier rule permits already may be named all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall
from govnetgen.semantics.change import Action, Change, Words
from govnetgen.semantics.risk.reach import Reach, Resolver, acl_reach
from govnetgen.semantics.risk.risk import Compared, Level, Risk, Situation, because

TITLES = {
    "opens-policy": Words("policy lets more through than before", "安全策略放行范围扩大"),
    "opens-acl": Words("an access list lets more through than before", "ACL 放行范围扩大"),
    "opens-nat": Words("NAT makes more reachable than before", "NAT 开放范围扩大"),
}


def check(situation: Situation) -> Iterator[Risk]:
    """Find what opens."""
    for device in situation.compared:
        yield from _policy(device)
        yield from _lists(device)
        yield from _bindings(device)
        yield from _nat(device)
        yield from _zones(device)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules in order, by name, with what they match."""

    reach: dict[str, Reach]

    def denied_before(self, name: str) -> Iterator[Reach]:
        for other, reach in self.reach.items():
            if other == name:
                return
            if not reach.permit:
                yield reach

    def denies(self) -> Iterator[tuple[str, Reach]]:
        return ((name, reach) for name, reach in self.reach.items() if not reach.permit)


def _opened(before: _Rules, after: _Rules) -> Iterator[tuple[str, str]]:
    """Yield the rules that let more through, each with how: ``new``, ``wider``, ``earlier`` or ``gone`` (a denial)."""
    for name, reach in after.reach.items():
        if not reach.permit:
            continue
        old = before.reach.get(name)
        if old is None or not old.permit:
            if not any(other.permit and reach.within(other) for other in before.reach.values()):
                yield name, "new"
        elif not reach.within(old):
            yield name, "wider"
        elif any(
            not any(denial.within(still) for still in after.denied_before(name)) and denial.meets(reach)
            for denial in before.denied_before(name)
        ):
            yield name, "earlier"
    for name, denial in before.denies():
        new = after.reach.get(name)
        narrower = new is None or (not new.permit and not denial.within(new))
        if narrower and any(reach.permit and reach.meets(denial) for reach in after.reach.values()):
            yield name, "gone"


_HOW = {
    "new": Words("permits what no single rule permitted", "新放行"),
    "wider": Words("permits more than it did", "放行范围扩大"),
    "earlier": Words("now comes before a denial that it came after", "移到拒绝规则之前"),
    "gone": Words("denied what is now permitted", "原拒绝的流量被放行"),
}


def _policy(device: Compared) -> Iterator[Risk]:
    if not any(device.under("firewall")):
        return
    before, after = _firewall(device.running), _firewall(device.intended)
    old, new = Resolver(before), Resolver(after)
    was = _Rules({rule.name: old.reach(rule) for rule in before.rules})
    will = _Rules({rule.name: new.reach(rule) for rule in after.rules})
    by_name = {rule.name: rule for rule in (*before.rules, *after.rules)}
    for name, how in _opened(was, will):
        rule = by_name[name]
        names = {*rule.sources, *rule.destinations, *rule.services}
        names |= {*old.objects(tuple(names)), *new.objects(tuple(names))}
        causes = [
            change
            for change in device.under("firewall")
            if change.path[1:3] == ("rules", name)
            or (change.path[1] != "rules" and change.path[2:3] and change.path[2] in names)
        ]
        words = Words(f"policy rule {name} {_HOW[how].en}", f"安全策略 {name}：{_HOW[how].zh}")
        if causes:
            words = because(words, causes[0].words)
        yield device.risk("opens-policy", Level.HIGH, words, *causes)


def _firewall(config: DeviceConfig) -> Firewall:
    return config.firewall or Firewall()


def _lists(device: Compared) -> Iterator[Risk]:
    changed = {change.path[1] for change in device.under("acls") if len(change.path) > 2}
    before = {_key(one.name, one.version): one for one in device.running.acls}
    after = {_key(one.name, one.version): one for one in device.intended.acls}
    for key in sorted(changed & before.keys() & after.keys()):
        old, new = before[key], after[key]
        was = _Rules({str(rule.sequence): acl_reach(rule, old.version) for rule in old.rules})
        will = _Rules({str(rule.sequence): acl_reach(rule, new.version) for rule in new.rules})
        opened = list(_opened(was, will))
        if not opened:
            continue
        number, how = opened[0]
        causes = tuple(device.under("acls", key, "rules"))
        rest = len(opened) - 1
        words = Words(
            f"ACL {key}: rule {number} {_HOW[how].en}" + (f", and {rest} more rules" if rest else ""),
            f"ACL {key}：规则 {number} {_HOW[how].zh}" + (f"，另有 {rest} 条" if rest else ""),
        )
        yield device.risk("opens-acl", Level.MEDIUM, words, *causes)


def _key(name: str, version: int) -> str:
    return name if version == 4 else f"{name} ipv6"


def _bindings(device: Compared) -> Iterator[Risk]:
    for change in device.under("interfaces"):
        loosened = len(change.path) == 4 and change.path[2] == "acls" and change.action is Action.REMOVED
        if loosened or (change.path[2:] in (("urpf",), ("management",)) and _looser(change)):
            yield device.risk("opens-acl", Level.HIGH if loosened else Level.MEDIUM, change.words, change)
    for change in device.under("ssh"):
        if change.path[1:] in (("acl",), ("acl6",)) and change.after is None:
            yield device.risk("opens-acl", Level.HIGH, change.words, change)


def _looser(change: Change) -> bool:
    if change.path[-1] == "urpf":
        return change.after is None
    return isinstance(change.after, tuple) and bool(set(change.after) - set(_as_tuple(change.before)))


def _as_tuple(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple) else ()


def _nat(device: Compared) -> Iterator[Risk]:
    reached = frozenset({"outside", "inside", "zone", "protocol", "outside_port", "inside_port"})
    for change in device.under("nat"):
        if change.action in (Action.REMOVED, Action.MOVED) and len(change.path) == 3:
            continue
        whole = len(change.path) <= 3 and change.action is Action.ADDED
        if len(change.path) > 1 and change.path[1] in ("static", "destination"):
            if whole or change.path[-1] in reached:
                yield device.risk("opens-nat", Level.HIGH, change.words, change)
        elif whole or "source" in change.path[1:2]:
            yield device.risk("opens-nat", Level.MEDIUM, change.words, change)


def _zones(device: Compared) -> Iterator[Risk]:
    for change in device.under("firewall", "zones"):
        if change.path[-1] == "interfaces":
            yield device.risk("opens-policy", Level.MEDIUM, change.words, change)
