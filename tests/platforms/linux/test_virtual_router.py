"""VRRP on Linux: hosts send to the group's MAC, so their packets come in on the group's own device."""

import re
from dataclasses import replace

from platforms.linux.examples import FIREWALL

from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device.interface import Interface, ManagementService
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.platforms.linux import PLATFORM
from govnetgen.render import Renderer

INSIDE = Interface(
    name="vlan-101",
    addresses=(InterfaceAddress.parse("10.9.0.2/24"), InterfaceAddress.parse("2001:db8:9::2/64")),
    vrrp=(
        VrrpGroup(number=1, addresses=(Address.parse("10.9.0.1"),)),
        VrrpGroup(number=2, version=6, addresses=(Address.parse("fe80::2"), Address.parse("2001:db8:9::1"))),
    ),
    management=(ManagementService.PING,),
)


def test_a_group_is_in_the_zone_of_its_interface() -> None:
    assert FIREWALL.firewall is not None
    zones = tuple(
        replace(zone, interfaces=(*zone.interfaces, "vlan-101")) if zone.name == "backbone" else zone
        for zone in FIREWALL.firewall.zones
    )
    device = replace(
        FIREWALL, interfaces=(*FIREWALL.interfaces, INSIDE), firewall=replace(FIREWALL.firewall, zones=zones)
    )
    text = Renderer().render(device, PLATFORM, PLATFORM.dialect(None))
    assert "address-virtual 00:00:5e:00:01:01 10.9.0.1/24" in text
    assert "address-virtual 00:00:5e:00:02:02 fe80::2/128 2001:db8:9::1/64" in text
    matches = [line for line in text.splitlines() if '"vlan101"' in line]
    assert matches
    assert all(re.search('"vlan101", "vlan101-v0", "vlan101-v1"', line) for line in matches), matches
    assert any(line.startswith("define zone_backbone") for line in matches)
    assert any("meta l4proto 112" in line and "oifname" in line for line in matches)
