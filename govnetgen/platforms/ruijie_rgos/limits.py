"""What RGOS cannot express, and what is written without a source that confirms it."""

from collections.abc import Iterator, Mapping
from itertools import chain

from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Limit
from govnetgen.platforms.ruijie_rgos.dialects import RgosDialect
from govnetgen.platforms.ruijie_rgos.limits_interface import interface_limits
from govnetgen.platforms.ruijie_rgos.limits_management import management_limits
from govnetgen.platforms.ruijie_rgos.limits_policy import policy_limits
from govnetgen.platforms.ruijie_rgos.limits_routing import routing_limits

CANNOT: Mapping[str, str] = {
    "mpls": "no source shows the MPLS and LDP commands of RGOS, so none are written",
    "firewall": "RGOS switches have access lists but no security zones",
    "nat": "RGOS switches do not translate addresses",
    "ipsec": "RGOS switches have no IPsec tunnels",
    "high_availability": "RGOS switches share nothing with a firewall pair; they pair up with VRRP",
}
"""Whole features that no dialect has."""

UNCONFIRMED: Mapping[str, str] = {
    "acl": "ESP by its number 50 and ports by number, but for www: no dump shows other words, and numbers are taken",
    "aaa": "ip tacacs|radius source-interface, auth-port, acct-port and port follow Cisco's form",
    "bgp": "all of it follows Cisco's form, which RGOS course notes use: no full dump of a device with BGP is known",
    "dhcp_relay": "ipv6 dhcp relay destination follows Cisco's form",
    "interface": "names of 25, 40 and 400 Gbit/s ports, mtu, encapsulation dot1Q, the order in layer 3 blocks",
    "isis": "all of it: no source shows an RGOS configuration with IS-IS; wide-metric is the word of its relatives",
    "lengths": "80 characters of an interface's description, 32 of a VLAN's name: general knowledge",
    "netconf": "the sessions that a device may be given at most; two is the least that confirms from a second session",
    "point_to_point": "links with a 31-bit mask (RFC 3021): no source says from which release RGOS takes them",
    "ospf": "area range and stub, redistribute subnets, network point-to-point and OSPFv3 beyond its authentication",
    "prefix_list": "Cisco's form",
    "snmp": "priv aes128 (the guide knows des56 only), access, vrf, trap-source, contact and location",
    "spanning_tree": "spanning-tree guard root: the feature is documented, its spelling is not",
    "ssh": "exec-timeout and ipv6 access-class on terminal lines",
    "static_route": "vrf and description",
    "switchport": "the place of native vlan above allowed vlan, and remove 1-4094 for a trunk without VLANs",
    "syslog": "source interface, trap level, vrf and the word ipv6",
    "urpf": "ip verify unicast source reachable-via: the feature is known by its trap alone",
    "vrf": "rd and route-target, and which of the two forms a dump prints; the address families' closing word",
}
"""What no source confirms, by feature: written as RGOS's relatives write it, to be checked on a device."""


def limits(device: DeviceConfig, dialect: RgosDialect) -> Iterator[Limit]:
    """Name everything that is set on the device and that RGOS cannot say, with the reason."""
    return chain(
        management_limits(device),
        policy_limits(device, dialect),
        interface_limits(device),
        routing_limits(device),
    )
