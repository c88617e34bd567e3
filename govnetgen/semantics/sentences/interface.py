"""Sentences about interfaces: VLANs of trunks, addresses, VRFs, packet filters, up and down."""

from typing import cast

from govnetgen.model.address import InterfaceAddress, NumberRange
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import AccessPort, Interface, LagMember, TrunkPort
from govnetgen.semantics.change import Action, Words
from govnetgen.semantics.phrase import listed, phrase
from govnetgen.semantics.sentences.difference import Difference, Owners, Presence
from govnetgen.semantics.sentences.general import gains, within


def _interface(owners: Owners) -> str:
    return next(one.name for one in owners if isinstance(one, Interface))


def _ranges(values: tuple[object, ...]) -> str:
    return ", ".join(map(str, values))


def trunk_vlans(one: Difference) -> Words:
    """``VLAN 30 leaves trunk 10ge-1/1``."""
    name = _interface(one.owners)
    old, new = cast(tuple[NumberRange, ...], one.old), cast(tuple[NumberRange, ...], one.new)
    joins, leaves = gains(old, new), gains(new, old)
    en: list[str] = []
    zh: list[str] = []
    if leaves:
        en.append(f"VLAN {_ranges(leaves)} leave{'s' if _single(leaves) else ''} trunk {name}")
        zh.append(f"VLAN {_ranges(leaves)} 退出 Trunk 口 {name}")
    if joins:
        en.append(f"VLAN {_ranges(joins)} join{'s' if _single(joins) else ''} trunk {name}")
        zh.append(f"VLAN {_ranges(joins)} 加入 Trunk 口 {name}")
    if not en:  # the same VLANs in other ranges
        return Words(f"trunk {name} writes its VLANs as {_ranges(new)}", f"Trunk 口 {name} 的 VLAN 写作 {_ranges(new)}")
    return Words(", ".join(en), "，".join(zh))


def _single(values: tuple[object, ...]) -> bool:
    return len(values) == 1 and isinstance(values[0], NumberRange) and values[0].first == values[0].last


def access_vlan(one: Difference) -> Words:
    """``port ge-0/1 moves from VLAN 10 to VLAN 20``."""
    name = _interface(one.owners)
    return Words(
        f"port {name} moves from VLAN {one.old} to VLAN {one.new}", f"端口 {name} 由 VLAN {one.old} 移到 VLAN {one.new}"
    )


def switchport(one: Difference) -> Words:
    """``interface ge-0/1 becomes a trunk for VLAN 10, 20 (was routed)``."""
    name, new, old = _interface(one.owners), _mode(one.new), _mode(one.old)
    return Words(f"interface {name} becomes {new.en} (was {old.en})", f"接口 {name} 改为{new.zh}（原为{old.zh}）")


def _mode(value: object) -> Words:
    if isinstance(value, AccessPort):
        return Words(f"an access port of VLAN {value.vlan}", f" VLAN {value.vlan} 的 Access 口")
    if isinstance(value, TrunkPort):
        native = (
            Words("", "") if value.native is None else Words(f", {value.native} untagged", f"，{value.native} 不带标签")
        )
        vlans = _ranges(value.vlans) or "-"
        return Words(f"a trunk for VLAN {vlans}{native.en}", f"承载 VLAN {vlans} 的 Trunk 口{native.zh}")
    return Words("routed", "三层口")


def addresses(one: Difference) -> Words:
    """``address of vlan-30 changes from 10.0.0.1/24 to 10.0.1.1/24``."""
    name = _interface(one.owners)
    old, new = cast(tuple[InterfaceAddress, ...], one.old), cast(tuple[InterfaceAddress, ...], one.new)
    came, went = gains(old, new), gains(new, old)
    if not came and not went:
        return Words(f"the primary address of {name} becomes {new[0]}", f"接口 {name} 的主地址改为 {new[0]}")
    gone, given = listed(went), listed(came)
    if len(came) == len(went) > 1:
        pairs = [f"{before} → {after}" for before, after in zip(went, came, strict=True)]
        return Words(f"addresses of {name} change: {', '.join(pairs)}", f"接口 {name} 的地址改变：{'、'.join(pairs)}")
    if came and went:
        return Words(
            f"address of {name} changes from {gone.en} to {given.en}", f"接口 {name} 的地址由 {gone.zh} 改为 {given.zh}"
        )
    if came:
        return Words(f"interface {name} gains address {given.en}", f"接口 {name} 增加地址 {given.zh}")
    return Words(f"interface {name} loses address {gone.en}", f"接口 {name} 去掉地址 {gone.zh}")


def enabled(one: Difference) -> Words:
    """``interface ge-0/1 is shut down``."""
    name = _interface(one.owners)
    if one.new:
        return Words(f"interface {name} is brought up", f"启用接口 {name}")
    return Words(f"interface {name} is shut down", f"关闭接口 {name}")


def vrf(one: Difference) -> Words:
    """``interface vlan-30 moves from VRF tax to the global table``."""
    name = _interface(one.owners)
    old, new = _table(one.old), _table(one.new)
    return Words(f"interface {name} moves from {old.en} to {new.en}", f"接口 {name} 由{old.zh}移到{new.zh}")


def _table(value: object) -> Words:
    return Words("the global table", "全局路由表") if value is None else Words(f"VRF {value}", f" VRF {value} ")


def lag(one: Difference) -> Words:
    """``port 10ge-0/1 leaves lag-1``."""
    name = _interface(one.owners)
    old, new = one.old, one.new
    if isinstance(old, LagMember) and not isinstance(new, LagMember):
        return Words(f"port {name} leaves lag-{old.number}", f"端口 {name} 退出聚合口 lag-{old.number}")
    number = new.number if isinstance(new, LagMember) else 0
    return Words(f"port {name} joins lag-{number}", f"端口 {name} 加入聚合口 lag-{number}")


def lag_number(one: Difference) -> Words:
    """``port 10ge-0/1 moves from lag-1 to lag-2``."""
    name = _interface(one.owners)
    return Words(
        f"port {name} moves from lag-{one.old} to lag-{one.new}", f"端口 {name} 由 lag-{one.old} 移到 lag-{one.new}"
    )


def binding(one: Presence) -> Words:
    """``ACL 3001 filters what interface vlan-30 receives``."""
    assert isinstance(one.item, AclBinding)
    name, acl, family = _interface(one.owners), one.item.name, "IPv6 " if one.item.version == 6 else ""
    way = Words("receives", "入方向") if one.item.direction is Direction.IN else Words("sends", "出方向")
    if one.action is Action.REMOVED:
        return Words(
            f"{family}ACL {acl} no longer filters what interface {name} {way.en}",
            f"接口 {name} {way.zh}不再由 {family}ACL {acl} 过滤",
        )
    return Words(
        f"{family}ACL {acl} filters what interface {name} {way.en}", f"接口 {name} {way.zh}由 {family}ACL {acl} 过滤"
    )


def binding_name(one: Difference) -> Words:
    """``interface vlan-30 in: ACL 3001 is replaced by ACL 3002``."""
    binding_after = one.after
    assert isinstance(binding_after, AclBinding)
    way = Words("in", "入方向") if binding_after.direction is Direction.IN else Words("out", "出方向")
    lead = one.owners[:-1]
    return within(
        lead,
        Words(f"{way.en}, ACL {one.old} is replaced by ACL {one.new}", f"{way.zh} ACL {one.old} 换成 ACL {one.new}"),
    )


def presence(one: Presence) -> Words:
    """``interface vlan-30 is added: 10.0.0.1/24, VRF tax``."""
    item = one.item
    assert isinstance(item, Interface)
    if one.action is Action.REMOVED:
        held = listed(item.addresses)
        tail = Words(f" with {held.en}", f"（{held.zh}）") if item.addresses else Words("", "")
        return Words(f"interface {item.name} is removed{tail.en}", f"删除接口 {item.name}{tail.zh}")
    facts = [listed(item.addresses)] if item.addresses else []
    facts += [Words(f"VRF {item.vrf}", f"VRF {item.vrf}")] if item.vrf else []
    facts += [_mode(item.switchport)] if item.switchport is not None else []
    facts += [Words(f"tag {item.vlan}", f"标签 {item.vlan}")] if item.vlan is not None else []
    facts += [Words(f"member of lag-{item.lag.number}", f"lag-{item.lag.number} 成员")] if item.lag else []
    facts += [_described(item)] if item.description else []
    facts += [Words("shut down", "关闭")] if not item.enabled else []
    en, zh = ", ".join(one.en for one in facts), "，".join(one.zh.strip() for one in facts)
    return Words(
        f"interface {item.name} is added" + (f": {en}" if en else ""),
        f"新增接口 {item.name}" + (f"：{zh}" if zh else ""),
    )


def _described(item: Interface) -> Words:
    said = phrase(item.description)
    return Words(f"description {said.en}", f"描述 {said.zh}")


DIFFERENCES = {
    (TrunkPort, "vlans"): trunk_vlans,
    (AccessPort, "vlan"): access_vlan,
    (Interface, "switchport"): switchport,
    (Interface, "addresses"): addresses,
    (Interface, "enabled"): enabled,
    (Interface, "vrf"): vrf,
    (Interface, "lag"): lag,
    (LagMember, "number"): lag_number,
    (AclBinding, "name"): binding_name,
}
PRESENCES = {AclBinding: binding, Interface: presence}
