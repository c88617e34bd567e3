"""What a node cannot hold is named, with the reason."""

from dataclasses import replace

import pytest
from platforms.linux.examples import FIREWALL, ROUTER

from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LocalUser
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.firewall import PolicyRule
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.interface import Interface, UrpfMode
from govnetgen.model.device.nat import NatPool, SourceNat
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey
from govnetgen.model.device.prefix_list import PrefixList
from govnetgen.model.device.system import System, Timezone
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.secret import Secret
from govnetgen.platforms.linux import PLATFORM
from govnetgen.platforms.linux.limits import CANNOT, UNCONFIRMED


def found(device: DeviceConfig) -> list[tuple[str, str]]:
    return [(one.feature, one.why) for one in PLATFORM.inexpressible(device, PLATFORM.dialect(None))]


def with_interface(interface: Interface) -> DeviceConfig:
    return DeviceConfig(system=System(hostname="node"), interfaces=(interface,))


def with_rule(rule: PolicyRule) -> DeviceConfig:
    assert FIREWALL.firewall is not None
    return replace(FIREWALL, firewall=replace(FIREWALL.firewall, rules=(rule,)))


def with_nat(**changes: object) -> DeviceConfig:
    assert FIREWALL.nat is not None
    return replace(FIREWALL, nat=replace(FIREWALL.nat, **changes))  # type: ignore[arg-type]  # keywords of a test


_PAIR = HighAvailability(interface="ge-0/3", peer=Address.parse("10.50.0.2"))
_HMAC = NtpKey(number=1, algorithm=NtpAlgorithm.HMAC_SHA256, secret=Secret("ntp"))
_GROUP = VrrpGroup(number=1, addresses=(Address.parse("10.0.0.1"),), preempt_delay_s=60)
_FOREIGN = LocalUser(name="admin", privilege=15, secret=Secret("$1c$abc", "irreversible-cipher"))
_POOL = NatPool(
    name="one-to-one", addresses=AddressRange(Address.parse("198.51.100.3"), Address.parse("198.51.100.4")), ports=False
)

CASES = {
    "a pair": (replace(FIREWALL, high_availability=_PAIR), "high_availability", "conntrackd"),
    "HMAC": (replace(ROUTER, ntp=Ntp(keys=(_HMAC,))), "ntp", "not HMAC"),
    "a long name": (with_interface(Interface(name="100ge-10/10/10.4000", vlan=4000)), "interfaces", "15 characters"),
    "a tunnel": (with_interface(Interface(name="tunnel-1")), "interfaces", "mode and ends"),
    "nothing on lo": (with_interface(Interface(name="loopback-0")), "interfaces", "no trace"),
    "no tag": (with_interface(Interface(name="ge-0/1.5")), "interfaces", "802.1Q tag"),
    "an aggregate of nothing": (with_interface(Interface(name="lag-1")), "interfaces", "how it aggregates"),
    "a strict check of what a group receives": (
        with_interface(
            Interface(name="vlan-1", urpf=UrpfMode.STRICT, vrrp=(replace(_GROUP, preempt_delay_s=0),)),
        ),
        "interfaces",
        "take loose",
    ),
    "no room for a group's device": (
        with_interface(Interface(name="400ge-10/10/10", vrrp=(replace(_GROUP, preempt_delay_s=0),))),
        "interfaces",
        "the device of a VRRP group",
    ),
    "a delay": (with_interface(Interface(name="vlan-1", vrrp=(_GROUP,))), "interfaces", "without a delay"),
    "no such list": (
        with_interface(Interface(name="ge-0/1", acls=(AclBinding(name="X", direction=Direction.IN),))),
        "interfaces",
        "no IPv4 list X",
    ),
    "a VRF's name": (replace(ROUTER, vrfs=(*ROUTER.vrfs, Vrf(name="vlan7"))), "vrfs", "network device"),
    "a list of nothing": (replace(ROUTER, prefix_lists=(PrefixList(name="x"),)), "prefix_lists", "without entries"),
    "a banner that is a file": (
        DeviceConfig(system=System(hostname="node", banner="### file /etc/passwd")),
        "system",
        "begins a file",
    ),
    "a clock": (DeviceConfig(system=System(hostname="node", timezone=Timezone("北京", 480))), "system", "POSIX"),
    "another's secret": (
        replace(ROUTER, aaa=ROUTER.aaa and replace(ROUTER.aaa, users=(_FOREIGN,))),
        "aaa",
        "another platform",
    ),
    "versions that do not meet": (
        with_rule(PolicyRule(name="x", permit=True, sources=("政务云",), destinations=("retired",))),
        "firewall",
        "nothing can match",
    ),
    "local to local": (
        with_rule(PolicyRule(name="x", permit=True, source_zones=("local",), destination_zones=("local",))),
        "firewall",
        "with itself",
    ),
    "no such zone": (with_rule(PolicyRule(name="x", permit=True, source_zones=("x",))), "firewall", "zone"),
    "a quote": (with_rule(PolicyRule(name='a"b', permit=True)), "firewall", "nftables"),
    "ports left alone": (with_nat(pools=(_POOL,), source=()), "nat", "leaves ports alone"),
    "no such pool": (with_nat(source=(SourceNat(name="x", pool="absent"),)), "nat", "pool"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_held_is_named(name: str) -> None:
    device, feature, why = CASES[name]
    assert [one for one in found(device) if one[0] == feature and why in one[1]]


def test_the_examples_have_no_limits() -> None:
    assert found(ROUTER) == found(FIREWALL) == []


def test_a_zone_without_interfaces_is_no_limit() -> None:
    assert found(with_rule(PolicyRule(name="x", permit=True, source_zones=("heartbeat",)))) == []


def test_the_loopback_has_no_network_type() -> None:
    loopback = next(one for one in ROUTER.interfaces if one.name == "loopback-0")
    part = replace(next(one for one in loopback.ospf if one.version == 2), point_to_point=True)
    others = tuple(one for one in ROUTER.interfaces if one is not loopback)
    changed = replace(ROUTER, interfaces=(*others, replace(loopback, ospf=(part,))))
    assert ("interfaces", "FRR gives the loopback no OSPF network type") in found(changed)


def test_a_summary_prefix_of_the_other_version_is_named() -> None:
    first, *rest = ROUTER.ospf
    area = replace(first.areas[0], ranges=(Prefix.parse("2001:db8::/32"),))
    changed = replace(ROUTER, ospf=(replace(first, areas=(area, *first.areas[1:])), *rest))
    assert ("ospf", "summaries of OSPFv2 are IPv4 prefixes") in found(changed)


def test_what_is_unconfirmed_says_so() -> None:
    assert set(CANNOT) == {"high_availability"}
    assert all(len(why) > 20 for why in UNCONFIRMED.values())
