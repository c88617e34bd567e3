"""What lets more through than before: policy, access lists, NAT, zones, services of the device itself.

Nothing that opens is missed; what an earlier rule permits already may be named all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
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
class Rules:
    """Rules in order, by name, with what they match; what none matches is denied."""

    reach: Mapping[str, Reach]

    def denials_before(self, name: str) -> Iterator[tuple[str, Reach]]:
        """Yield the denials that come before a rule."""
        for other, reach in self.reach.items():
            if other == name:
                return
            if not reach.permit:
                yield other, reach


def opened(before: Rules, after: Rules) -> dict[str, str]:
    """Return the rules that let more through, each with how: ``new``, ``wider``, ``earlier`` or ``gone`` (a denial).

    What a rule permits is no more than before if one rule permitted it all, and every denial that came before that
    one and matters comes before this one as well.
    """
    found: dict[str, str] = {}
    for name, reach in after.reach.items():
        if not reach.permit:
            continue
        kept = [denial for _, denial in after.denials_before(name)]
        if any(
            old.permit and reach.within(old) and not _lost(before, other, reach, kept)
            for other, old in before.reach.items()
        ):
            continue
        old_self = before.reach.get(name)
        if old_self is None or not old_self.permit:
            found[name] = "new"
        elif not reach.within(old_self):
            found[name] = "wider"
        else:
            for denial in _lost(before, name, reach, kept):
                still = after.reach.get(denial)
                same = still is not None and not still.permit and before.reach[denial].within(still)
                found.update({name: "earlier"} if same else {denial: "gone"})
    return found


def _lost(before: Rules, name: str, reach: Reach, kept: Sequence[Reach]) -> list[str]:
    """Return the denials before a rule that matter to what is permitted now, and do not come before it any more."""
    return [
        denial
        for denial, denied in before.denials_before(name)
        if denied.meets(reach) and not any(denied.within(one) for one in kept)
    ]


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
    was = Rules({rule.name: old.reach(rule) for rule in before.rules})
    will = Rules({rule.name: new.reach(rule) for rule in after.rules})
    by_name = {rule.name: rule for rule in (*before.rules, *after.rules)}
    for name, how in opened(was, will).items():
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
        was = Rules({str(rule.sequence): acl_reach(rule, old.version) for rule in old.rules})
        will = Rules({str(rule.sequence): acl_reach(rule, new.version) for rule in new.rules})
        looser = list(opened(was, will).items())
        if not looser:
            continue
        number, how = looser[0]
        causes = tuple(device.under("acls", key, "rules"))
        rest = len(looser) - 1
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
