"""Sentences about what filters: rules of ACLs, prefix lists, firewalls and NAT."""

from govnetgen.model.device.acl import AclRule
from govnetgen.model.device.firewall import PolicyRule
from govnetgen.model.device.nat import DestinationNat, StaticNat
from govnetgen.model.device.prefix_list import PrefixRule
from govnetgen.semantics.change import Action, Words
from govnetgen.semantics.phrase import listed
from govnetgen.semantics.sentences.difference import Difference, Presence
from govnetgen.semantics.sentences.general import within


def _action(permit: bool) -> Words:
    return Words("permit", "允许") if permit else Words("deny", "拒绝")


def acl_rule(rule: AclRule) -> str:
    """A rule in the usual short form, the same in all languages."""
    text = [
        "permit" if rule.permit else "deny",
        str(rule.protocol),
        str(rule.source or "any"),
        *([f"port {rule.source_port}"] if rule.source_port else []),
        "->",
        str(rule.destination or "any"),
        *([f"port {rule.destination_port}"] if rule.destination_port else []),
    ]
    return " ".join(text)


def prefix_rule(rule: PrefixRule) -> str:
    """An entry in the usual short form."""
    text = f"{'permit' if rule.permit else 'deny'} {rule.prefix}"
    text += "" if rule.at_least is None else f" ge {rule.at_least}"
    return text + ("" if rule.at_most is None else f" le {rule.at_most}")


def numbered(one: Presence) -> Words:
    """``ACL 3001: rule 10 is added: permit tcp 10.0.0.0/8 -> any port 22``."""
    assert isinstance(one.item, AclRule | PrefixRule)
    text = acl_rule(one.item) if isinstance(one.item, AclRule) else prefix_rule(one.item)
    number = one.item.sequence
    if one.action is Action.REMOVED:
        words = Words(f"rule {number} is removed: {text}", f"删除规则 {number}：{text}")
    else:
        words = Words(f"rule {number} is added: {text}", f"新增规则 {number}：{text}")
    return within(one.owners, words)


def permit(one: Difference) -> Words:
    """``policy rule portal turns from deny to permit``."""
    old, new = _action(bool(one.old)), _action(bool(one.new))
    return within(one.owners, Words(f"turns from {old.en} to {new.en}", f"动作由{old.zh}改为{new.zh}"))


def _any(names: tuple[str, ...]) -> Words:
    return listed(names) if names else Words("any", "任意")


def policy_rule(one: Presence) -> Words:
    """``policy rule portal is added: permit internet to backbone, any to portal, web``."""
    rule = one.item
    assert isinstance(rule, PolicyRule)
    if one.action is Action.REMOVED:
        was = _action(rule.permit)
        return Words(f"policy rule {rule.name} is removed ({was.en})", f"删除安全策略 {rule.name}（{was.zh}）")
    parts = [_any(held) for held in (rule.source_zones, rule.destination_zones, rule.sources, rule.destinations)]
    from_zone, to_zone, sources, destinations = parts
    services, what = _any(rule.services), _action(rule.permit)
    return Words(
        f"policy rule {rule.name} is added: {what.en} {from_zone.en} to {to_zone.en}, "
        f"sources {sources.en}, destinations {destinations.en}, services {services.en}",
        f"新增安全策略 {rule.name}：{what.zh} {from_zone.zh} → {to_zone.zh}，"
        f"源 {sources.zh}，目的 {destinations.zh}，服务 {services.zh}",
    )


def translation(one: Presence) -> Words:
    """``static NAT web is added: 10.0.0.10/32 is seen as 203.0.113.10/32 in zone internet``."""
    item = one.item
    assert isinstance(item, StaticNat | DestinationNat)
    seen = f"{item.outside}" + (_port(item, outside=True) if isinstance(item, DestinationNat) else "")
    real = f"{item.inside}" + (_port(item, outside=False) if isinstance(item, DestinationNat) else "")
    en = "static NAT" if isinstance(item, StaticNat) else "published server"
    zh = "静态 NAT" if isinstance(item, StaticNat) else "发布服务器"
    if one.action is Action.REMOVED:
        return Words(
            f"{en} {item.name} is removed: {seen} no longer leads to {real}",
            f"删除{zh} {item.name}：{seen} 不再映射到 {real}",
        )
    return Words(
        f"{en} {item.name} is added: {seen} in zone {item.zone} leads to {real}",
        f"新增{zh} {item.name}：安全域 {item.zone} 的 {seen} 映射到 {real}",
    )


def _port(item: DestinationNat, *, outside: bool) -> str:
    port = item.outside_port if outside else item.inside_port
    return "" if port is None else f" {item.protocol}/{port}"


DIFFERENCES = {(AclRule, "permit"): permit, (PolicyRule, "permit"): permit, (PrefixRule, "permit"): permit}
PRESENCES = {
    AclRule: numbered,
    PrefixRule: numbered,
    PolicyRule: policy_rule,
    StaticNat: translation,
    DestinationNat: translation,
}
