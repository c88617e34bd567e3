"""A switch that takes NETCONF only, as a network engineer would want it."""

from govnetgen.model.address import InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.order import in_order
from govnetgen.model.device.system import System
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf

SWITCH = in_order(
    DeviceConfig(
        system=System(hostname="agg-zhongshan"),
        vlans=(Vlan(number=10, name="office <税务局 & partners>"), Vlan(number=20), Vlan(number=21)),
        vrfs=(Vrf(name="shuiwu", route_distinguisher="65000:30", imports=("65000:30",), exports=("65000:30",)),),
        acls=(
            Acl(
                name="office-in",
                rules=(
                    AclRule(
                        sequence=5,
                        permit=True,
                        protocol=Protocol.TCP,
                        source=Prefix.parse("10.32.0.0/16"),
                        destination_port=NumberRange(443, 443),
                    ),
                    AclRule(sequence=10, permit=False),
                ),
            ),
        ),
        interfaces=(
            Interface(
                name="10ge-0/1", description="to core1", switchport=TrunkPort(vlans=(NumberRange(20, 21),), native=10)
            ),
            Interface(name="ge-0/9", description="office", switchport=AccessPort(vlan=10)),
            Interface(name="ge-0/10", enabled=False),
            Interface(name="loopback-0", addresses=(InterfaceAddress.parse("10.40.8.1/32"),)),
            Interface(
                name="vlan-10",
                mtu=1500,
                vrf="shuiwu",
                addresses=(InterfaceAddress.parse("10.32.4.1/24"), InterfaceAddress.parse("2001:db8::1/64")),
                acls=(AclBinding(name="office-in", direction=Direction.IN),),
            ),
        ),
    )
)
