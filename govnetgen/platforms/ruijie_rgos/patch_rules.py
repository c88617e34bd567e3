"""How a RGOS configuration is changed: what identifies a line, what ``no`` takes, what refers to what.

Negations follow Ruijie's command references where these give them and Cisco's form elsewhere; see docs/patch.md.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_interface

from govnetgen.configtree.ranges import numbers, with_commas
from govnetgen.configtree.rules import Change, PatchRules, Rules, Values, rule
from govnetgen.platforms.ruijie_rgos.names import neutral, port

_VLANS = frozenset(range(1, 4095))
_PORT = r"[A-Za-z]+ [\d/.]+"
_SHORT = r"[A-Za-z]+ ?[\d/.]+"
_L3 = ("l3 {interface}",)
_ROUTED = ("routed {interface}", "tagged {interface}")
_SWITCHED = ("switched {interface}",)


def _one_list(held: frozenset[int]) -> tuple[str, ...]:
    return (with_commas(held),)


def _each(held: frozenset[int]) -> tuple[str, ...]:
    return tuple(map(str, sorted(held)))


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


def _stand_in(words: Mapping[str, str]) -> Mapping[str, str]:
    """The words of an entry that denies all routes, below the one that is exchanged."""
    every = "0.0.0.0/0 le 32" if words["word"] == "ip" else "::/0 le 128"
    return {"next": str(int(words["number"]) + 1), "any": every}


VLANS = Values(
    key="vlans",
    parse=numbers,
    write=_one_list,
    # `no vlan` takes one number
    write_removed=_each,
    add="vlan range {values}",
    remove="no vlan {values}",
    initial=frozenset({1}),
    defines=("vlan {value}",),
)

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

INSTANCE = Values(
    key="instance {instance}",
    parse=numbers,
    write=_one_list,
    add="instance {instance} vlan {values}",
    remove="no instance {instance} vlan {values}",
    # a VLAN is in one instance: it leaves the one before it enters the other
    claims=("instance of {value}",),
)

_VLAN_BODY = Rules(rule(r"name .*", "name", "no name", goes_with=("vlan {values}",)))

_REGION = Rules(
    rule(r"revision \d+", "revision", "no revision"),
    rule(r"name .*", "name", "no name"),
    rule(r"instance (?P<instance>\d+) vlan (?P<values>[\d, -]+)", values=INSTANCE),
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

_RULES_BY_NUMBER = Rules(
    # a number that is taken refuses another rule
    rule(r"(?P<number>\d+) .*", "{number}", "no {number}", change=Change.UNDO_FIRST),
)

_VRF = Rules(
    rule(r"rd (?P<rd>\S+)", "rd", "no rd {rd}", change=Change.UNDO_FIRST, claims=("rd {rd}",)),
    rule(r"address-family \S+", rules=Rules()),
)

_DHCP_POOL = Rules(
    rule(r"network .*", "network", "no network"),
    rule(r"dns-server .*", "dns-server", "no dns-server"),
    rule(r"default-router .*", "default-router", "no default-router"),
)

_NAMED_AFTER = "neighbor {neighbor} {vrf}"
_NEIGHBOR = (
    rule(
        r"neighbor (?P<neighbor>\S+) remote-as (?P<asn>\S+)",
        "neighbor {neighbor}",
        # there is no `no neighbor X remote-as`: the neighbour goes, with every line of it
        "no neighbor {neighbor}",
        change=Change.REBUILD,
        defines=(_NAMED_AFTER,),
        drops=(_NAMED_AFTER,),
    ),
    rule(
        r"neighbor (?P<neighbor>\S+) (?P<word>description|password|ebgp-multihop|update-source) .*",
        "neighbor {neighbor} {word}",
        "no neighbor {neighbor} {word}",
        refers=(_NAMED_AFTER,),
        goes_with=(_NAMED_AFTER,),
    ),
    rule(
        r"neighbor (?P<neighbor>\S+) prefix-list (?P<list>\S+) (?P<direction>in|out)",
        "neighbor {neighbor} prefix-list {direction}",
        "no neighbor {neighbor} prefix-list {list} {direction}",
        refers=(_NAMED_AFTER, "prefix-list {list}"),
        goes_with=(_NAMED_AFTER,),
    ),
    rule(
        r"neighbor (?P<neighbor>\S+) activate",
        refers=(_NAMED_AFTER,),
        goes_with=(_NAMED_AFTER,),
        defines=("activated {neighbor} {family} {vrf}",),
    ),
    rule(
        r"neighbor (?P<neighbor>\S+) .*",
        refers=(_NAMED_AFTER, "activated {neighbor} {family} {vrf}"),
        goes_with=(_NAMED_AFTER,),
    ),
)
_REDISTRIBUTE = rule(
    r"redistribute (?P<source>\w+)(?: (?P<process>\d+))?(?: subnets)?",
    "redistribute {source} {process}",
    "no redistribute {source} {process}",
    refers=("{source} {process}",),
)
_FAMILY = Rules(
    *_NEIGHBOR,
    _REDISTRIBUTE,
)
_BGP = Rules(
    rule(r"bgp router-id .*", "router-id", "no bgp router-id"),
    rule(r"bgp cluster-id .*", "cluster-id", "no bgp cluster-id"),
    *_NEIGHBOR,
    rule(r"address-family (?P<family>\S+) vrf (?P<vrf>\S+)", refers=("vrf {vrf}",), rules=_FAMILY),
    rule(r"address-family (?P<family>\S+)", rules=_FAMILY),
)

_OSPF = Rules(
    rule(r"router-id .*", "router-id", "no router-id"),
    rule(r"auto-cost reference-bandwidth \d+", "auto-cost", "no auto-cost reference-bandwidth"),
    rule(rf"passive-interface (?P<interface>{_PORT})", wants=("interface {interface}",)),
    _REDISTRIBUTE,
    rule(r"network (?P<network>\S+ \S+) area \S+", "network {network}", change=Change.UNDO_FIRST),
    rule(
        r"area (?P<area>\S+) (?P<kind>stub|nssa)(?: no-summary)?",
        "area {area} kind",
        "no area {area} {kind}",
        change=Change.UNDO_FIRST,
    ),
    rule(r"default-information originate(?: always)?", "default-information", "no default-information originate"),
)

_ISIS = Rules(
    rule(r"vrf (?P<vrf>\S+)", "vrf", refers=("vrf {vrf}",), change=Change.UNDO_FIRST),
    rule(r"net \S+", "net", change=Change.UNDO_FIRST),
    rule(r"is-type .*", "is-type", "no is-type"),
    rule(r"metric-style .*", "metric-style", "no metric-style"),
    rule(rf"passive-interface (?P<interface>{_PORT})", wants=("interface {interface}",)),
    rule(r"address-family \S+", rules=Rules()),
)

_LINE = Rules(
    rule(r"exec-timeout .*", "exec-timeout", "no exec-timeout"),
    # `no transport input` would shut every door
    rule(r"transport input .*", "transport", "default transport input"),
    rule(
        r"(?P<word>access-class|ipv6 access-class) (?P<acl>\S+) in",
        "{word}",
        "no {word} {acl} in",
        refers=("acl {acl}",),
        takes="{word} {acl} in",
    ),
    rule(r"login authentication (?P<list>\S+)", "login", "no login authentication", refers=("login list {list}",)),
    rule(r"login local", "login", "no login"),
)

_SERVERS = (
    rule(
        r"(?P<kind>tacacs|radius)-server host (?P<address>\S+)(?: .*)?",
        "{kind} {address}",
        "no {kind}-server host {address}",
        defines=("{kind} servers",),
    ),
    rule(
        rf"ip (?P<kind>tacacs|radius) source-interface (?P<interface>{_PORT})",
        "{kind} source",
        "no ip {kind} source-interface",
        refers=("interface {interface}",),
    ),
    rule(r"aaa new-model", defines=("aaa",)),
    rule(
        r"aaa authentication login (?P<list>\S+) .*",
        "login list {list}",
        "no aaa authentication login {list}",
        refers=("aaa", "tacacs servers", "radius servers"),
        defines=("login list {list}",),
    ),
    rule(
        r"aaa authorization exec (?P<list>\S+) .*",
        "authorization list {list}",
        "no aaa authorization exec {list}",
        refers=("aaa", "tacacs servers", "radius servers"),
    ),
)

_SNMP = (
    rule(
        r"snmp-server view (?P<view>\S+) (?P<oid>\S+) .*",
        "view {view} {oid}",
        "no snmp-server view {view} {oid}",
        defines=("view {view}",),
    ),
    rule(
        r"snmp-server user (?P<user>\S+) (?P<group>\S+) v3.*",
        "user {user}",
        "no snmp-server user {user} {group} v3",
        defines=("snmp user {user}",),
    ),
    rule(
        r"snmp-server group (?P<group>\S+) v3 priv(?: read (?P<read>\S+))?(?: write (?P<write>\S+))?"
        r"(?: notify (?P<notify>\S+))?(?: access (?P<acl>\S+))?",
        "group {group}",
        "no snmp-server group {group} v3 priv",
        change=Change.UNDO_FIRST,
        refers=("view {read}", "view {write}", "view {notify}", "acl {acl}"),
    ),
    rule(r"snmp-server host (?P<host>.*) (?P<user>\S+)", refers=("snmp user {user}",)),
    rule(
        rf"snmp-server trap-source (?P<interface>{_PORT})",
        "trap-source",
        "no snmp-server trap-source",
        refers=("interface {interface}",),
    ),
    rule(r"snmp-server (?P<word>contact|location) .*", "snmp {word}", "no snmp-server {word}"),
)

_ACCESS_LISTS = (
    rule(
        r"ip access-list (?P<kind>standard|extended) (?P<acl>\S+)",
        stand_in="ip access-list {kind} {stand_in}",
        stand_in_name="tmp-{acl}",
        defines=("acl {acl}",),
        claims=("acl {acl}",),
        rules=_RULES_BY_NUMBER,
    ),
    rule(
        r"ipv6 access-list (?P<acl>\S+)",
        stand_in="ipv6 access-list {stand_in}",
        stand_in_name="tmp-{acl}",
        defines=("acl {acl}",),
        claims=("acl {acl}",),
        rules=_RULES_BY_NUMBER,
    ),
    rule(
        r"(?P<word>ip|ipv6) prefix-list (?P<list>\S+) seq (?P<number>\d+) .*",
        "{word} prefix-list {list} {number}",
        change=Change.UNDO_FIRST,
        defines=("prefix-list {list}",),
        # without its only entry a list that is in use would permit everything
        stub="{word} prefix-list {list} seq {next} deny {any}",
        derive=_stand_in,
    ),
)

_INTERFACES = (
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

_ROUTING = (
    rule(
        r"router ospf (?P<process>\d+)(?: vrf (?P<vrf>\S+))?",
        refers=("vrf {vrf}",),
        defines=("ospf {process}",),
        claims=("process ospf {process}",),
        rules=_OSPF,
    ),
    rule(
        r"ipv6 router ospf (?P<process>\d+)(?: vrf (?P<vrf>\S+))?",
        refers=("vrf {vrf}",),
        defines=("ospf6 {process}",),
        claims=("process ospf6 {process}",),
        rules=_OSPF,
    ),
    rule(r"router isis(?: (?P<process>\S+))?", defines=("isis {process}",), rules=_ISIS),
    # one BGP a device: another number is another router
    rule(
        r"router bgp (?P<asn>\S+)(?P<vrf>)(?P<family>)",
        "router bgp",
        change=Change.REBUILD,
        rules=_BGP,
        defines=("bgp ",),
        claims=("process bgp",),
    ),
    rule(
        r"(?P<word>ip|ipv6) route (?:vrf (?P<vrf>\S+) )?(?P<prefix>[\d.]+ [\d.]+|\S+/\d+)"
        rf" (?P<hop>Null 0|{_PORT} \S+|\S+)"
        r"(?: \d+)?(?: description .*)?",
        "{word} route {vrf} {prefix} {hop}",
        "no {word} route {routed_in} {prefix} {hop}",
        refers=("vrf {vrf}",),
        derive=lambda words: {"routed_in": f"vrf {words['vrf']}" if words["vrf"] else ""},
    ),
)

RULES = Rules(
    # what a dump says of itself, and what is always there
    rule(r"version .*", silent=True),
    rule(r"end", silent=True),
    rule(r"hostname .*", "hostname", "no hostname"),
    rule(r"spanning-tree mst configuration", rules=_REGION),
    rule(r"spanning-tree mode .*", "stp mode", "no spanning-tree mode"),
    rule(
        r"spanning-tree mst (?P<instance>\d+) priority \d+",
        "stp priority {instance}",
        "no spanning-tree mst {instance} priority",
    ),
    rule(r"spanning-tree priority \d+", "stp priority", "no spanning-tree priority"),
    # an account goes as a whole, also where it is written in two lines (10.4)
    rule(r"username (?P<user>\S+) .*", "username {user}", "no username {user}"),
    *_SERVERS,
    rule(r"(?:vrf definition|ip vrf) (?P<vrf>\S+)", defines=("vrf {vrf}",), rules=_VRF),
    rule(r"service dhcp", defines=("dhcp",)),
    rule(r"ip dhcp pool (?P<pool>\S+)", rules=_DHCP_POOL),
    rule(r"banner (?P<kind>\S+) .*", "banner {kind}", "no banner {kind}"),
    rule(r"clock timezone .*", "clock timezone", "no clock timezone"),
    rule(r"ip ssh version .*", "ip ssh version", "no ip ssh version"),
    rule(r"netconf max-sessions .*", "netconf max-sessions", "no netconf max-sessions"),
    rule(r"logging trap .*", "logging trap", "no logging trap"),
    rule(
        rf"logging source interface (?P<interface>{_PORT})",
        "logging source",
        "no logging source interface",
        refers=("interface {interface}",),
    ),
    *_ACCESS_LISTS,
    rule(r"vlan range (?P<values>[\d,-]+)", values=VLANS),
    rule(r"vlan (?P<values>\d+)", refers=("vlan {values}",), permanent=True, values=VLANS, rules=_VLAN_BODY),
    *_INTERFACES,
    rule(
        r"ntp authentication-key (?P<key>\d+) .*",
        "ntp key {key}",
        "no ntp authentication-key {key}",
        defines=("ntp key {key}",),
    ),
    rule(
        rf"ntp server (?P<where>(?:vrf (?P<vrf>\S+) )?\S+)(?: source (?P<interface>{_PORT}))?(?: key (?P<key>\d+))?",
        "ntp server {where}",
        "no ntp server {where}",
        refers=("ntp key {key}", "interface {interface}", "vrf {vrf}"),
    ),
    *_ROUTING,
    *_SNMP,
    # the console is not described by what we write
    rule(r"line (?:console|aux) .*", silent=True),
    # how many lines a device has differs: what is set for those from the first on is set for all that it shows
    rule(r"line vty (?P<first>\d+)(?: \d+)?", "line vty {first}", permanent=True, rules=_LINE),
    rule(r"line .*", permanent=True, rules=_LINE),
)

PATCH_RULES = PatchRules(
    negation="no",
    leave="exit",
    rules=RULES,
    hostname=re.compile(r"hostname (?P<name>\S+)"),
    last_line="end",
    secrets=(
        re.compile(
            r"\b(?:secret|password|key|community|md5) (?P<secret>(?:\d+ )?(?!chains?\b|md5\b|\d+(?:$| md5\b))\S+)"
        ),
        re.compile(r"\bauth \S+ (?P<secret>\S+)"),
        re.compile(r"\bpriv \S+ (?P<secret>\S+)$"),
    ),
)
