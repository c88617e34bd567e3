"""How interfaces of VRP are changed."""

from collections.abc import Mapping
from ipaddress import ip_interface

from govnetgen.configtree.ranges import numbers, with_words
from govnetgen.configtree.rules import Change, Rules, Values, rule

_L3 = ("l3 {interface}",)
_HELD = ("routed lines of {interface}",)
_ROUTED = ("routed {interface}", "tagged {interface}")
_SWITCH = ("switch lines of {interface}",)
_SWITCHED = ("switched {interface}",)


def _network(words: Mapping[str, str]) -> Mapping[str, str]:
    """The network of an interface's address: none that overlaps it may be on another interface."""
    length = words.get("mask") or words.get("length")
    try:
        return {"network": str(ip_interface(f"{words['address']}/{length}").network)}
    except ValueError:
        return {"network": words["address"]}


TRUNK = Values(
    key="trunk",
    parse=numbers,
    write=lambda held: with_words(held, 10),
    add="port trunk allow-pass vlan {values}",
    remove="undo port trunk allow-pass vlan {values}",
    # a trunk carries VLAN 1 until it is told not to
    initial=frozenset({1}),
    refers=("vlan {value}",),
    needs=("trunk {interface}",),
    holds=_SWITCH,
)

_LAYER_2 = (
    rule(r"undo portswitch", "portswitch", "portswitch", defines=("routed {interface}",), excludes=_SWITCH),
    rule(r"portswitch", "portswitch", "undo portswitch", defines=_SWITCHED, excludes=_HELD),
    rule(
        r"port link-type trunk",
        "link-type",
        "undo port link-type",
        defines=("trunk {interface}",),
        excludes=("access {interface}",),
        refers=_SWITCHED,
        holds=_SWITCH,
    ),
    rule(
        r"port link-type access",
        "link-type",
        "undo port link-type",
        refers=_SWITCHED,
        holds=_SWITCH,
        defines=("access mode of {interface}",),
    ),
    rule(
        r"port default vlan (?P<vlan>\d+)",
        "access vlan",
        "undo port default vlan",
        refers=("vlan {vlan}", "access mode of {interface}", *_SWITCHED),
        holds=("access {interface}", *_SWITCH),
    ),
    rule(
        r"port trunk pvid vlan (?P<vlan>\d+)",
        "pvid",
        "undo port trunk pvid vlan",
        refers=("vlan {vlan}", "trunk {interface}"),
        holds=_SWITCH,
    ),
    rule(r"port trunk allow-pass vlan (?P<values>[\d to]+)", values=TRUNK),
    rule(r"undo port trunk allow-pass vlan (?P<values>[\d to]+)", values=TRUNK, subtracts=True),
    rule(r"stp edged-port enable", "edged-port", "undo stp edged-port"),
    rule(r"stp root-protection"),
    # the mode of an aggregate is refused while it has members
    rule(r"mode .*", "mode", "undo mode", disturbs=("interface {interface}",)),
    rule(r"least active-linknumber .*", "least", "undo least active-linknumber"),
    rule(
        r"eth-trunk (?P<group>\d+)",
        "eth-trunk",
        "undo eth-trunk",
        change=Change.UNDO_FIRST,
        refers=("interface Eth-Trunk{group}",),
    ),
)

_LAYER_3 = (
    # adding, changing or removing it erases every address, and what runs on them
    rule(
        r"ip binding vpn-instance (?P<vrf>\S+)",
        "vrf",
        "undo ip binding vpn-instance {vrf}",
        refers=("vrf {vrf}", *_ROUTED),
        erases=_L3,
        holds=_HELD,
    ),
    rule(r"ipv6 enable", defines=("ipv6 {interface}",), refers=_ROUTED, holds=_HELD, goes_with=_L3),
    rule(
        r"ip address (?P<address>\S+) (?P<mask>\S+)",
        "primary address",
        "undo ip address {address} {mask}",
        defines=("primary {interface}",),
        refers=_ROUTED,
        holds=_HELD,
        claims=("address {address}",),
        covers="{network} {interface}",
        goes_with=_L3,
        derive=_network,
    ),
    rule(
        r"ip address (?P<address>\S+) (?P<mask>\S+) sub",
        covers="{network} {interface}",
        derive=_network,
        refers=("primary {interface}", *_ROUTED),
        holds=_HELD,
        claims=("address {address}",),
        goes_with=_L3,
    ),
    rule(
        r"ipv6 address (?P<address>[^/ ]+)[/ ](?P<length>\d*).*",
        covers="{network} {interface}",
        derive=_network,
        refers=("ipv6 {interface}",),
        claims=("address {address}",),
        goes_with=_L3,
    ),
    # a group lives from its first virtual address to its last: what else is set of it goes before, and is sent again
    rule(
        r"(?P<word>vrrp6?) vrid (?P<group>\d+) virtual-ip (?P<address>[Ff][Ee]80:\S+) link-local.*",
        "{word} {group} {address}",
        "undo {word} vrid {group} virtual-ip {address}",
        change=Change.REBUILD,
        defines=("{word} {group} {interface}", "{word} {group} {interface} first"),
        refers=("ipv6 {interface}",),
        goes_with=_L3,
    ),
    rule(
        r"vrrp vrid (?P<group>\d+) virtual-ip (?P<address>\S+).*",
        "vrrp {group} {address}",
        "undo vrrp vrid {group} virtual-ip {address}",
        change=Change.REBUILD,
        defines=("vrrp {group} {interface}",),
        refers=("primary {interface}",),
        goes_with=_L3,
    ),
    rule(
        r"vrrp6 vrid (?P<group>\d+) virtual-ip (?P<address>\S+).*",
        "vrrp6 {group} {address}",
        "undo vrrp6 vrid {group} virtual-ip {address}",
        change=Change.UNDO_FIRST,
        refers=("vrrp6 {group} {interface} first",),
        goes_with=_L3,
    ),
    rule(
        r"(?P<word>vrrp6?) vrid (?P<group>\d+) (?P<what>priority|preempt-mode timer delay|preempt timer delay) \d+",
        "{word} {group} {what}",
        "undo {word} vrid {group} {what}",
        refers=("{word} {group} {interface}",),
        goes_with=_L3,
    ),
    rule(
        r"ospf enable (?P<process>\d+) area .*",
        "ospf enable",
        change=Change.UNDO_FIRST,
        refers=("ospf {process}", *_ROUTED),
        holds=_HELD,
        goes_with=_L3,
    ),
    rule(
        r"ospfv3 (?P<process>\d+) area .*",
        "ospfv3 enable",
        change=Change.UNDO_FIRST,
        refers=("ospfv3 {process}", "ipv6 {interface}"),
        holds=_HELD,
        goes_with=_L3,
    ),
    rule(
        r"(?P<word>ospf|ospfv3) (?P<what>cost|network-type|authentication-mode) .*",
        "{word} {what}",
        "undo {word} {what}",
        refers=_ROUTED,
        holds=_HELD,
        goes_with=_L3,
    ),
    rule(
        r"isis enable (?P<process>\d+)",
        "isis enable",
        "undo isis enable",
        change=Change.REBUILD,
        refers=("isis {process}", *_ROUTED),
        defines=("isis on {interface}",),
        drops=("isis on {interface}",),
        holds=_HELD,
        goes_with=_L3,
    ),
    rule(
        r"isis ipv6 enable (?P<process>\d+)",
        "isis ipv6 enable",
        "undo isis ipv6 enable",
        refers=("isis {process}", "ipv6 {interface}", "isis on {interface}"),
        change=Change.UNDO_FIRST,
        goes_with=(*_L3, "isis on {interface}"),
    ),
    rule(
        r"isis (?P<word>circuit-type|circuit-level|authentication-mode|cost) .*",
        "isis {word}",
        "undo isis {word}",
        refers=("isis on {interface}",),
        goes_with=(*_L3, "isis on {interface}"),
    ),
    rule(r"isis silent", refers=("isis on {interface}",), goes_with=(*_L3, "isis on {interface}")),
    rule(r"mpls", defines=("mpls on {interface}",), refers=("mpls", *_ROUTED), holds=_HELD),
    rule(r"mpls ldp", refers=("mpls ldp", "mpls on {interface}"), holds=_HELD),
    rule(
        r"dhcp select .*",
        "dhcp select",
        refers=("dhcp", *_ROUTED),
        defines=("dhcp on {interface}",),
        holds=_HELD,
        goes_with=_L3,
    ),
    rule(r"(?:dhcp relay server-ip|ip relay address) .*", refers=("dhcp", *_ROUTED), holds=_HELD, goes_with=_L3),
    rule(
        r"traffic-filter (?P<direction>\w+) acl (?P<version>ipv6 )?(?:name )?(?P<acl>\S+)",
        "traffic-filter {direction} {version}",
        change=Change.UNDO_FIRST,
        refers=("acl {acl}",),
    ),
    rule(
        r"traffic-policy (?P<policy>\S+) (?P<direction>\w+)",
        "traffic-policy {direction}",
        change=Change.UNDO_FIRST,
        refers=("policy {policy}",),
    ),
    rule(r"(?P<word>urpf|ip urpf|ipv6 urpf) (?:loose|strict).*", "{word}", "undo {word}"),
    rule(r"ipsec policy (?P<policy>\S+)", "ipsec", "undo ipsec policy", refers=("ipsec policy {policy}",)),
)

_COMMON = (
    rule(r"description .*", "description", "undo description"),
    rule(r"mtu \d+", "mtu", "undo mtu"),
    rule(r"shutdown", "shutdown"),
    rule(r"undo shutdown", silent=True),
    rule(
        r"(?P<word>dot1q termination vid|vlan-type dot1q) (?P<vlan>\d+)",
        "tag",
        "undo {word} {vlan}",
        change=Change.UNDO_FIRST,
        defines=("tagged {interface}",),
        claims=("tag {parent} {vlan}",),
    ),
)

INTERFACE = Rules(*_COMMON, *_LAYER_2, *_LAYER_3)

INTERFACES = (
    rule(
        r"interface (?P<interface>(?P<parent>\S+)\.\d+)",
        defines=("interface {interface}",),
        refers=("interface {parent}", "routed {parent}"),
        rules=INTERFACE,
    ),
    rule(
        r"interface (?P<interface>Vlanif(?P<vlan>\d+))(?P<parent>)",
        defines=("interface {interface}",),
        refers=("vlan {vlan}",),
        rules=INTERFACE,
    ),
    rule(
        r"interface (?P<interface>(?:Eth-Trunk|LoopBack)\d+)(?P<parent>)",
        defines=("interface {interface}",),
        rules=INTERFACE,
    ),
    # a port of the chassis is there: only what is set on it comes and goes
    rule(r"interface (?P<interface>\S+)(?P<parent>)", permanent=True, rules=INTERFACE),
)
