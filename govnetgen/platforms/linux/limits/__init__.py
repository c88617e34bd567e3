"""What a white-box node cannot express, and what no source confirms."""

from collections.abc import Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Limit
from govnetgen.platforms.linux.dialects import LinuxDialect
from govnetgen.platforms.linux.limits.firewall import firewall_limits, nat_limits
from govnetgen.platforms.linux.limits.interface import interface_limits
from govnetgen.platforms.linux.limits.packet_filter import acl_limits, reference_limits
from govnetgen.platforms.linux.limits.routing import (
    bgp_limits,
    isis_limits,
    ospf_limits,
    prefix_list_limits,
    route_limits,
)
from govnetgen.platforms.linux.limits.services import (
    aaa_limits,
    dhcp_limits,
    ipsec_limits,
    ntp_limits,
    snmp_limits,
    syslog_limits,
)
from govnetgen.platforms.linux.limits.switching import spanning_tree_limits, vlan_limits, vrf_limits
from govnetgen.platforms.linux.limits.system import secret_limits, system_limits, text_limits

CANNOT: Mapping[str, str] = {
    "high_availability": "a pair that shares sessions needs conntrackd and keepalived, which are not configured here",
}
"""Whole features."""

UNCONFIRMED: Mapping[str, str] = {
    "aaa": "/etc/tacplus_servers is written as Cumulus Linux's libpam-tacplus reads it; Debian 12 packages no client",
    "snmp": "an interface behind a trap's destination (udp:HOST:162@VRF) is net-snmp's way to bind to a VRF; untried",
    "spanning_tree": "MST regions are set by mstpctl itself, since ifupdown2 has no attribute for them; untried",
    "vrrp": "FRR finds a group's macvlan device by its MAC; ifupdown2's attribute 'address-virtual' makes one; untried",
    "dhcp": "dnsmasq relays on an interface whose own address stands in listen-address; a VRF's instance is untried",
    "ipsec": "swanctl.conf follows strongSwan's manual; no kernel with ESP was at hand to load it",
    "firewall": "inside a VRF the kernel shows the VRF as the incoming interface and the port as its slave: both are"
    " matched; tried on kernels without VRF devices only",
}
"""Syntax that no device of ours has run, and why it is written as it is."""

_FEATURES = (
    system_limits,
    text_limits,
    secret_limits,
    aaa_limits,
    ntp_limits,
    syslog_limits,
    snmp_limits,
    vlan_limits,
    spanning_tree_limits,
    vrf_limits,
    interface_limits,
    dhcp_limits,
    prefix_list_limits,
    acl_limits,
    reference_limits,
    route_limits,
    ospf_limits,
    isis_limits,
    bgp_limits,
    firewall_limits,
    nat_limits,
    ipsec_limits,
)


def limits(device: DeviceConfig, dialect: LinuxDialect) -> Iterator[Limit]:
    """Yield everything of the device that the node's files cannot hold."""
    for feature in _FEATURES:
        yield from feature(device)
