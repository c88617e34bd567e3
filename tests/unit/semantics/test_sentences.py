"""What changes are called: the sentences that a change meeting reads."""

from dataclasses import replace

import pytest

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.bgp import Bgp, Neighbor
from govnetgen.model.device.firewall import Firewall, PolicyRule
from govnetgen.model.device.interface import AccessPort, Interface, LagMember, TrunkPort
from govnetgen.model.device.snmp import Snmp, SnmpAuthentication, SnmpPrivacy, SnmpUser
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.semantics import compare

BARE = DeviceConfig(system=System(hostname="sw1"))


def ranges(*numbers: int) -> tuple[NumberRange, ...]:
    return tuple(NumberRange(one, one) for one in numbers)


def port(**held: object) -> DeviceConfig:
    return replace(BARE, interfaces=(Interface(name="10ge-1/1", **held),))  # type: ignore[arg-type]


def addressed(*texts: str) -> DeviceConfig:
    return port(addresses=tuple(map(InterfaceAddress.parse, texts)))


def guarded(*rules: AclRule) -> DeviceConfig:
    return replace(BARE, acls=(Acl(name="3001", rules=rules),))


def policy(*names: str, permit: bool = True) -> DeviceConfig:
    return replace(BARE, firewall=Firewall(rules=tuple(PolicyRule(name=name, permit=permit) for name in names)))


def routed(*texts: str) -> DeviceConfig:
    pairs = [text.split(" via ") for text in texts]
    routes = tuple(StaticRoute(prefix=Prefix.parse(to), next_hop=Address.parse(via)) for to, via in pairs)
    return replace(BARE, static_routes=routes)


def monitored(secret: Secret) -> DeviceConfig:
    user = SnmpUser(
        name="nms",
        group="ops",
        authentication=SnmpAuthentication.SHA,
        authentication_secret=secret,
        privacy=SnmpPrivacy.AES128,
        privacy_secret=Secret("other"),
    )
    return replace(BARE, snmp=Snmp(users=(user,)))


def peer(asn: int) -> DeviceConfig:
    bgp = Bgp(asn=1, router_id=Address.parse("10.0.0.1"))
    return replace(BARE, bgp=replace(bgp, neighbors=(Neighbor(address=Address.parse("10.0.0.2"), remote_as=asn),)))


SSH = AclRule(sequence=10, permit=True, protocol=Protocol.TCP, destination_port=NumberRange(22, 22))
BOUND = AclBinding(name="3001", direction=Direction.IN)

CASES = [
    (
        port(switchport=TrunkPort(vlans=ranges(10, 30))),
        port(switchport=TrunkPort(vlans=ranges(10, 40))),
        "VLAN 30 leaves trunk 10ge-1/1, VLAN 40 joins trunk 10ge-1/1",
        "VLAN 30 退出 Trunk 口 10ge-1/1，VLAN 40 加入 Trunk 口 10ge-1/1",
    ),
    (
        port(switchport=TrunkPort(vlans=(NumberRange(10, 30),))),
        port(switchport=TrunkPort(vlans=(NumberRange(10, 27),))),
        "VLAN 28-30 leave trunk 10ge-1/1",
        "VLAN 28-30 退出 Trunk 口 10ge-1/1",
    ),
    (
        port(switchport=AccessPort(vlan=10)),
        port(switchport=AccessPort(vlan=20)),
        "port 10ge-1/1 moves from VLAN 10 to VLAN 20",
        "端口 10ge-1/1 由 VLAN 10 移到 VLAN 20",
    ),
    (
        addressed("10.0.0.1/24"),
        addressed("10.0.1.1/24"),
        "address of 10ge-1/1 changes from 10.0.0.1/24 to 10.0.1.1/24",
        "接口 10ge-1/1 的地址由 10.0.0.1/24 改为 10.0.1.1/24",
    ),
    (
        addressed("10.0.0.1/24", "10.0.1.1/24"),
        addressed("10.0.1.1/24", "10.0.0.1/24"),
        "the primary address of 10ge-1/1 becomes 10.0.1.1/24",
        "接口 10ge-1/1 的主地址改为 10.0.1.1/24",
    ),
    (
        port(vrf="tax"),
        port(),
        "interface 10ge-1/1 moves from VRF tax to the global table",
        "接口 10ge-1/1 由 VRF tax 移到全局路由表",
    ),
    (port(), port(enabled=False), "interface 10ge-1/1 is shut down", "关闭接口 10ge-1/1"),
    (
        port(lag=LagMember(number=1)),
        port(lag=LagMember(number=2)),
        "port 10ge-1/1 moves from lag-1 to lag-2",
        "端口 10ge-1/1 由 lag-1 移到 lag-2",
    ),
    (
        port(acls=(BOUND,)),
        port(),
        "ACL 3001 no longer filters what interface 10ge-1/1 receives",
        "接口 10ge-1/1 入方向不再由 ACL 3001 过滤",
    ),
    (
        port(mtu=1500),
        port(mtu=9000),
        "interface 10ge-1/1: MTU changes from 1500 to 9000",
        "接口 10ge-1/1：MTU 由 1500 改为 9000",
    ),
    (
        guarded(),
        guarded(SSH),
        "ACL 3001: rule 10 is added: permit tcp any -> any port 22",
        "ACL 3001：新增规则 10：permit tcp any -> any port 22",
    ),
    (
        guarded(SSH),
        guarded(replace(SSH, permit=False)),
        "ACL 3001, rule 10: turns from permit to deny",
        "ACL 3001、规则 10：动作由允许改为拒绝",
    ),
    (
        policy("a", "b", "c"),
        policy("c", "a", "b"),
        "firewall: policy rule c moves above policy rule a (from place 3 to 1)",
        "防火墙：安全策略 c 移到安全策略 a 之前（第 3 位 → 第 1 位）",
    ),
    (
        routed("0.0.0.0/0 via 10.0.0.1"),
        routed(),
        "default route 0.0.0.0/0 via 10.0.0.1 is removed",
        "删除缺省路由 0.0.0.0/0 下一跳 10.0.0.1",
    ),
    (
        peer(2),
        peer(3),
        "BGP, neighbour 10.0.0.2: AS changes from 2 to 3: the session is built anew",
        "BGP、邻居 10.0.0.2：AS 由 2 改为 3，会话将重建",
    ),
    (
        monitored(Secret("old-text", "cipher")),
        monitored(Secret("new-text", "cipher")),
        "SNMP, SNMP user nms: authentication secret changes (its text is not shown)",
        "SNMP、SNMP 用户 nms：认证密钥改变（内容不显示）",
    ),
]


@pytest.mark.parametrize(("running", "intended", "english", "chinese"), CASES, ids=[case[2] for case in CASES])
def test_one_change_is_one_sentence(running: DeviceConfig, intended: DeviceConfig, english: str, chinese: str) -> None:
    (change,) = compare(running, intended)
    assert change.words.en == english
    assert change.words.zh == chinese
