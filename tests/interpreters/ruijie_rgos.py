"""What RGOS takes: from Ruijie's guides and real dumps; where they are silent, as IOS does."""

import re

from govnetgen.configtree import ConfigTree
from interpreters.machine import Block, Device, form


def numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def vlan_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    wanted = [f"vlan-exists {one}" for one in numbers(match["list"])]
    # a VLAN that is there already may be named again
    return [("+", one) for one in wanted if one not in block.entries]


def vlan_gone(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    return [("-", f"vlan-exists {match['list']}")]


def trunk_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    held = {slot for slot in block.entries if slot.startswith("carries ")}
    listed = "trunk-list" in block.entries
    named = {f"carries {one}" for one in numbers(match["list"])}
    if match["how"] == "only":
        return [*(("-", one) for one in held - named), *(("+", one) for one in named - held), *_mark(listed)]
    if not listed:
        everything = {f"carries {one}" for one in range(1, 4095)}
        return [*(("+", one) for one in everything - named), *_mark(listed)] if match["how"] == "remove" else "all are"
    if match["how"] == "add":
        return [("+", one) for one in named]
    return [("-", one) for one in (named & held if match["list"] == "1-4094" else named)]


def _mark(listed: bool) -> list[tuple[str, str]]:
    return [] if listed else [("+", "trunk-list")]


def trunk_free(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    if "trunk-list" not in block.entries:
        return "there is no list"
    return [("-", slot) for slot in block.entries if slot.startswith("carries ") or slot == "trunk-list"]


def instance_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    sign = "-" if match["no"] else "+"
    return [(sign, f"in-instance {match['instance']} {one}") for one in numbers(match["list"])]


L3 = r"(?:ip address|ipv6 (?!traffic-filter)|ip helper|ip ospf|ip router isis|isis |vrrp )"
PORT = r"[A-Za-z]+ [\d/.]+"

INTERFACE = (
    form(
        r"no switchport",
        "routed",
        "switchport",
        bars=("switch lines of {interface}",),
        defines=("l3 {interface}",),
        barred_by=r"port-group {number}(?: .*)?",
    ),
    form(r"description .*", "description", "no description"),
    form(r"mtu \d+", "mtu", "no mtu"),
    form(r"no shutdown", ignored=True),
    form(r"shutdown", "shutdown", "no shutdown"),
    form(
        r"encapsulation dot1Q (?P<vlan>\d+)",
        "encapsulation",
        "no encapsulation dot1Q {vlan}",
        defines=("l3 {interface}",),
        unique=("tag {parent} {vlan}",),
    ),
    form(
        r"(?P<word>vrf|ip vrf) forwarding (?P<vrf>\S+)",
        "vrf",
        "no {word} forwarding {vrf}",
        uses=("vrf {vrf}",),
        wipes=L3,
    ),
    form(
        r"switchport access vlan (?P<vlan>\d+)",
        "access",
        "no switchport access vlan",
        uses=("vlan {vlan}",),
        marks=("switch lines of {interface}",),
    ),
    form(r"switchport mode trunk", "trunk", "no switchport mode", marks=("switch lines of {interface}",)),
    form(
        r"switchport trunk native vlan \d+",
        "native",
        "no switchport trunk native vlan",
        marks=("switch lines of {interface}",),
    ),
    form(r"switchport trunk allowed vlan (?P<how>only|add|remove) (?P<list>[\d,-]+)", edits=trunk_edits),
    form(r"no switchport trunk allowed vlan", edits=trunk_free),
    form(r"carries \d+", marks=("switch lines of {interface}",)),
    form(r"trunk-list"),
    form(
        r"port-group (?P<group>\d+)(?: mode active)?",
        "lag",
        "no port-group",
        replaces=False,
        uses=("interface AggregatePort {group}",),
    ),
    form(r"spanning-tree portfast", "portfast", "no spanning-tree portfast"),
    form(r"spanning-tree bpduguard enable", "bpduguard", "no spanning-tree bpduguard"),
    form(r"spanning-tree guard root", "guard", "no spanning-tree guard"),
    form(r"ip address mix dhcp", "address"),
    form(
        r"ip address (?P<a>\S+) (?P<m>\S+)",
        "address",
        "no ip address {a} {m}",
        unique=("address {a} @vrf",),
        network="{a} {m}",
        defines=("address of {interface}",),
        uses=("l3 {interface}",),
    ),
    form(
        r"ip address (?P<a>\S+) (?P<m>\S+) secondary",
        "address {a}",
        "no ip address {a} {m} secondary",
        unique=("address {a} @vrf",),
        network="{a} {m}",
        uses=("address of {interface}",),
    ),
    form(r"ipv6 enable", "ipv6", "no ipv6 enable", defines=("ipv6 {interface}",), uses=("l3 {interface}",)),
    form(
        r"ipv6 address (?P<a>[^/]+)/(?P<l>\d+)",
        "ipv6 {a}",
        "no ipv6 address {a}/{l}",
        unique=("address {a} @vrf",),
        network="{a}/{l}",
        uses=("ipv6 {interface}",),
    ),
    form(r"(?P<w>ip helper-address|ipv6 dhcp relay destination) (?P<a>\S+)", "{w} {a}", "no {w} {a}", uses=("dhcp",)),
    form(
        r"ipv6 ospf (?P<p>\d+) area (?P<a>\S+)",
        "ospf6",
        "no ipv6 ospf {p} area {a}",
        replaces=False,
        uses=("ospf6 {p}",),
    ),
    form(r"(?P<w>ip|ipv6) ospf network point-to-point", "{w} ospf network", "no {w} ospf network"),
    form(r"(?P<w>ip|ipv6) ospf cost \d+", "{w} ospf cost", "no {w} ospf cost"),
    form(r"ip ospf authentication message-digest", "ospf auth", "no ip ospf authentication"),
    form(
        r"ip ospf message-digest-key (?P<k>\d+) md5 .*",
        "ospf key {k}",
        "no ip ospf message-digest-key {k}",
        replaces=False,
    ),
    form(
        r"(?P<w>ip|ipv6) router isis(?P<p>(?: \S+)?)",
        "{w} isis",
        "no {w} router isis{p}",
        replaces=False,
        uses=("isis{p}",),
    ),
    form(r"isis network point-to-point", "isis network", "no isis network"),
    form(r"isis wide-metric \d+", "isis metric", "no isis wide-metric"),
    form(r"vrrp (?P<g>\d+) priority \d+", "vrrp {g} priority", "no vrrp {g} priority"),
    form(r"vrrp (?P<g>\d+) preempt delay \d+", "vrrp {g} preempt", "no vrrp {g} preempt delay"),
    form(
        r"vrrp (?P<g>\d+) ip (?P<a>\S+)",
        "vrrp {g}",
        "no vrrp {g} ip {a}",
        defines=("vrrp {g} {interface}",),
        uses=("address of {interface}",),
    ),
    form(
        r"vrrp (?P<g>\d+) ip (?P<a>\S+) secondary",
        "vrrp {g} {a}",
        "no vrrp {g} ip {a} secondary",
        uses=("vrrp {g} {interface}",),
    ),
    form(
        r"vrrp (?P<g>\d+) ipv6 (?P<a>[Ff][Ee]80:\S+)",
        "vrrp6 {g} {a}",
        "no vrrp {g} ipv6 {a}",
        defines=("vrrp6 {g} {interface}",),
        uses=("ipv6 {interface}",),
    ),
    form(r"vrrp (?P<g>\d+) ipv6 (?P<a>\S+)", "vrrp6 {g} {a}", "no vrrp {g} ipv6 {a}", uses=("vrrp6 {g} {interface}",)),
    form(
        r"vrrp ipv6 (?P<g>\d+) priority \d+",
        "vrrp6 {g} priority",
        "no vrrp ipv6 {g} priority",
        uses=("vrrp6 {g} {interface}",),
    ),
    form(
        r"vrrp ipv6 (?P<g>\d+) preempt delay \d+",
        "vrrp6 {g} preempt",
        "no vrrp ipv6 {g} preempt delay",
        uses=("vrrp6 {g} {interface}",),
    ),
    form(
        r"(?P<w>ip access-group|ipv6 traffic-filter) (?P<acl>\S+) (?P<d>in|out)",
        "{w} {d}",
        "no {w} {acl} {d}",
        uses=("acl {acl}",),
    ),
    form(r"ip verify unicast source reachable-via (?P<m>\w+)", "urpf", "no ip verify unicast source reachable-via {m}"),
)

NEIGHBOR = (
    form(
        r"neighbor (?P<n>\S+) remote-as \S+",
        "neighbor {n}",
        "no neighbor {n}",
        replaces=False,
        defines=("neighbor {n} {vrf}",),
        drops=r"neighbor {n} ",
    ),
    form(
        r"neighbor (?P<n>\S+) (?P<w>description|password|ebgp-multihop|update-source) .*",
        "{n} {w}",
        "no neighbor {n} {w}",
        uses=("neighbor {n} {vrf}",),
    ),
    form(
        r"neighbor (?P<n>\S+) prefix-list (?P<l>\S+) (?P<d>in|out)",
        "{n} prefix-list {d}",
        "no neighbor {n} prefix-list {l} {d}",
        uses=("neighbor {n} {vrf}", "prefix-list {l}"),
    ),
    form(
        r"neighbor (?P<n>\S+) (?P<w>activate|route-reflector-client|next-hop-self)",
        "{n} {w}",
        "no neighbor {n} {w}",
        uses=("neighbor {n} {vrf}",),
    ),
)
REDISTRIBUTE = form(
    r"redistribute (?P<s>\w+)(?P<p>(?: \d+)?)(?: subnets)?",
    "redistribute {s}{p}",
    "no redistribute {s}{p}",
    uses=("{s}{p} ",),
)
FAMILY = (
    *NEIGHBOR,
    REDISTRIBUTE,
    form(r"network (?P<n>.*)", "network {n}", "no network {n}"),
)
BGP = (
    form(r"bgp router-id .*", "router-id", "no bgp router-id"),
    form(r"bgp cluster-id .*", "cluster-id", "no bgp cluster-id"),
    form(r"no bgp default ipv4-unicast", "default", "bgp default ipv4-unicast"),
    *NEIGHBOR,
    form(
        r"address-family (?P<f>\S+) vrf (?P<vrf>\S+)",
        "family {f} {vrf}",
        "no address-family {f} vrf {vrf}",
        uses=("vrf {vrf}",),
        opens=FAMILY,
    ),
    form(r"address-family (?P<f>\S+)", "family {f}", "no address-family {f}", opens=FAMILY),
)
OSPF = (
    form(r"router-id .*", "router-id", "no router-id"),
    form(r"auto-cost reference-bandwidth \d+", "auto-cost", "no auto-cost reference-bandwidth"),
    form(r"passive-interface (?P<i>.*)", "passive {i}", "no passive-interface {i}"),
    REDISTRIBUTE,
    form(r"network (?P<n>\S+ \S+) area (?P<a>\S+)", "network {n}", "no network {n} area {a}", replaces=False),
    form(r"area (?P<a>\S+) (?P<k>stub|nssa)(?: no-summary)?", "area {a}", "no area {a} {k}", replaces=False),
    form(r"area (?P<a>\S+) range (?P<r>.*)", "area {a} {r}", "no area {a} range {r}"),
    form(r"default-information originate(?: always)?", "default", "no default-information originate"),
)
ISIS = (
    form(r"vrf (?P<vrf>\S+)", "vrf", "no vrf {vrf}", replaces=False, uses=("vrf {vrf}",)),
    form(r"net (?P<n>\S+)", "net", "no net {n}", replaces=False),
    form(r"is-type \S+", "is-type", "no is-type"),
    form(r"metric-style wide", "metric-style", "no metric-style"),
    form(r"passive-interface (?P<i>.*)", "passive {i}", "no passive-interface {i}"),
    form(r"address-family ipv6", "ipv6", "no address-family ipv6", opens=()),
)
TARGETS = (form(r"route-target (?P<t>(?:export|import) \S+)", "{t}", "no route-target {t}"),)
VRF = (
    form(r"rd (?P<rd>\S+)", "rd", "no rd {rd}", replaces=False, unique=("rd {rd}",)),
    form(r"address-family (?P<f>ipv[46])", "{f}", "no address-family {f}", opens=TARGETS),
    *TARGETS,
)
NUMBERED = (form(r"(?P<n>\d+) (?:permit|deny) .*", "{n}", "no {n}", replaces=False),)
LINE = (
    form(r"exec-timeout .*", "exec-timeout", "no exec-timeout"),
    form(r"transport input ssh", "transport", "default transport input"),
    form(r"(?P<w>access-class|ipv6 access-class) (?P<acl>\S+) in", "{w}", "no {w} {acl} in", uses=("acl {acl}",)),
    form(r"login(?: local)?", "login", "no login"),
    form(r"login authentication (?P<l>\S+)", "login", "no login authentication", uses=("login list {l}",)),
)


def account_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    """An account has a password and a privilege, in one line or in two."""
    found: list[tuple[str, str]] = []
    for word in ("privilege", "password"):
        if match[word] is not None:
            lead = f"account {match['u']} {word} "
            found += [("-", one) for one in block.entries if one.startswith(lead)]
            found.append(("+", lead + match[word]))
    return found


def service_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    text = f"off {match['s']}"
    if match["no"]:
        return [] if text in block.entries else [("+", text)]
    return [("-", text)] if text in block.entries else []


def account_gone(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    found = [("-", one) for one in block.entries if one.startswith(f"account {match['u']} ")]
    return found or "there is no such account"


ROOT = (
    form(r"end|version .*", ignored=True),
    form(r"hostname .*", "hostname", "no hostname"),
    form(
        r"spanning-tree mst configuration",
        "region",
        "no spanning-tree mst configuration",
        opens=(
            form(r"revision \d+", "revision", "no revision"),
            form(r"name .*", "name", "no name"),
            form(r"(?P<no>no )?instance (?P<instance>\d+) vlan (?P<list>[\d, -]+)", edits=instance_edits),
            form(r"in-instance (?P<i>\d+) (?P<v>\d+)", unique=("instance of {v}",)),
        ),
    ),
    form(r"spanning-tree mode rstp", "stp mode", "no spanning-tree mode"),
    form(r"spanning-tree mst (?P<i>\d+) priority \d+", "stp {i}", "no spanning-tree mst {i} priority"),
    form(r"spanning-tree priority \d+", "stp", "no spanning-tree priority"),
    form(r"spanning-tree", "stp on", "no spanning-tree"),
    form(
        r"username (?P<u>\S+)(?: privilege (?P<privilege>\d+))?(?: (?:secret|password) (?P<password>.*))?",
        edits=account_edits,
    ),
    form(r"no username (?P<u>\S+)", edits=account_gone),
    form(r"account .*"),
    form(r"aaa new-model", "aaa", "no aaa new-model", defines=("aaa",)),
    form(
        r"aaa (?P<w>authorization exec|authentication login) (?P<l>\S+) .*",
        "aaa {w} {l}",
        "no aaa {w} {l}",
        uses=("aaa",),
        defines=("login list {l}",),
    ),
    form(r"(?P<k>tacacs|radius)-server host (?P<a>\S+) .*", "{k} {a}", "no {k}-server host {a}"),
    form(r"ip (?P<k>tacacs|radius) source-interface .*", "{k} source", "no ip {k} source-interface"),
    form(r"(?P<w>vrf definition|ip vrf) (?P<vrf>\S+)", "vrf {vrf}", "no {w} {vrf}", defines=("vrf {vrf}",), opens=VRF),
    form(r"service dhcp", "service dhcp", "no service dhcp", defines=("dhcp",)),
    form(r"ip dhcp excluded-address (?P<r>.*)", "excluded {r}", "no ip dhcp excluded-address {r}"),
    form(
        r"ip dhcp pool (?P<p>\S+)",
        "pool {p}",
        "no ip dhcp pool {p}",
        opens=(form(r"(?P<w>network|dns-server|default-router) .*", "{w}", "no {w}"),),
    ),
    form(r"banner (?P<k>login) [\s\S]*", "banner", "no banner {k}"),
    form(r"clock timezone .*", "clock", "no clock timezone"),
    form(r"no lldp enable", "lldp", "lldp enable"),
    # on unless it is said: what is kept is that they are off
    form(r"(?P<no>no )?enable service (?P<s>web-server|telnet-server)", edits=service_edits),
    form(r"off (?P<s>\S+)"),
    form(r"enable service (?P<s>\S+)", "service {s}", "no enable service {s}"),
    form(r"ip ssh version 2", "ssh version", "no ip ssh version"),
    form(r"netconf max-sessions \d+", "netconf", "no netconf max-sessions"),
    form(r"logging trap \S+", "logging trap", "no logging trap"),
    form(r"logging source interface .*", "logging source", "no logging source interface"),
    form(r"logging server (?P<s>.*)", "logging {s}", "no logging server {s}"),
    form(
        r"(?P<w>ip access-list (?:standard|extended)|ipv6 access-list) (?P<acl>\S+)",
        "{w} {acl}",
        "no {w} {acl}",
        defines=("acl {acl}",),
        unique=("acl {acl}",),
        opens=NUMBERED,
    ),
    form(
        r"(?P<w>ip|ipv6) prefix-list (?P<l>\S+) seq (?P<n>\d+) (?P<r>.*)",
        "{w} prefix-list {l} {n}",
        "no {w} prefix-list {l} seq {n} {r}",
        replaces=False,
        defines=("prefix-list {l}",),
    ),
    form(r"vlan range (?P<list>[\d,-]+)", edits=vlan_edits),
    form(r"vlan-exists (?P<v>\d+)", defines=("vlan {v}",), drops=r"vlan {v}$"),
    form(r"no vlan (?P<list>\d+)", edits=vlan_gone),
    form(
        r"vlan (?P<list>\d+)",
        "vlan {list}",
        hardware=True,
        edits=vlan_edits,
        opens=(form(r"name .*", "name", "no name"),),
    ),
    form(
        r"interface (?P<interface>VLAN (?P<number>\d+))",
        "interface {interface}",
        "no interface {interface}",
        uses=("vlan {number}",),
        defines=("interface {interface}", "l3 {interface}"),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>Loopback (?P<number>\d+))",
        "interface {interface}",
        "no interface {interface}",
        defines=("interface {interface}", "l3 {interface}"),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>AggregatePort (?P<number>\d+))",
        "interface {interface}",
        "no interface {interface}",
        defines=("interface {interface}",),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>(?P<parent>[A-Za-z]+ [\d/]+)\.(?P<number>\d+))",
        "interface {interface}",
        "no interface {interface}",
        defines=("interface {interface}",),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>Mgmt (?P<number>\S+))",
        "interface {interface}",
        hardware=True,
        defines=("interface {interface}", "l3 {interface}"),
        opens=INTERFACE,
    ),
    form(
        rf"interface (?P<interface>{PORT})(?P<number>)",
        "interface {interface}",
        hardware=True,
        defines=("interface {interface}",),
        opens=INTERFACE,
    ),
    form(
        r"ntp authentication-key (?P<k>\d+) .*",
        "ntp key {k}",
        "no ntp authentication-key {k}",
        defines=("ntp key {k}",),
    ),
    form(r"ntp authenticate", "ntp authenticate", "no ntp authenticate"),
    form(
        rf"ntp server (?P<a>(?:vrf \S+ )?\S+)(?: source {PORT})?(?: key (?P<k>\d+))?",
        "ntp {a}",
        "no ntp server {a}",
        uses=("ntp key {k}",),
    ),
    form(
        r"router ospf (?P<p>\d+) vrf (?P<vrf>\S+)",
        "ospf {p} {vrf}",
        "no router ospf {p} vrf {vrf}",
        uses=("vrf {vrf}",),
        unique=("process ospf {p}",),
        defines=("ospf {p} ",),
        opens=OSPF,
    ),
    form(
        r"router ospf (?P<p>\d+)",
        "ospf {p}",
        "no router ospf {p}",
        unique=("process ospf {p}",),
        defines=("ospf {p} ",),
        opens=OSPF,
    ),
    form(
        r"ipv6 router ospf (?P<p>\d+)(?P<v>(?: vrf (?P<vrf>\S+))?)",
        "ospf6 {p}{v}",
        "no ipv6 router ospf {p}{v}",
        uses=("vrf {vrf}",),
        unique=("process ospf6 {p}",),
        defines=("ospf6 {p}",),
        opens=OSPF,
    ),
    form(r"router isis(?P<p>(?: \S+)?)", "isis{p}", "no router isis{p}", defines=("isis{p}",), opens=ISIS),
    form(r"router bgp (?P<asn>\S+)(?P<vrf>)", "bgp", "no router bgp {asn}", replaces=False, opens=BGP),
    form(
        rf"(?P<w>ip|ipv6) route (?P<v>(?:vrf (?P<vrf>\S+) )?)(?P<t>(?:[\d.]+ [\d.]+|\S+/\d+) (?:Null 0|{PORT} \S+|\S+))"
        r"(?: \d+)?(?: description .*)?",
        "{w} route {v}{t}",
        "no {w} route {v}{t}",
        uses=("vrf {vrf}",),
    ),
    form(
        r"snmp-server view (?P<v>\S+) (?P<o>\S+) include",
        "view {v} {o}",
        "no snmp-server view {v} {o}",
        defines=("view {v}",),
    ),
    form(
        r"snmp-server user (?P<u>\S+) (?P<g>\S+) v3 .*",
        "user {u}",
        "no snmp-server user {u} {g} v3",
        defines=("user {u}",),
    ),
    form(
        r"snmp-server group (?P<g>\S+) v3 priv(?: read (?P<r>\S+))?(?: write (?P<w>\S+))?(?: notify (?P<n>\S+))?"
        r"(?: access (?P<acl>\S+))?",
        "group {g}",
        "no snmp-server group {g} v3 priv",
        replaces=False,
        uses=("view {r}", "view {w}", "view {n}", "acl {acl}"),
    ),
    form(r"snmp-server host (?P<h>.*) (?P<u>\S+)", "host {h} {u}", "no snmp-server host {h} {u}", uses=("user {u}",)),
    form(r"snmp-server enable traps", "traps", "no snmp-server enable traps"),
    form(r"snmp-server trap-source .*", "trap-source", "no snmp-server trap-source"),
    form(r"snmp-server (?P<w>contact|location) .*", "{w}", "no snmp-server {w}"),
    form(r"no snmp-server enable version (?P<v>v1|v2c)", "snmp {v}", "snmp-server enable version {v}"),
    form(r"snmp-server enable version v3", "snmp v3", "no snmp-server enable version v3"),
    form(r"line (?P<l>.*)", "line {l}", hardware=True, opens=LINE),
)


def device(booted: ConfigTree) -> Device:
    """A switch that booted with a configuration."""
    return Device(ROOT, "exit", booted, factory=("vlan-exists 1",))
