"""What RGOS cannot say is named with its reason, and what it can say in a certain order only comes in that order."""

from dataclasses import replace

import pytest

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, NeighborFamily
from govnetgen.model.device.interface import Aggregate, Interface, LagMember, TrunkPort
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import InterfaceOspf, OspfArea, OspfProcess
from govnetgen.model.device.snmp import Snmp, SnmpAuthentication, SnmpPrivacy, SnmpUser
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.system import System
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.secret import Secret
from govnetgen.platform import FEATURES
from govnetgen.platforms.ruijie_rgos import PLATFORM
from govnetgen.platforms.ruijie_rgos.limits import CANNOT, UNCONFIRMED
from govnetgen.render import Renderer

BARE = DeviceConfig(system=System(hostname="x"), lldp=Lldp())
HERE = Address.parse("10.0.0.1")
ROUTED = Interface(name="ge-0/1", addresses=(InterfaceAddress.parse("10.0.0.1/24"),))


def limits(dialect: str | None = None, **changes: object) -> list[str]:
    """What cannot be said of a bare device with these changes."""
    device = in_order(replace(BARE, **changes))  # type: ignore[arg-type]  # names and types are the caller's
    return [str(one) for one in PLATFORM.inexpressible(device, PLATFORM.dialect(dialect))]


def test_a_bare_device_has_none() -> None:
    assert limits() == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"lldp": None}, "on unless it is switched off"),
        ({"mpls": Mpls(lsr_id=HERE)}, "no source shows the MPLS"),
        ({"vlans": (Vlan(number=1),)}, "VLAN 1 is always there"),
        ({"vlans": (Vlan(number=2, name="x" * 33),)}, "at most 32 characters"),
        ({"interfaces": (Interface(name="ge-0/1", description="x" * 81),)}, "at most 80 characters"),
        ({"interfaces": (Interface(name="2.5ge-0/1"),)}, "no source shows how RGOS names"),
        ({"interfaces": (replace(ROUTED, mpls=True),)}, "MPLS"),
        ({"interfaces": (replace(ROUTED, dhcp_server=True),)}, "wherever a pool"),
        ({"interfaces": (Interface(name="ge-0/1", switchport=TrunkPort(vlans=(NumberRange(1, 9),))),)}, "untagged"),
        ({"interfaces": (Interface(name="lag-1"),)}, "is an aggregate"),
        ({"interfaces": (Interface(name="lag-1", aggregate=Aggregate(min_links=2)),)}, "least number of links"),
        ({"interfaces": (Interface(name="lag-1", aggregate=Aggregate(lacp=False)),)}, "LACP with the members"),
        ({"interfaces": (Interface(name="ge-0/1", description=" x"),)}, "blanks at its ends"),
        ({"ntp": Ntp()}, "without a server or a key"),
        ({"ntp": Ntp(keys=(NtpKey(number=1, algorithm=NtpAlgorithm.HMAC_SHA256, secret=Secret("k")),))}, "MD5 only"),
        ({"ntp": Ntp(keys=(NtpKey(number=1, algorithm=NtpAlgorithm.MD5, secret=Secret("k", "cipher")),))}, "'cipher'"),
        ({"static_routes": (StaticRoute(prefix=Prefix.parse("10.0.0.0/8")),)}, "to a next hop or to nowhere"),
        ({"ospf": (OspfProcess(number=1, router_id=HERE, areas=(OspfArea(number=3),)),)}, "leaves no trace"),
        (
            {"interfaces": (replace(ROUTED, ospf=(InterfaceOspf(process=1, area=0),)),)},
            "OSPFv2 process 1 does not exist",
        ),
        (
            {
                "bgp": Bgp(
                    asn=1,
                    router_id=HERE,
                    neighbors=(Neighbor(address=HERE, remote_as=1, families=(NeighborFamily(family=Family.VPNV4),)),),
                )
            },
            "need MPLS",
        ),
        (
            {
                "snmp": Snmp(
                    users=(
                        SnmpUser(
                            name="u",
                            group="g",
                            authentication=SnmpAuthentication.SHA,
                            authentication_secret=Secret("0a", "encrypted"),
                            privacy=SnmpPrivacy.AES128,
                            privacy_secret=Secret("reference"),
                        ),
                    )
                )
            },
            "both secrets",
        ),
    ],
)
def test_limits(changes: dict[str, object], why: str) -> None:
    found = limits(**changes)
    assert len(found) == 1 and why in found[0], found


def test_vrfs_of_release_11_have_no_ipv6() -> None:
    vrfs = (Vrf(name="A", ipv6=True),)
    assert limits("rgos12", vrfs=vrfs) == []
    assert len(limits("rgos11", vrfs=vrfs)) == 1


def test_an_ipv6_list_is_source_only_where_it_guards_the_device() -> None:
    guard = Acl(name="G", version=6, source_only=True, rules=(AclRule(sequence=10, permit=True),))
    assert limits(acls=(guard,), ssh=Ssh(acl6="G")) == []
    assert len(limits(acls=(guard,))) == 1
    assert len(limits(acls=(replace(guard, source_only=False),), ssh=Ssh(acl6="G"))) == 1


def test_numbered_lists_keep_to_their_numbers() -> None:
    assert limits(acls=(Acl(name="1", source_only=True), Acl(name="100"))) == []
    assert len(limits(acls=(Acl(name="100", source_only=True), Acl(name="1")))) == 2


def test_notes_name_real_things() -> None:
    assert set(CANNOT) <= set(FEATURES)
    assert all(UNCONFIRMED.values())


# the order of commands


def rendered(**changes: object) -> list[str]:
    """The lines of a bare device with these changes."""
    device = in_order(replace(BARE, **changes))  # type: ignore[arg-type]  # names and types are the caller's
    return Renderer().render(device, PLATFORM, PLATFORM.dialect(None)).splitlines()


def test_an_aggregate_is_routed_before_ports_join_it() -> None:
    """RGOS refuses to switch an AggregatePort between layers once it has members; members follow its layer."""
    lag = Interface(name="lag-1", aggregate=Aggregate(), addresses=ROUTED.addresses)
    lines = rendered(interfaces=(Interface(name="ge-0/1", lag=LagMember(number=1)), lag))
    start = lines.index("interface AggregatePort 1")
    assert lines[start + 1] == " no switchport"
    member = lines.index("interface GigabitEthernet 0/1")
    assert start < member
    assert lines[member + 1 : member + 3] == [" no switchport", " port-group 1 mode active"]


def test_a_vrf_stands_before_the_addresses_that_it_would_remove() -> None:
    lines = rendered(vrfs=(Vrf(name="A"),), interfaces=(replace(ROUTED, vrf="A"),))
    assert lines.index(" vrf forwarding A") < lines.index(" ip address 10.0.0.1 255.255.255.0")
    assert lines.index("vrf definition A") < lines.index("interface GigabitEthernet 0/1")


def test_telnet_is_off_wherever_ssh_is_set() -> None:
    lines = rendered(ssh=Ssh())
    assert "no enable service telnet-server" in lines
    assert " transport input ssh" in lines
    assert "no enable service telnet-server" not in rendered()
