"""All features of a device together."""

from dataclasses import replace

from govnetgen.intent import (
    aaa,
    acl,
    bgp,
    dhcp,
    firewall,
    high_availability,
    interface,
    ipsec,
    isis,
    lldp,
    mpls,
    nat,
    ntp,
    ospf,
    prefix_list,
    snmp,
    spanning_tree,
    ssh,
    static_route,
    syslog,
    system,
    vlan,
    vrf,
)
from govnetgen.intent.scope import Index, Scope
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall
from govnetgen.model.device.order import in_order
from govnetgen.model.network import Network


class Intent:
    """The intended configurations of a network; each device's is built when asked for."""

    def __init__(self, network: Network, plan: AddressPlan) -> None:
        self._index = Index(network, plan)

    def device(self, name: str) -> DeviceConfig:
        """Return the intended configuration of a device; raises KeyError for an unknown name."""
        scope = Scope(self._index, self._index.network.devices[name])
        return in_order(
            DeviceConfig(
                system=system.build(scope),
                aaa=aaa.build(scope),
                ssh=ssh.build(scope),
                ntp=ntp.build(scope),
                syslog=syslog.build(scope),
                snmp=snmp.build(scope),
                lldp=lldp.build(scope),
                vlans=vlan.build(scope),
                spanning_tree=spanning_tree.build(scope),
                vrfs=vrf.build(scope),
                interfaces=interface.build(scope),
                dhcp=dhcp.build(scope),
                prefix_lists=prefix_list.build(scope),
                acls=acl.build(scope),
                static_routes=static_route.build(scope),
                ospf=ospf.build(scope),
                isis=isis.build(scope),
                mpls=mpls.build(scope),
                bgp=bgp.build(scope),
                firewall=_with_nat_objects(firewall.build(scope), scope),
                nat=nat.build(scope),
                ipsec=ipsec.build(scope),
                high_availability=high_availability.build(scope),
            )
        )


def _with_nat_objects(built: Firewall | None, scope: Scope) -> Firewall | None:
    if built is None:
        return None
    return replace(built, address_objects=(*built.address_objects, *nat.source_objects(scope)))
