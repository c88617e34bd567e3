"""OSPF in a VRF: on a provider edge with BGP behind it, on all other devices without."""

import pytest

from govnetgen.configtree import parse_tree
from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, BgpVrf
from govnetgen.model.device.ospf import OspfArea, OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.system import System
from govnetgen.model.device.vrf import Vrf
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.render import Renderer

LINE = "vpn-instance-capability simple"
BGP = Redistribution(source=RouteSource.BGP, process=64500)


def process(*sources: Redistribution, version: int = 2, vrf: str | None = "tax") -> OspfProcess:
    return OspfProcess(
        number=7,
        version=version,
        vrf=vrf,
        router_id=Address.parse("10.0.0.1"),
        areas=(OspfArea(number=1),),
        redistribute=sources,
    )


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(("sources", "vrf", "expected"), [((), "tax", True), ((BGP,), "tax", False), ((), None, False)])
def test_only_a_customer_edge_says_so(
    sources: tuple[Redistribution, ...], vrf: str | None, expected: bool, version: int
) -> None:
    device = DeviceConfig(
        system=System(hostname="ce1"),
        vrfs=(Vrf(name="tax"),),
        ospf=(process(*sources, version=version, vrf=vrf),),
        bgp=Bgp(asn=64500, router_id=Address.parse("10.0.0.1"), vrfs=(BgpVrf(vrf="tax"),)),
    )
    text = Renderer().render(device, PLATFORM, PLATFORM.dialect("s"))
    assert (f" {LINE}" in text.splitlines()) is expected
    assert PLATFORM.read(parse_tree(text, PLATFORM.syntax), PLATFORM.dialect("s")).unread == ()


def test_a_provider_edge_that_says_so_is_not_understood() -> None:
    text = f"bgp 64500\n#\nospf 7 router-id 10.0.0.1 vpn-instance tax\n import-route bgp\n {LINE}\n area 0.0.0.1\n#\n"
    unread = PLATFORM.read(parse_tree(text, PLATFORM.syntax), PLATFORM.dialect("s")).unread
    assert LINE in [line.text.strip() for line in unread]
