"""What VRP cannot express of a device's configuration, and why; and what of its syntax no source confirms."""

from collections.abc import Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp import firewall_limits
from govnetgen.platforms.huawei_vrp.acl_limits import acl_limits, prefix_list_limits
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.interface_limits import interface_limits
from govnetgen.platforms.huawei_vrp.routing_limits import (
    bgp_limits,
    isis_limits,
    ospf_limits,
    static_route_limits,
    vrf_limits,
)
from govnetgen.platforms.huawei_vrp.service_limits import (
    aaa_limits,
    dhcp_limits,
    service_limits,
    spanning_tree_limits,
    system_limits,
    vlan_limits,
)

UNCONFIRMED: Mapping[str, str] = {
    **firewall_limits.UNCONFIRMED,
    "lengths": "31 characters of names of VLANs and VPN instances, 242 of a description: general knowledge",
    "interface.urpf": "the form of S switches and firewalls is general knowledge; NE and CE forms are from manuals",
    "interface.dhcp_relay": "servers are sought in the interface's own VPN instance; the form of USG is that of S",
    "interface.vlan": "`arp broadcast enable` is not written: releases at hand have it on, early ones need it by hand",
    "interface.isis.passive": "`isis silent` is general knowledge",
    "interface.names": "10GE ports of USG6000E V500 are taken to be called XGigabitEthernet, those of NE 10GE",
    "interface.acls": "how a classifier names a list: by a bare name on CE, behind the word `name` on NE",
    "ssh.netconf": "`snetconf server enable` and the `netconf` view are from CE and NE; S is taken to have them too",
    "cli through NETCONF": "execute-cli: what stands in the <data> of a reply, whether a view is there for the next "
    "request (found out at login), whether `mmi-mode` holds there, and whether a confirmed commit takes what commands "
    "have put into a candidate (seen in what runs) are in no source; the request and its namespace are",
    "ssh.source": "recent VRP8 releases also want `ssh server-source`, which earlier ones do not know: not written",
    "ssh.authentication": "`ssh authentication-type default password` is from S and USG; taken to hold for VRP8",
    "ntp": "CE is taken to have every `ntp-service` command under the word `ntp`",
    "syslog.level": "the channel is written as `loghost`; some releases print its number 2, which is read too",
    "snmp.authentication": "sha256 is written `sha2-256`, which early VRP5 releases lack",
    "aaa.radius": "S: source and weight stand in each server's line; NE: groups with `shared-key-cipher`",
    "aaa.servers of a firewall": "taken to hang on the domain `default` and on each `manager-user`; dumps show such "
    "lines, but none of a firewall with servers is at hand",
    "acl.names": "a named list is written with its kind; S switches print the number that they chose themselves",
    "bgp.networks": "the mask is always written; some releases hide that of a classful network, which is read too",
    "lldp": "where LLDP is off by default, a dump does not print `undo lldp enable`",
    "spanning_tree": "plain MSTP is written `stp mode mstp`, which dumps hide as the default",
}
"""Syntax that no source confirms: what it is for, and why it is written as it is."""


def limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name everything of the device that the dialect cannot express."""
    yield from system_limits(device)
    yield from aaa_limits(device, dialect)
    yield from service_limits(device)
    yield from vlan_limits(device)
    yield from spanning_tree_limits(device)
    yield from dhcp_limits(device)
    yield from vrf_limits(device)
    yield from interface_limits(device, dialect)
    yield from acl_limits(device, dialect)
    yield from prefix_list_limits(device)
    yield from static_route_limits(device)
    yield from ospf_limits(device)
    yield from isis_limits(device)
    yield from bgp_limits(device)
    yield from firewall_limits.limits(device, dialect)
