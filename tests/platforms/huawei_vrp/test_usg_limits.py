"""What a USG cannot express is named with its reason, and what it can is not."""

from dataclasses import replace

import pytest
from platforms.huawei_vrp.usg_examples import EXIT_FIREWALL

from govnetgen.model.address import Address, AddressRange, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, Protocol
from govnetgen.model.device.firewall import (
    AddressGroup,
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.ipsec import Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.platforms.huawei_vrp.firewall_limits import UNCONFIRMED, limits

USG = PLATFORM.dialect("usg")
_A, _B = Address.parse("10.0.0.1"), Address.parse("10.0.0.2")
_SIX = Address.parse("2001:db8::1")
_HOST, _BLOCK = Prefix.parse("10.0.0.1/32"), Prefix.parse("10.1.0.0/24")
_TUNNEL = IpsecTunnel(name="t", interface="10ge-1/0/1", peer=_A, secret=Secret("key"))


def _device(**features: object) -> DeviceConfig:
    return DeviceConfig(system=System(hostname="fw"), **features)  # type: ignore[arg-type]  # features by name


def _whys(device: DeviceConfig) -> str:
    return "\n".join(map(str, limits(device, USG)))  # type: ignore[arg-type]  # a VrpDialect, typed as Dialect


def _term(protocol: Protocol, ports: NumberRange | None = None) -> Firewall:
    return Firewall(service_objects=(ServiceObject(name="s", terms=(ServiceTerm(protocol=protocol, ports=ports),)),))


def _rule(**fields: object) -> Firewall:
    return Firewall(rules=(PolicyRule(**({"name": "r", "permit": True} | fields)),))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("firewall", "why"),
    [
        (Firewall(zones=(Zone(name="local", priority=100),)), "the device itself"),
        (Firewall(zones=(Zone(name="dmz", priority=60, interfaces=("ge-1/0/1",)),)), "fixed priority 50"),
        (Firewall(zones=(Zone(name="dmz", priority=50),)), "leave it out"),
        (Firewall(zones=(Zone(name="internet", priority=5),)), "taken by the zone untrust"),
        (Firewall(zones=(Zone(name="a", priority=7), Zone(name="b", priority=7))), "taken by the zone a"),
        (Firewall(zones=(Zone(name="a b", priority=7),)), "without blanks"),
        (
            Firewall(
                zones=(
                    Zone(name="a", priority=7, interfaces=("ge-1/0/1",)),
                    Zone(name="b", priority=8, interfaces=("ge-1/0/1",)),
                )
            ),
            "one zone only",
        ),
        (Firewall(address_objects=(AddressObject(name='"'),)), "quotes"),
        (Firewall(address_objects=(AddressObject(name="any"),)), "any is not a name"),
        (Firewall(address_objects=(AddressObject(name="x", description="a\nb"),)), "one line"),
        (Firewall(address_objects=(AddressObject(name="x", members=(AddressRange(_B, _A),)),)), "not a range"),
        (
            Firewall(address_objects=(AddressObject(name="x"),), address_groups=(AddressGroup(name="x"),)),
            "share the name",
        ),
        (Firewall(address_groups=(AddressGroup(name="g", members=("x",)),)), "no address set x"),
        (_term(Protocol.IP), "no word for protocol ip"),
        (_term(Protocol.ICMP, NumberRange(8, 8)), "no ports"),
        (_term(Protocol.TCP, NumberRange(0, 65535)), "leave the ports out"),
        (
            Firewall(
                service_objects=(
                    ServiceObject(name="ssh", terms=(ServiceTerm(protocol=Protocol.TCP, ports=NumberRange(22, 22)),)),
                )
            ),
            "only where a rule names it",
        ),
        (Firewall(service_objects=(ServiceObject(name="custom-ssh"),)), "meaning of its own"),
        (_rule(source_zones=("nowhere",)), "no zone nowhere"),
        (_rule(sources=("x",)), "no address set x"),
        (_rule(services=("x",)), "no service set x"),
        (_rule(name="default", log=True), "default action"),
        (_rule(description="what?"), "question marks"),
    ],
)
def test_limits_of_the_firewall(firewall: Firewall, why: str) -> None:
    assert why in _whys(_device(firewall=firewall))


def _destination(**fields: object) -> Nat:
    known: dict[str, object] = {"name": "n", "outside": _A, "inside": _B, "zone": "untrust"}
    return Nat(destination=(DestinationNat(**(known | fields)),))  # type: ignore[arg-type]  # fields by name


def _static(**fields: object) -> StaticNat:
    known: dict[str, object] = {"name": "n", "outside": _HOST, "inside": _HOST, "zone": "untrust"}
    return StaticNat(**(known | fields))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("nat", "why"),
    [
        (Nat(), "no trace"),
        (Nat(pools=(NatPool(name="p", addresses=AddressRange(_SIX, _SIX)),)), "only IPv4"),
        (Nat(source=(SourceNat(name="r", pool="p"),)), "no pool p"),
        (Nat(source=(SourceNat(name="r", pool="p", exempt=True),)), "takes no pool"),
        (Nat(source=(SourceNat(name="r", source_zones=("z",)),)), "no zone z"),
        (Nat(static=(_static(inside=_BLOCK),)), "one size"),
        (Nat(static=(_static(), _static(name="m"))), "only once"),
        (Nat(static=(_static(zone="z"),)), "no zone z"),
        (_destination(outside=_SIX), "only IPv4"),
        (_destination(protocol=Protocol.TCP, outside_port=80), "both ports or neither"),
        (_destination(outside_port=80, inside_port=80), "need TCP or UDP"),
        (_destination(protocol=Protocol.IP), "no word for protocol ip"),
    ],
)
def test_limits_of_translation(nat: Nat, why: str) -> None:
    assert why in _whys(_device(nat=nat))


@pytest.mark.parametrize(
    ("tunnel", "why"),
    [
        (replace(_TUNNEL, interface="10ge-9/0/9"), "not configured"),
        (replace(_TUNNEL, name="a tunnel"), "without blanks"),
        (replace(_TUNNEL, name="t" * 27), "1 to 26 characters"),
        (replace(_TUNNEL, peer=_SIX), "IPv6"),
        (replace(_TUNNEL, dh_group=27), "no group 27"),
        (replace(_TUNNEL, secret=Secret("x", "8")), "own cipher"),
        (replace(_TUNNEL, selectors=(TrafficSelector(local=Prefix.parse("::/0"), remote=_HOST),)), "IPv4 only"),
    ],
)
def test_limits_of_tunnels(tunnel: IpsecTunnel, why: str) -> None:
    assert why in _whys(replace(EXIT_FIREWALL, ipsec=Ipsec(tunnels=(tunnel,))))


@pytest.mark.parametrize(
    ("device", "why"),
    [
        (_device(ipsec=Ipsec()), "no trace"),
        (_device(ipsec=Ipsec(tunnels=(_TUNNEL, _TUNNEL))), "share the name"),
        (_device(ipsec=Ipsec(), acls=(Acl(name="ipsec-t"),)), "selectors of tunnels"),
        (_device(ipsec=Ipsec(tunnels=(_TUNNEL,)), acls=(Acl(name="3500"),)), "number is taken"),
        (_device(high_availability=HighAvailability(interface="ge-1/0/1", peer=_SIX)), "IPv4 only"),
        (_device(high_availability=HighAvailability(interface="2.5ge-1/0/1", peer=_A)), "no name"),
    ],
)
def test_other_limits(device: DeviceConfig, why: str) -> None:
    assert why in _whys(device)


def test_an_exit_firewall_has_no_limits() -> None:
    assert _whys(EXIT_FIREWALL) == ""


def test_a_rule_may_name_the_devices_own_zones() -> None:
    assert _whys(_device(firewall=_rule(source_zones=("local", "trust"), destination_zones=("dmz",)))) == ""


def test_other_families_have_no_firewall_at_all() -> None:
    found = PLATFORM.inexpressible(EXIT_FIREWALL, PLATFORM.dialect("s"))
    assert {one.feature for one in found} >= {"firewall", "nat", "ipsec", "high_availability"}
    assert all("USG" in one.why for one in found if one.feature in ("firewall", "nat", "ipsec", "high_availability"))


def test_what_is_unconfirmed_is_told_with_its_feature() -> None:
    features = {"firewall", "nat", "ipsec", "high_availability"}
    assert {key.partition(":")[0] for key in UNCONFIRMED} == features
