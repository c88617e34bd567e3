"""``DeviceConfig``: what one device's configuration means, with no vendor in it.

Intended and running configurations are the same type. One file a feature, with the same name as the
feature's builder in ``intent/`` and its template on every platform.
"""

from dataclasses import dataclass

from govnetgen.model.device.aaa import Aaa
from govnetgen.model.device.acl import Acl
from govnetgen.model.device.bgp import Bgp
from govnetgen.model.device.dhcp import Dhcp
from govnetgen.model.device.firewall import Firewall
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ipsec import Ipsec
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.device.nat import Nat
from govnetgen.model.device.ntp import Ntp
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.prefix_list import PrefixList
from govnetgen.model.device.snmp import Snmp
from govnetgen.model.device.spanning_tree import SpanningTree
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import Syslog
from govnetgen.model.device.system import System
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceConfig:
    """The whole meaning of a device's configuration; None where a feature is not configured at all."""

    system: System
    aaa: Aaa | None = None
    ssh: Ssh | None = None
    ntp: Ntp | None = None
    syslog: Syslog | None = None
    snmp: Snmp | None = None
    lldp: Lldp | None = None
    vlans: tuple[Vlan, ...] = ()
    spanning_tree: SpanningTree | None = None
    vrfs: tuple[Vrf, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    dhcp: Dhcp | None = None
    prefix_lists: tuple[PrefixList, ...] = ()
    acls: tuple[Acl, ...] = ()
    static_routes: tuple[StaticRoute, ...] = ()
    ospf: tuple[OspfProcess, ...] = ()
    isis: tuple[IsisProcess, ...] = ()
    mpls: Mpls | None = None
    bgp: Bgp | None = None
    firewall: Firewall | None = None
    nat: Nat | None = None
    ipsec: Ipsec | None = None
    high_availability: HighAvailability | None = None
