"""What the modules cannot hold is said before anything is rendered."""

from dataclasses import replace
from typing import Any

import pytest
from platforms.netconf_yang.examples import SWITCH

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.aaa import LocalUser, LoginMethod
from govnetgen.model.device.interface import LagMember
from govnetgen.model.device.ntp import NtpServer
from govnetgen.model.device.snmp import SnmpTrapHost
from govnetgen.model.device.spanning_tree import BridgePriority, MstRegion, SpanningTreeMode
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import SyslogServer
from govnetgen.model.device.system import Timezone
from govnetgen.model.secret import Secret
from govnetgen.platforms.netconf_yang import PLATFORM

DIALECT = PLATFORM.dialect(None)
HOST = Address.parse("10.0.0.1")
ROUTE = StaticRoute(prefix=Prefix.parse("10.0.0.0/8"), next_hop=HOST)


def test_the_example_is_within_them() -> None:
    assert PLATFORM.inexpressible(SWITCH, DIALECT) == ()


@pytest.mark.parametrize(
    ("feature", "values", "why"),
    [
        ("system", {"banner": "two\nlines \nwith a blank at an end"}, "banner"),
        ("system", {"banner": "a\ttab"}, "banner"),
        ("system", {"timezone": Timezone("BJ", 1501)}, "minutes"),
        ("aaa", {"users": (LocalUser(name="ops", privilege=16, secret=Secret("x")),)}, "0 to 15"),
        ("aaa", {"users": (LocalUser(name="ops", privilege=1, secret=Secret("x", "cipher")),)}, "another platform"),
        ("aaa", {"login": (LoginMethod.LOCAL, LoginMethod.LOCAL)}, "once"),
        ("aaa", {"login": ()}, "somewhere"),
        ("aaa", {"source_interface": "vlan-99"}, "no interface"),
        ("ssh", {"acl6": "management"}, "no ACL management for IPv6"),
        ("ntp", {"servers": (NtpServer(address=HOST, key=2),)}, "no key 2"),
        ("syslog", {"servers": (SyslogServer(address=HOST, vrf="red"),)}, "no VRF red"),
        ("snmp", {"trap_hosts": (SnmpTrapHost(address=HOST, user="nobody"),)}, "nobody is not there"),
        ("snmp", {"groups": ()}, "monitoring is not there"),
        ("snmp", {"contact": "two\nlines"}, "contact"),
        ("spanning_tree", {"priorities": (BridgePriority(instance=0, priority=100),)}, "4096"),
        ("spanning_tree", {"mode": SpanningTreeMode.RSTP}, "only MSTP"),
        ("spanning_tree", {"region": MstRegion(name="n" * 33)}, "32 characters"),
    ],
)
def test_what_is_beyond_them_is_named(feature: str, values: dict[str, Any], why: str) -> None:
    device = replace(SWITCH, **{feature: replace(getattr(SWITCH, feature), **values)})
    found = PLATFORM.inexpressible(device, DIALECT)
    assert found and {one.feature for one in found} == {feature}
    assert why in " ".join(one.why for one in found)


@pytest.mark.parametrize(
    ("routes", "why"),
    [
        ((ROUTE, replace(ROUTE, distance=200)), "once"),
        ((replace(ROUTE, next_hop=None),), "nowhere"),
        ((replace(ROUTE, vrf="red"),), "no VRF red"),
        ((replace(ROUTE, distance=256),), "distance"),
    ],
)
def test_routes(routes: tuple[StaticRoute, ...], why: str) -> None:
    found = PLATFORM.inexpressible(replace(SWITCH, static_routes=routes), DIALECT)
    assert [one.feature for one in found] == ["static_routes"] and why in found[0].why


def test_a_member_of_what_is_not_there() -> None:
    ports = tuple(replace(one, lag=LagMember(number=9)) if one.lag else one for one in SWITCH.interfaces)
    found = PLATFORM.inexpressible(replace(SWITCH, interfaces=ports), DIALECT)
    assert {one.why for one in found} == {"there is no aggregate lag-9"}
