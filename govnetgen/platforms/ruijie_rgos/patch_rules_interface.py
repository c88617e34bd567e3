"""How interfaces of RGOS are changed."""

from collections.abc import Mapping
from ipaddress import ip_interface

from govnetgen.configtree.ranges import numbers, with_commas
from govnetgen.configtree.rules import Change, Rules, Values, rule
from govnetgen.platforms.ruijie_rgos.names import neutral, port

_VLANS = frozenset(range(1, 4095))
_PORT = r"[A-Za-z]+ [\d/.]+"
_SHORT = r"[A-Za-z]+ ?[\d/.]+"
_L3 = ("l3 {interface}",)
_ROUTED = ("routed {interface}", "tagged {interface}")
_SWITCHED = ("switched {interface}",)


def _one_list(held: frozenset[int]) -> tuple[str, ...]:
    return (with_commas(held),)


def _network(words: Mapping[str, str]) -> Mapping[str, str]:
    """The network of an interface's address: none that overlaps it may be on another interface."""
    length = words.get("mask") or words.get("length")
    try:
        return {"network": str(ip_interface(f"{words['address']}/{length}").network)}
    except ValueError:
        return {"network": words["address"]}


def _full_name(words: Mapping[str, str]) -> Mapping[str, str]:
    """An interface's name in full: 10.4 prints ``gi 1/0/1``."""
    try:
        return {"interface": port(neutral(words["interface"]))}
    except ValueError:
        return {}


TRUNK = Values(
    key="trunk",
    parse=numbers,
    write=_one_list,
    add="switchport trunk allowed vlan add {values}",
    remove="switchport trunk allowed vlan remove {values}",
    # a trunk without this line carries every VLAN
    whole="switchport trunk allowed vlan only {values}",
    empty="switchport trunk allowed vlan remove 1-4094",
    clear="no switchport trunk allowed vlan",
    refers=("vlan {value}",),
    holds=_SWITCHED,
)

_ADDRESSES = (
    # binding, changing or unbinding a VRF takes the addresses off, and what runs on them
    rule(
        r"(?P<word>(?:ip )?vrf) forwarding (?P<vrf>\S+)",
        "vrf",
        "no {word} forwarding {vrf}",
        refers=("vrf {vrf}", "routed {interface}"),
        erases=_L3,
    ),
    rule(
        r"ip address (?P<address>\S+) (?P<mask>\S+)",
        "primary address",
        "no ip address {address} {mask}",
        defines=("primary {interface}",),
        refers=_ROUTED,
        claims=("address {address}",),
        covers="{network} {interface}",
        goes_with=_L3,
        derive=_network,
    ),
    rule(
        r"ip address (?P<address>\S+) (?P<mask>\S+) secondary",
        covers="{network} {interface}",
        derive=_network,
        refers=("primary {interface}", *_ROUTED),
        claims=("address {address}",),
        goes_with=_L3,
    ),
    rule(r"ipv6 enable", defines=("ipv6 {interface}",), refers=_ROUTED, goes_with=_L3),
    rule(
        r"ipv6 address (?P<address>[^/ ]+)/(?P<length>\d+)",
        covers="{network} {interface}",
        derive=_network,
        refers=("ipv6 {interface}",),
        claims=("address {address}",),
        goes_with=_L3,
    ),
    rule(r"(?:ip helper-address|ipv6 dhcp relay destination) .*", refers=("dhcp", *_ROUTED), goes_with=_L3),
    rule(
        r"ipv6 ospf (?P<process>\d+) area \S+",
        "ipv6 ospf area",
        change=Change.UNDO_FIRST,
        refers=("ospf6 {process}", "ipv6 {interface}"),
        goes_with=_L3,
    ),
    rule(r"(?P<word>ip|ipv6) ospf network .*", "{word} ospf network", "no {word} ospf network", goes_with=_L3),
    rule(r"(?P<word>ip|ipv6) ospf cost \d+", "{word} ospf cost", "no {word} ospf cost", goes_with=_L3),
    rule(r"ip ospf authentication .*", "ip ospf authentication", "no ip ospf authentication", goes_with=_L3),
    # the new key is there before the old one goes: both ends accept either
    rule(
        r"ip ospf message-digest-key (?P<key>\d+) .*",
        "ip ospf key {key}",
        "no ip ospf message-digest-key {key}",
        change=Change.UNDO_FIRST,
        goes_with=_L3,
    ),
    rule(
        r"ip router isis(?: (?P<process>\S+))?",
        "ip isis",
        change=Change.UNDO_FIRST,
        refers=("isis {process}", *_ROUTED),
        goes_with=_L3,
    ),
    rule(
        r"ipv6 router isis(?: (?P<process>\S+))?",
        "ipv6 isis",
        change=Change.UNDO_FIRST,
        refers=("isis {process}", "ipv6 {interface}"),
        goes_with=_L3,
    ),
    rule(r"isis network .*", "isis network", "no isis network", goes_with=_L3),
    rule(r"isis wide-metric \d+", "isis wide-metric", "no isis wide-metric", goes_with=_L3),
    rule(r"vrrp (?P<group>\d+) priority \d+", "vrrp {group} priority", "no vrrp {group} priority", goes_with=_L3),
    rule(
        r"vrrp (?P<group>\d+) preempt delay \d+",
        "vrrp {group} preempt",
        "no vrrp {group} preempt delay",
        goes_with=_L3,
    ),
    rule(
        r"vrrp (?P<group>\d+) ip (?P<address>\S+)",
        "vrrp {group}",
        "no vrrp {group} ip {address}",
        defines=("vrrp {group} {interface}",),
        refers=("primary {interface}",),
        claims=("address {address}",),
        goes_with=_L3,
    ),
    rule(
        r"vrrp (?P<group>\d+) ip (?P<address>\S+) secondary",
        refers=("vrrp {group} {interface}",),
        claims=("address {address}",),
        goes_with=_L3,
    ),
    # the first address of an IPv6 group is its link-local one; the group's other lines need it
    rule(
        r"vrrp (?P<group>\d+) ipv6 (?P<address>[Ff][Ee][89ABab].*)",
        defines=("vrrp6 {group} {interface}",),
        refers=("ipv6 {interface}",),
        goes_with=_L3,
    ),
    rule(
        r"vrrp (?P<group>\d+) ipv6 (?P<address>\S+)",
        refers=("vrrp6 {group} {interface}", "ipv6 {interface}"),
        claims=("address {address}",),
        goes_with=_L3,
    ),
    rule(
        r"vrrp ipv6 (?P<group>\d+) priority \d+",
        "vrrp6 {group} priority",
        "no vrrp ipv6 {group} priority",
        refers=("vrrp6 {group} {interface}",),
        goes_with=_L3,
    ),
    rule(
        r"vrrp ipv6 (?P<group>\d+) preempt delay \d+",
        "vrrp6 {group} preempt",
        "no vrrp ipv6 {group} preempt delay",
        refers=("vrrp6 {group} {interface}",),
        goes_with=_L3,
    ),
    rule(r"ip verify unicast .*", "urpf", refers=_ROUTED),
)

_PORT_LINES = (
    # the form that has switched ports routed: nothing of the other kind may be left
    rule(
        r"no switchport",
        "switchport",
        "switchport",
        defines=("routed {interface}",),
        excludes=_SWITCHED,
        # RGOS refuses to turn an aggregate that has members
        disturbs=("interface {interface}",),
    ),
    rule(r"switchport", "switchport", silent=True),
    rule(r"description .*", "description", "no description"),
    rule(r"mtu \d+", "mtu", "no mtu"),
    rule(r"shutdown", "shutdown"),
    rule(r"no shutdown", silent=True),
    rule(r"switchport mode access", silent=True),
    rule(
        r"switchport access vlan (?P<vlan>\d+)",
        "access",
        "no switchport access vlan",
        refers=("vlan {vlan}",),
        holds=_SWITCHED,
    ),
    rule(r"switchport mode \S+", "mode", "no switchport mode", holds=_SWITCHED),
    rule(
        r"switchport trunk native vlan (?P<vlan>\d+)",
        "native",
        "no switchport trunk native vlan",
        refers=("vlan {vlan}",),
        holds=_SWITCHED,
    ),
    rule(r"switchport trunk allowed vlan only (?P<values>[\d,-]+)", values=TRUNK, base=frozenset()),
    rule(r"switchport trunk allowed vlan remove (?P<values>[\d,-]+)", values=TRUNK, base=_VLANS, subtracts=True),
    rule(
        r"port-group (?P<group>\d+)(?: mode \S+)?",
        "port-group",
        "no port-group",
        change=Change.UNDO_FIRST,
        refers=("interface AggregatePort {group}",),
    ),
    rule(r"spanning-tree portfast", "portfast"),
    rule(r"spanning-tree bpduguard \S+", "bpduguard", "no spanning-tree bpduguard"),
    rule(r"spanning-tree guard \S+", "guard", "no spanning-tree guard"),
    rule(
        r"ip access-group (?P<acl>\S+) (?P<direction>in|out)",
        "ip access-group {direction}",
        "no ip access-group {acl} {direction}",
        refers=("acl {acl}",),
        takes="ip access-group {acl} {direction}",
    ),
    rule(
        r"ipv6 traffic-filter (?P<acl>\S+) (?P<direction>in|out)",
        "ipv6 traffic-filter {direction}",
        "no ipv6 traffic-filter {acl} {direction}",
        refers=("acl {acl}",),
        takes="ipv6 traffic-filter {acl} {direction}",
    ),
)

_INTERFACE = Rules(*_PORT_LINES, *_ADDRESSES)

_SUBINTERFACE = Rules(
    rule(
        r"encapsulation dot1[Qq] (?P<vlan>\d+)",
        "encapsulation",
        defines=("tagged {interface}",),
        claims=("tag {parent} {vlan}",),
    ),
    *_PORT_LINES,
    *_ADDRESSES,
)

INTERFACES = (
    rule(
        r"interface (?P<interface>VLAN (?P<vlan>\d+))",
        defines=("interface {interface}",),
        refers=("vlan {vlan}",),
        rules=_INTERFACE,
    ),
    rule(
        r"interface (?P<interface>(?:AggregatePort|Loopback) \d+)", defines=("interface {interface}",), rules=_INTERFACE
    ),
    rule(
        r"interface (?P<interface>(?P<parent>[A-Za-z]+ [\d/]+)\.\d+)",
        defines=("interface {interface}",),
        refers=("interface {parent}", "routed {parent}"),
        rules=_SUBINTERFACE,
    ),
    # a port of the chassis is there: only what is set on it comes and goes
    rule(
        rf"interface (?P<interface>{_SHORT})",
        "interface {interface}",
        permanent=True,
        rules=_INTERFACE,
        derive=_full_name,
    ),
)
