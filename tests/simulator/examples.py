"""Small configurations of simulated devices, and drivers for them."""

from typing import Any

from napalm import get_network_driver

from govnetgen.drivers.cli_driver import CliDriver
from simulator.server import PASSWORD, USERNAME, SimulatedDevice

VRP = """\
#
sysname core1
#
vlan batch 10 20
#
acl name management 3999
 rule 5 permit ip source 10.0.0.0 0.0.0.255
#
interface GigabitEthernet0/0/1
 undo portswitch
 description 大连市数据中心
 ip address 10.0.0.1 255.255.255.0
#
interface GigabitEthernet0/0/2
 port link-type trunk
 port trunk allow-pass vlan 10 20
#
aaa
 local-user operator password irreversible-cipher $1c$7Kd%Vault-1$
#
return
"""
VRP_CHANGE = """\
vlan batch 30
interface GigabitEthernet0/0/1
 description 电子政务外网
 quit
interface GigabitEthernet0/0/2
 port trunk allow-pass vlan 30
 quit
ip route-static 0.0.0.0 0.0.0.0 10.0.0.254
"""
RGOS = """\
hostname core1
!
vlan range 1,10,20
!
interface GigabitEthernet 0/1
 no switchport
 description 大连市数据中心
 ip address 10.0.0.1 255.255.255.0
!
interface GigabitEthernet 0/2
 switchport mode trunk
 switchport trunk allowed vlan only 10,20
!
end
"""
RGOS_CHANGE = """\
vlan range 30
interface GigabitEthernet 0/1
 description 电子政务外网
 exit
interface GigabitEthernet 0/2
 switchport trunk allowed vlan add 30
 exit
ip route 0.0.0.0 0.0.0.0 10.0.0.254
"""
CONFIGURATIONS = {"rgos": RGOS}
CHANGES = {"rgos": RGOS_CHANGE}
KINDS = ("vrp5", "vrp8", "ce_old", "usg", "rgos")
IMMEDIATE = ("vrp5", "usg", "rgos")
TWO_STAGE = ("vrp8", "ce_old")


def device(kind: str, name: str = "core1", **more: Any) -> SimulatedDevice:
    """Make a small device of a kind."""
    return SimulatedDevice(name, kind, CONFIGURATIONS.get(kind, VRP), **more)


def change_of(kind: str) -> str:
    """Return a change of the small device: eight lines, with Chinese among them."""
    return CHANGES.get(kind, VRP_CHANGE)


def platform_of(kind: str) -> str:
    """Return the platform that a kind of device belongs to."""
    return "ruijie_rgos" if kind == "rgos" else "huawei_vrp"


def driver_of(one: SimulatedDevice, **arguments: Any) -> CliDriver:
    """Make the driver that NAPALM finds for a device, not opened yet."""
    kind = get_network_driver(platform_of(one.kind))
    password = arguments.pop("password", PASSWORD)
    timeout = arguments.pop("timeout", 10)
    found = kind("127.0.0.1", USERNAME, password, timeout, {**one.optional_args, **arguments})
    assert isinstance(found, CliDriver)
    return found
