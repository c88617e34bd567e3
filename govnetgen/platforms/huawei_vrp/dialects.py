"""The families that speak VRP, and every fact in which their configurations differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from govnetgen.platform import Dialect
from govnetgen.platforms.huawei_vrp.names import FIREWALL_MANAGEMENT, PortNames


@dataclass(frozen=True, slots=True, kw_only=True)
class VrpDialect(Dialect):
    """What a family prints where another prints something else. The defaults are those of S switches (VRP5)."""

    ports: PortNames
    firewall: bool = False
    """Zones, security policy, NAT, IPsec and HRP."""
    switched_by_default: bool = True
    """A port is a switch port until ``undo portswitch``; elsewhere it is routed until ``portswitch``."""
    access_is_default: bool = False
    """A switch port is an access port without saying so (and ``port link-type access`` is not printed)."""
    enabled_is_printed: bool = False
    """Physical ports print ``undo shutdown``."""
    lacp_mode: str = "lacp"
    subinterface_tag: str = "dot1q termination vid"
    ipv6_switch: bool = True
    """IPv6 forwarding has to be switched on for the whole device with ``ipv6``."""
    spanning_tree_is_on: bool = True
    """Spanning tree runs unless it is switched off; elsewhere it needs ``stp enable``."""
    region_is_activated: bool = True
    """A changed MST region counts only after ``active region-configuration``."""
    traffic_filter: bool = True
    """ACLs are applied by ``traffic-filter``; elsewhere by a traffic policy whose classifier names the ACL."""
    classifier_operator: str = "operator"
    classifier_acl: str = ""
    """What stands before the name of an ACL in a classifier."""
    urpf: str = "urpf"
    urpf_switch: str | None = None
    """A second line that urpf needs before it acts."""
    urpf_ipv6: str | None = None
    ntp: str = "ntp-service"
    telnet_off: tuple[str, ...] = ("undo telnet server enable", "undo telnet ipv6 server enable")
    netconf: tuple[str, ...] = ("snetconf server enable",)
    netconf_view: bool = True
    """NETCONF has a ``netconf`` view with its port; firewalls have ``api`` instead."""
    vrrp_preempt: str = "preempt-mode"
    relay_server: str = "dhcp relay server-ip"
    relay_mode_last: bool = False
    """``dhcp select relay`` is printed below the servers."""
    administrators: str = "local-user"
    """``local-user`` lines, or ``manager-user`` blocks."""
    domains: tuple[str, ...] = ("default", "default_admin")
    """The AAA domains that every device has; the last is that of its administrators."""
    privilege_word: str = "privilege level"
    privileges: tuple[tuple[int, int], ...] = ()
    """Pairs of the model's privilege (0 to 15) and the device's own level; empty where they are the same."""
    accounts_first: bool = False
    """``aaa`` prints the accounts above the schemes, and a separator after each part."""
    tacacs_ranks: tuple[str, ...] = ("", " secondary", " third")
    radius_view: str = "template"
    """What holds RADIUS servers; empty where that is not known."""
    radius_key: str = "radius-server shared-key cipher"
    radius_domain: str = "radius-server"
    radius_weight: int = 80
    synchronization: bool = True
    """BGP families print ``undo synchronization``."""
    global_indent: str = ""
    """What stands before some global one-liners in a dump."""


_NO_FIREWALL: Mapping[str, str] = {
    "firewall": "security zones and policies need a USG",
    "nat": "address translation needs a USG",
    "ipsec": "IPsec needs a USG",
    "high_availability": "hot standby (HRP) needs a USG",
}

_VRP8_PRIVILEGES = ((0, 0), (1, 1), (2, 2), (15, 3))
"""VRP8 has four levels; 3 may do everything, as 15 elsewhere."""

_FAST = tuple((f"{speed}ge", f"{speed}GE") for speed in (25, 40, 50, 100, 200, 400))

S = VrpDialect(
    name="s",
    title="S-series switches (VRP5)",
    cannot=_NO_FIREWALL,
    ports=PortNames((("fe", "Ethernet"), ("ge", "GigabitEthernet"), ("10ge", "XGigabitEthernet"), *_FAST), "MEth0/0/1"),
)

CE = VrpDialect(
    name="ce",
    title="CloudEngine switches (VRP8)",
    cannot={**_NO_FIREWALL, "mpls": "CloudEngine 6800 switches have no MPLS"},
    ports=PortNames((("ge", "GE"), ("10ge", "10GE"), *_FAST), "MEth0/0/0"),
    access_is_default=True,
    lacp_mode="lacp-static",
    ipv6_switch=False,
    region_is_activated=False,
    traffic_filter=False,
    classifier_operator="type",
    urpf="ip urpf",
    urpf_switch="ip urpf enable",
    ntp="ntp",
    telnet_off=("telnet server disable", "telnet ipv6 server disable"),
    vrrp_preempt="preempt",
    privilege_word="level",
    privileges=_VRP8_PRIVILEGES,
    accounts_first=True,
    tacacs_ranks=("", " secondary", " third", " fourth"),
    radius_view="",
    synchronization=False,
)

NE = VrpDialect(
    name="ne",
    title="NE40E and NetEngine 8000 routers (VRP8)",
    cannot={
        **_NO_FIREWALL,
        "dhcp": "the address pools of NE routers belong to broadband access and have a form of their own",
    },
    ports=PortNames((("fe", "Ethernet"), ("ge", "GigabitEthernet"), ("10ge", "10GE"), *_FAST), "GigabitEthernet0/0/0"),
    switched_by_default=False,
    enabled_is_printed=True,
    lacp_mode="lacp-static",
    subinterface_tag="vlan-type dot1q",
    ipv6_switch=False,
    spanning_tree_is_on=False,
    region_is_activated=False,
    traffic_filter=False,
    urpf="ip urpf",
    urpf_ipv6="ipv6 urpf",
    relay_server="ip relay address",
    relay_mode_last=True,
    privilege_word="level",
    privileges=_VRP8_PRIVILEGES,
    accounts_first=True,
    tacacs_ranks=("", " secondary"),
    radius_view="group",
    radius_key="radius-server shared-key-cipher",
    radius_domain="radius-server group",
    radius_weight=0,
    classifier_acl="name ",
    synchronization=False,
)

USG = VrpDialect(
    name="usg",
    title="USG6000 and USG6000E firewalls (V500)",
    cannot={
        "mpls": "no manual of the USG6000 describes MPLS",
        "spanning_tree": "no manual of the USG6000 describes spanning tree",
    },
    ports=PortNames(
        (("fe", "Ethernet"), ("ge", "GigabitEthernet"), ("10ge", "XGigabitEthernet"), *_FAST), FIREWALL_MANAGEMENT
    ),
    firewall=True,
    switched_by_default=False,
    enabled_is_printed=True,
    lacp_mode="lacp-static",
    subinterface_tag="vlan-type dot1q",
    netconf=(),
    netconf_view=False,
    administrators="manager-user",
    domains=("default",),
    privilege_word="level",
    global_indent=" ",
)

DIALECTS: Mapping[str, VrpDialect] = {one.name: one for one in (S, CE, NE, USG)}
