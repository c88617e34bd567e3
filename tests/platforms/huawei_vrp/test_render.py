"""Lines that stand for more than they say: what a device would do without them."""

import pytest

from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, NeighborFamily
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.spanning_tree import SpanningTree, SpanningTreeMode
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.system import System
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.render import Renderer

PEER = Address.parse("10.0.0.2")


def lines(family: str, *interfaces: Interface, **features: object) -> list[str]:
    """Render a device with nothing but what is asked for."""
    held = DeviceConfig(system=System(hostname="X"), interfaces=interfaces, **features)  # type: ignore[arg-type]  # a test's shorthand
    return Renderer().render(held, PLATFORM, PLATFORM.dialect(family)).splitlines()


@pytest.mark.parametrize(
    ("family", "off"),
    [
        ("s", "undo telnet server enable"),
        ("ce", "telnet server disable"),
        ("ne", "undo telnet server enable"),
        ("usg", "undo telnet server enable"),
    ],
)
def test_telnet_is_off_where_ssh_is_on(family: str, off: str) -> None:
    assert off in lines(family, ssh=Ssh())


@pytest.mark.parametrize(("standby", "state"), [(False, "active"), (True, "standby")])
def test_in_a_pair_of_firewalls_hrp_decides_who_is_the_gateway(standby: bool, state: str) -> None:
    group = VrrpGroup(number=1, addresses=(Address.parse("10.1.0.1"),))
    inside = Interface(name="ge-1/0/1", addresses=(InterfaceAddress.parse("10.1.0.2/24"),), vrrp=(group,))
    pair = HighAvailability(interface="ge-1/0/2", peer=PEER, standby=standby)
    assert f" vrrp vrid 1 virtual-ip 10.1.0.1 {state}" in lines("usg", inside, high_availability=pair)
    assert " vrrp vrid 1 virtual-ip 10.1.0.1" in lines("usg", inside)


@pytest.mark.parametrize("client", [True, False])
def test_a_reflector_keeps_routes_that_no_vrf_of_its_own_imports(client: bool) -> None:
    family = NeighborFamily(family=Family.VPNV4, reflector_client=client)
    bgp = Bgp(asn=65001, router_id=PEER, neighbors=(Neighbor(address=PEER, remote_as=65001, families=(family,)),))
    found = lines("ne", bgp=bgp)
    assert ("  undo policy vpn-target" in found) is client
    assert ("  policy vpn-target" in found) is not client
    assert "  undo peer 10.0.0.2 enable" in found  # VRP enables it for IPv4 unicast unasked


def test_a_list_is_closed_only_where_vrp_would_let_pass_the_rest() -> None:
    some = Acl(name="some", source_only=True, rules=(AclRule(sequence=5, permit=True, source=None),))
    none = Acl(name="none", source_only=True)
    open_ended = Acl(
        name="open", rules=(AclRule(sequence=5, permit=False, source=InterfaceAddress.parse("10.0.0.0/8").prefix),)
    )
    bound = Interface(
        name="vlan-10", acls=tuple(AclBinding(name=one, direction=Direction.IN) for one in ("some", "open"))
    )
    found = lines("s", bound, acls=(none, open_ended, some))
    text = "\n".join(found)
    assert "acl name none basic\n rule 4294967294 deny\n#" in text
    assert "destination" not in text
    assert " rule 5 deny ip source 10.0.0.0 0.255.255.255\n rule 4294967294 deny ip\n#" in text
    assert "acl name some basic\n rule 5 permit\n#" in text
    assert found.count(" rule 4294967294 deny ip") == 1
    unbound = lines("s", acls=(open_ended,))
    assert " rule 4294967294 deny ip" not in unbound


def test_spanning_tree_runs_where_it_does_not_by_itself() -> None:
    tree = SpanningTree(mode=SpanningTreeMode.MSTP)
    assert "stp enable" in lines("ne", spanning_tree=tree)
    assert "stp mode mstp" in lines("s", spanning_tree=tree)
    assert "stp enable" not in lines("s", spanning_tree=tree)
