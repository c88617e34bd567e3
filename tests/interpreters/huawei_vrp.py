"""What VRP takes: from Huawei's command references and configuration examples."""

import re

from govnetgen.configtree import ConfigTree
from interpreters.machine import Block, Device, form


def numbers(text: str) -> list[int]:
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", text):
        found += range(int(first), int(last or first) + 1)
    return found


def vlan_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    if len(re.findall(r"\d+(?: to \d+)?", match["list"])) > 10:
        return "at most ten ranges"
    wanted = [f"vlan-exists {one}" for one in numbers(match["list"])]
    if match.groupdict().get("no"):
        return [("-", one) for one in wanted]
    return [("+", one) for one in wanted if one not in block.entries]


def trunk_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    if "trunk" not in [each.text.split()[-1] for slot, each in block.entries.items() if slot == "link-type"]:
        return "not a trunk"
    found = []
    for one in numbers(match["list"]):
        # VLAN 1 is carried without being said: what is kept is that it is not
        present = (f"carries {one}" in block.entries) if one != 1 else ("bars 1" not in block.entries)
        if present == (not match["no"]):
            if match["no"] or one == 1:
                return f"VLAN {one} is as asked"
            continue
        text = f"carries {one}" if one != 1 else "bars 1"
        found.append(("+" if bool(match["no"]) == (one == 1) else "-", text))
    return found


def target_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    if len(match["list"].split()) > 8:
        return "at most eight targets"
    sign = "-" if match["no"] else "+"
    return [(sign, f"target {one} {match['way']}") for one in match["list"].split()]


def instance_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    sign = "-" if match["no"] else "+"
    return [(sign, f"in-instance {match['instance']} {one}") for one in numbers(match["list"])]


def filter_edits(match: re.Match[str], block: Block) -> list[tuple[str, str]]:
    if match["no"]:
        return [] if "unfiltered" in block.entries else [("+", "unfiltered")]
    return [("-", "unfiltered")] if "unfiltered" in block.entries else []


L3 = r"(?:ip address|ipv6 enable|ipv6 address|ospf|isis|vrrp|dhcp|ip relay)"
SWITCH = ("switch lines of {interface}",)
ROUTED = ("routed lines of {interface}",)

INTERFACE = (
    form(r"undo portswitch", "portswitch", "portswitch", bars=SWITCH, defines=("l3 {interface}",)),
    form(r"portswitch", "portswitch", "undo portswitch", bars=ROUTED, defines=("l2 {interface}",)),
    form(r"undo shutdown", "up", ignored=True),
    form(r"shutdown", "shutdown", "undo shutdown"),
    form(r"description .*", "description", "undo description"),
    form(r"mtu \d+", "mtu", "undo mtu"),
    form(r"arp broadcast enable", "arp", "undo arp broadcast enable"),
    form(
        r"(?P<w>dot1q termination vid|vlan-type dot1q) (?P<v>\d+)",
        "tag",
        "undo {w} {v}",
        replaces=False,
        defines=("l3 {interface}",),
        unique=("tag {parent} {v}",),
    ),
    form(
        r"ip binding vpn-instance (?P<vrf>\S+)",
        "vrf",
        "undo ip binding vpn-instance {vrf}",
        uses=("vrf {vrf}",),
        wipes=L3,
        marks=ROUTED,
    ),
    form(r"ipv6 enable", "ipv6", "undo ipv6 enable", defines=("ipv6 {interface}",), marks=ROUTED),
    form(
        r"ip address (?P<a>\S+) (?P<m>\S+)",
        "address",
        "undo ip address {a} {m}",
        unique=("address {a} @vrf",),
        network="{a} {m}",
        defines=("address of {interface}",),
        marks=ROUTED,
    ),
    form(
        r"ip address (?P<a>\S+) (?P<m>\S+) sub",
        "address {a}",
        "undo ip address {a} {m} sub",
        unique=("address {a} @vrf",),
        network="{a} {m}",
        uses=("address of {interface}",),
        marks=ROUTED,
    ),
    form(
        r"ipv6 address (?P<a>[^/ ]+)(?P<l>.*)",
        "ipv6 {a}",
        "undo ipv6 address {a}{l}",
        unique=("address {a} @vrf",),
        network="{a}{l}",
        uses=("ipv6 {interface}",),
        marks=ROUTED,
    ),
    form(
        r"port link-type (?:trunk|access)",
        "link-type",
        "undo port link-type",
        marks=SWITCH,
        barred_here=r"(?:port default vlan|port trunk pvid vlan|carries|bars) .*",
    ),
    form(r"port default vlan (?P<v>\d+)", "default vlan", "undo port default vlan", uses=("vlan {v}",), marks=SWITCH),
    form(r"port trunk pvid vlan (?P<v>\d+)", "pvid", "undo port trunk pvid vlan", marks=SWITCH),
    form(r"(?P<no>undo )?port trunk allow-pass vlan (?P<list>[\d to]+)", edits=trunk_edits),
    form(r"(?:carries|bars) \d+", marks=SWITCH),
    form(r"stp edged-port enable", "edged", "undo stp edged-port"),
    form(r"stp root-protection", "root", "undo stp root-protection"),
    form(r"mode \S+", "mode", "undo mode", barred_by=r"eth-trunk {number}"),
    form(r"least active-linknumber \d+", "least", "undo least active-linknumber"),
    form(r"eth-trunk (?P<g>\d+)", "eth-trunk", "undo eth-trunk", replaces=False, uses=("interface Eth-Trunk{g}",)),
    form(
        r"vrrp vrid (?P<g>\d+) virtual-ip (?P<a>\S+)(?: .*)?",
        "vrrp {g} {a}",
        "undo vrrp vrid {g} virtual-ip {a}",
        replaces=False,
        uses=("address of {interface}",),
        defines=("vrrp {g} {interface}",),
    ),
    form(
        r"vrrp6 vrid (?P<g>\d+) virtual-ip (?P<a>FE80\S+) link-local(?: .*)?",
        "vrrp6 {g} {a}",
        "undo vrrp6 vrid {g} virtual-ip {a}",
        replaces=False,
        uses=("ipv6 {interface}",),
        defines=("vrrp6 {g} {interface}",),
    ),
    form(
        r"vrrp6 vrid (?P<g>\d+) virtual-ip (?P<a>\S+)(?: .*)?",
        "vrrp6 {g} {a}",
        "undo vrrp6 vrid {g} virtual-ip {a}",
        replaces=False,
        uses=("vrrp6 {g} {interface}",),
    ),
    form(
        r"(?P<w>vrrp6?) vrid (?P<g>\d+) (?P<k>priority|preempt-mode timer delay|preempt timer delay) \d+",
        "{w} {g} {k}",
        "undo {w} vrid {g} {k}",
        uses=("{w} {g} {interface}",),
    ),
    form(
        r"ospf enable (?P<p>\d+) area (?P<a>\S+)",
        "ospf",
        "undo ospf enable {p} area {a}",
        replaces=False,
        uses=("ospf {p}",),
        marks=ROUTED,
    ),
    form(
        r"ospfv3 (?P<p>\d+) area (?P<a>\S+)",
        "ospfv3",
        "undo ospfv3 {p} area {a}",
        replaces=False,
        uses=("ospfv3 {p}", "ipv6 {interface}"),
        marks=ROUTED,
    ),
    form(
        r"(?P<w>ospf|ospfv3) (?P<k>cost|network-type|authentication-mode) .*", "{w} {k}", "undo {w} {k}", marks=ROUTED
    ),
    form(
        r"isis enable (?P<p>\d+)",
        "isis",
        "undo isis enable",
        replaces=False,
        uses=("isis {p}",),
        defines=("isis on {interface}",),
        drops=r"isis ",
        marks=ROUTED,
    ),
    form(
        r"isis ipv6 enable (?P<p>\d+)",
        "isis ipv6",
        "undo isis ipv6 enable",
        replaces=False,
        uses=("isis on {interface}",),
    ),
    form(
        r"isis (?P<k>circuit-type|circuit-level|authentication-mode|cost) .*",
        "isis {k}",
        "undo isis {k}",
        uses=("isis on {interface}",),
    ),
    form(r"isis silent", "isis silent", "undo isis silent", uses=("isis on {interface}",)),
    form(r"mpls", "mpls", "undo mpls", uses=("mpls",), defines=("mpls on {interface}",), marks=ROUTED),
    form(r"mpls ldp", "ldp", "undo mpls ldp", uses=("mpls ldp", "mpls on {interface}"), marks=ROUTED),
    form(r"dhcp select (?P<k>\w+)", "dhcp", "undo dhcp select {k}", uses=("dhcp",), marks=ROUTED),
    form(r"(?P<w>dhcp relay server-ip|ip relay address) (?P<a>.*)", "{w} {a}", "undo {w} {a}", marks=ROUTED),
    form(
        r"traffic-filter (?P<d>\w+) acl (?P<v>(?:ipv6 )?(?:name )?)(?P<a>\S+)",
        "filter {d} {v}",
        "undo traffic-filter {d} acl {v}{a}",
        replaces=False,
        uses=("acl {a}",),
    ),
    form(
        r"traffic-policy (?P<p>\S+) (?P<d>\w+)",
        "policy {d}",
        "undo traffic-policy {p} {d}",
        replaces=False,
        uses=("policy {p}",),
    ),
    form(r"(?P<w>urpf|ip urpf|ipv6 urpf) (?:loose|strict)", "{w}", "undo {w}"),
    form(r"ip urpf enable", "urpf on", "undo ip urpf enable"),
    form(r"ipsec policy (?P<p>\S+)", "ipsec", "undo ipsec policy", uses=("ipsec policy {p}",)),
    form(r"service-manage (?P<s>\S+) permit", "manage {s}", "undo service-manage {s} permit"),
)

PEER = (
    form(
        r"peer (?P<n>\S+) as-number \S+",
        "peer {n}",
        "undo peer {n}",
        replaces=False,
        defines=("peer {n} {vrf}",),
        drops=r"(?:undo )?peer {n} ",
    ),
    form(
        r"peer (?P<n>\S+) (?P<w>description|ebgp-max-hop|connect-interface|password) .*",
        "{n} {w}",
        "undo peer {n} {w}",
        uses=("peer {n} {vrf}",),
    ),
    form(
        r"peer (?P<n>\S+) (?P<w>ip-prefix|ipv6-prefix) (?P<l>\S+) (?P<d>import|export)",
        "{n} {w} {d}",
        "undo peer {n} {w} {l} {d}",
        uses=("peer {n} {vrf}", "prefix-list {l}"),
    ),
    form(r"peer (?P<n>\S+) enable", "{n} enable", "undo peer {n} enable", uses=("peer {n} {vrf}",)),
    form(
        r"peer (?P<n>\S+) (?P<w>reflect-client|next-hop-local|advertise \w+)",
        "{n} {w}",
        "undo peer {n} {w}",
        uses=("peer {n} {vrf}",),
    ),
)
# here a peer is on from the start: that it is off is said
OFF = form(r"undo peer (?P<n>\S+) enable", "{n} enable", uses=("peer {n} {vrf}",), explicit=True)
IMPORT = form(r"import-route (?P<s>\w+)(?P<p>(?: \d+)?)(?: .*)?", "import {s}{p}", "undo import-route {s}{p}")
FAMILY = (
    *PEER,
    IMPORT,
    form(r"undo synchronization", "synchronization", "synchronization"),
    # that routes are filtered by their targets is the default: what is kept is that they are not
    form(r"(?P<no>undo )?policy vpn-target", edits=filter_edits),
    form(r"unfiltered"),
    form(r"reflector cluster-id .*", "cluster", "undo reflector cluster-id"),
    form(r"network (?P<n>.*)", "network {n}", "undo network {n}"),
)
OSPF = (
    form(r"router-id .*", "router-id", "undo router-id"),
    form(r"vpn-instance-capability simple", "capability", "undo vpn-instance-capability simple"),
    form(r"bandwidth-reference \d+", "bandwidth", "undo bandwidth-reference"),
    form(r"default-route-advertise(?: always)?", "default", "undo default-route-advertise"),
    IMPORT,
    form(r"silent-interface (?P<i>\S+)", "silent {i}", "undo silent-interface {i}"),
    form(
        r"area (?P<a>\S+)",
        "area {a}",
        "undo area {a}",
        opens=(
            form(r"(?P<k>stub|nssa)(?: no-summary)?", "kind", "undo {k}", replaces=False),
            form(r"abr-summary (?P<r>.*)", "{r}", "undo abr-summary {r}"),
            form(r"network (?P<n>.*)", "network {n}", "undo network {n}"),
            form(r"description .*", "description", "undo description"),
        ),
    ),
)
CONDITIONS = (
    form(r"description .*", "description", "undo description"),
    form(r"policy logging", "logging", "undo policy logging"),
    form(r"(?P<w>source-zone|destination-zone) (?P<z>\S+)", "{w} {z}", "undo {w} {z}", uses=("zone {z}",)),
    form(
        r"(?P<w>(?:source|destination)-address address-set) (?P<o>.*)",
        "{w} {o}",
        "undo {w} {o}",
        uses=("address-set {o}",),
    ),
    form(r"(?P<w>source-address|destination-address) (?P<a>(?!address-set ).*)", "{w} {a}", "undo {w} {a}"),
    form(r"service (?P<o>.*)", "service {o}", "undo service {o}"),
    form(r"action .*", "action", "undo action", replaces=False),
)
RULE = form(r'rule name (?P<n>"[^"]+"|\S+)', "rule {n}", "undo rule name {n}", ordered=True, opens=CONDITIONS)


def moved(match: re.Match[str], block: Block) -> list[tuple[str, str]] | str:
    one, other = f"rule {match['a']}", f"rule {match['b']}"
    if one not in block.entries or other not in block.entries or one == other:
        return "there is no such rule"
    names = [slot for slot in block.entries if slot != one]
    names.insert(names.index(other) + (match["side"] == "after"), one)
    if names == list(block.entries):
        return "it is there"
    block.entries = {slot: block.entries[slot] for slot in names}
    return []


LIST = (
    form(r"default action permit", "default", "default action deny"),
    form(r'rule move (?P<a>"[^"]+"|\S+) (?P<side>before|after) (?P<b>"[^"]+"|\S+)', edits=moved),
    RULE,
)
MEMBERS = (
    form(r"description .*", "description", "undo description"),
    form(
        r"(?P<w>address|service) (?P<i>\d+) (?P<k>address|service)-set (?P<o>.*)",
        "{w} {i}",
        "undo {w} {i}",
        replaces=False,
        uses=("{k}-set {o}",),
    ),
    form(r"(?P<w>address|service) (?P<i>\d+) .*", "{w} {i}", "undo {w} {i}", replaces=False),
)
ZONE = (
    form(r"set priority (?P<p>\d+)", "priority", "undo set priority", unique=("priority {p}",)),
    form(
        r"add interface (?P<i>(?P<made>(?:Eth-Trunk|Vlanif|LoopBack)\S*|\S+\.\d+)|\S+)",
        "add {i}",
        "undo add interface {i}",
        unique=("zone of {i}",),
        uses=("interface {made}",),
    ),
)
RULES = (
    form(
        r"rule (?P<n>\d+) (?P<body>(?:permit|deny).*)",
        "rule {n}",
        "undo rule {n}",
        replaces=False,
        unique=("{a} says {body}",),
    ),
)
VRF = (
    form(
        r"(?P<f>ipv[46])-family",
        "{f}",
        "undo {f}-family",
        opens=(
            form(
                r"route-distinguisher (?P<rd>\S+)",
                "rd",
                "undo route-distinguisher {rd}",
                drops=r"target ",
                replaces=False,
                unique=("rd {rd}",),
                defines=("rd {vrf} {f}",),
            ),
            form(r"(?P<no>undo )?vpn-target (?P<list>.+) (?P<way>export|import)-extcommunity", edits=target_edits),
            form(r"target \S+ \w+", uses=("rd {vrf} {f}",)),
        ),
    ),
)
AAA = (
    form(r"(?P<k>\w+)-scheme default", "{k} default", hardware=True, opens=()),
    form(
        r"(?P<k>\w+)-scheme (?P<s>\S+)",
        "{k} {s}",
        "undo {k}-scheme {s}",
        defines=("{k} scheme {s}",),
        opens=(form(r"(?P<w>\w+-mode) .*", "mode", "undo {w}"),),
    ),
    form(
        r"domain (?P<d>\S+)",
        "domain {d}",
        hardware=True,
        opens=(
            form(r"(?P<k>\w+)-scheme (?P<s>\S+)", "{k}", "undo {k}-scheme", uses=("{k} scheme {s}",)),
            form(r"hwtacacs-server \S+", "tacacs", "undo hwtacacs-server", uses=("tacacs",)),
            form(r"radius-server group \S+", "radius", "undo radius-server group", uses=("radius",)),
            form(r"radius-server \S+", "radius", "undo radius-server", uses=("radius",)),
        ),
    ),
    form(
        r"local-user (?P<u>\S+) password .*",
        "user {u}",
        "undo local-user {u}",
        defines=("user {u}",),
        drops=r"local-user {u} ",
    ),
    form(
        r"local-user (?P<u>\S+) (?P<w>privilege level|level|service-type) .*",
        "user {u} {w}",
        "undo local-user {u} {w}",
        uses=("user {u}",),
    ),
    form(
        r"manager-user (?P<u>\S+)",
        "manager {u}",
        "undo manager-user {u}",
        defines=("user {u}",),
        opens=(form(r"(?P<w>password|service-type|level|authentication-scheme) .*", "{w}", "undo {w}"),),
    ),
    form(
        r"bind manager-user (?P<u>\S+) role (?P<r>\S+)",
        "bind {u} {r}",
        "undo bind manager-user {u} role {r}",
        uses=("user {u}",),
    ),
)

ROOT = (
    form(r"return", ignored=True),
    form(r"sysname .*", "sysname", "undo sysname"),
    form(r"clock timezone .*", "clock", "undo clock timezone"),
    form(r"header login information [\s\S]*", "header", "undo header login"),
    form(
        r"info-center source default channel loghost log level \w+",
        "log level",
        "undo info-center source default channel loghost",
    ),
    form(r"info-center loghost source .*", "log source", "undo info-center loghost source"),
    form(
        r"info-center loghost (?P<a>.*?)(?P<i>(?: vpn-instance (?P<vrf>\S+))?)",
        "loghost {a}{i}",
        "undo info-center loghost {a}{i}",
        uses=("vrf {vrf}",),
    ),
    form(r"(?P<no>undo )?vlan batch (?P<list>[\d to]+)", edits=vlan_edits),
    form(r"vlan-exists (?P<v>\d+)", defines=("vlan {v}",), drops=r"vlan {v}$"),
    form(
        r"vlan (?P<list>\d+)",
        "vlan {list}",
        hardware=True,
        edits=vlan_edits,
        opens=(form(r"name .*", "name", "undo name"),),
    ),
    form(r"stp mode \w+", "stp mode", "undo stp mode"),
    form(r"stp enable", "stp", "undo stp enable"),
    form(r"stp instance (?P<i>\d+) root \w+", "stp root {i}", "undo stp instance {i} root"),
    form(r"stp instance (?P<i>\d+) priority \d+", "stp {i}", "undo stp instance {i} priority"),
    form(r"stp bpdu-protection", "bpdu", "undo stp bpdu-protection"),
    form(
        r"stp region-configuration",
        "region",
        hardware=True,
        opens=(
            form(r"region-name .*", "region-name", "undo region-name"),
            form(r"revision-level \d+", "revision", "undo revision-level"),
            form(r"(?P<no>undo )?instance (?P<instance>\d+) vlan (?P<list>[\d to]+)", edits=instance_edits),
            form(r"in-instance (?P<i>\d+) (?P<v>\d+)", unique=("instance of {v}",)),
            form(r"active region-configuration", "active", "undo active region-configuration"),
        ),
    ),
    form(
        r"(?P<l>hrp (?:enable|standby-device|mirror session enable|standby config enable|track interface \S+))",
        "{l}",
        "undo {l}",
    ),
    form(r"hrp interface (?P<i>\S+) remote \S+", "hrp interface", "undo hrp interface {i}", replaces=False),
    form(r"log type policy enable", "log type", "undo log type policy enable"),
    form(r"lldp enable", "lldp"),
    form(r"undo lldp enable", "lldp"),
    form(r"ipv6", "ipv6", "undo ipv6"),
    form(r"ip vpn-instance (?P<vrf>\S+)", "vrf {vrf}", "undo ip vpn-instance {vrf}", defines=("vrf {vrf}",), opens=VRF),
    form(r"mpls lsr-id \S+", "lsr-id", "undo mpls lsr-id", replaces=False, defines=("lsr-id",)),
    form(r"mpls", "mpls", "undo mpls", uses=("lsr-id",), defines=("mpls",), opens=()),
    form(r"mpls ldp", "ldp", "undo mpls ldp", uses=("mpls",), defines=("mpls ldp",), opens=()),
    form(r"dhcp enable", "dhcp", "undo dhcp enable", defines=("dhcp",)),
    form(
        r"ip pool (?P<p>\S+)",
        "pool {p}",
        "undo ip pool {p}",
        opens=(
            form(r"vpn-instance (?P<vrf>\S+)", "vrf", "undo vpn-instance {vrf}", replaces=False, uses=("vrf {vrf}",)),
            form(r"(?P<w>gateway-list|dns-list) (?P<a>.*)", "{w}", "undo {w} {a}", replaces=False),
            form(r"network .*", "network", "undo network", replaces=False),
            form(r"excluded-ip-address (?P<a>.*)", "excluded {a}", "undo excluded-ip-address {a}"),
        ),
    ),
    form(
        r"acl (?P<w>(?:ipv6 )?)(?:number )?(?P<a>\d+)",
        "acl {w}{a}",
        "undo acl {w}number {a}",
        "undo acl {w}{a}",
        defines=("acl {a}",),
        opens=RULES,
    ),
    form(
        r"acl name (?P<a>\S+) (?P<number>\d+)",
        "acl {a}",
        "undo acl name {a}",
        replaces=False,
        defines=("acl {a}", "acl {number}"),
        unique=("acl number {number}",),
        opens=RULES,
    ),
    form(
        r"acl name (?P<a>\S+) (?:basic|advance)",
        "acl {a}",
        "undo acl name {a}",
        replaces=False,
        defines=("acl {a}",),
        opens=RULES,
    ),
    form(
        r"acl ipv6 name (?P<a>\S+) (?:basic|advance)",
        "acl6 {a}",
        "undo acl ipv6 name {a}",
        replaces=False,
        defines=("acl {a}",),
        opens=RULES,
    ),
    form(
        r"traffic classifier (?P<c>\S+) .*",
        "classifier {c}",
        "undo traffic classifier {c}",
        defines=("classifier {c}",),
        opens=(
            form(r"if-match (?P<m>(?:ipv6 )?acl (?:name )?(?P<a>\S+))", "{m}", "undo if-match {m}", uses=("acl {a}",)),
        ),
    ),
    form(
        r"traffic behavior (?P<b>\S+)",
        "behavior {b}",
        "undo traffic behavior {b}",
        defines=("behavior {b}",),
        opens=(form(r"permit", "permit", "undo permit"),),
    ),
    form(
        r"traffic policy (?P<p>\S+)",
        "policy {p}",
        "undo traffic policy {p}",
        defines=("policy {p}",),
        opens=(
            form(
                r"classifier (?P<c>\S+) behavior (?P<b>\S+)",
                "{c}",
                "undo classifier {c}",
                uses=("classifier {c}", "behavior {b}"),
            ),
        ),
    ),
    form(
        r"ip (?P<w>ip|ipv6)-prefix (?P<l>\S+) index (?P<i>\d+) .*",
        "{w}-prefix {l} {i}",
        "undo ip {w}-prefix {l} index {i}",
        replaces=False,
        defines=("prefix-list {l}",),
    ),
    form(
        r'ip address-set (?P<o>"[^"]+"|\S+) type \w+',
        "address-set {o}",
        "undo ip address-set {o}",
        replaces=False,
        defines=("address-set {o}",),
        opens=MEMBERS,
    ),
    form(
        r'ip service-set (?P<o>"[^"]+"|\S+) type \w+',
        "service-set {o}",
        "undo ip service-set {o}",
        replaces=False,
        defines=("service-set {o}",),
        opens=MEMBERS,
    ),
    form(
        r"ipsec proposal (?P<p>\S+)",
        "esp {p}",
        "undo ipsec proposal {p}",
        defines=("esp {p}",),
        opens=(form(r"(?P<w>esp \S+) \S+", "{w}", "undo {w}"),),
    ),
    form(
        r"ike proposal (?P<p>\S+)",
        "ike {p}",
        "undo ike proposal {p}",
        defines=("ike {p}",),
        opens=(
            form(r"dh \S+", "dh", "undo dh"),
            form(r"(?P<w>\S+) \S+", "{w}", "undo {w}"),
        ),
    ),
    form(
        r"ike peer (?P<p>\S+)",
        "ike peer {p}",
        "undo ike peer {p}",
        defines=("ike peer {p}",),
        opens=(
            form(r"undo version 1", "version", "version 1"),
            form(r"pre-shared-key .*", "key", "undo pre-shared-key"),
            form(r"ike-proposal (?P<i>\S+)", "ike", "undo ike-proposal", uses=("ike {i}",)),
            form(r"remote-address \S+", "remote", "undo remote-address", replaces=False),
        ),
    ),
    form(
        r"ipsec policy (?P<p>\S+) (?P<n>\d+)(?: isakmp)?",
        "ipsec policy {p} {n}",
        "undo ipsec policy {p} {n}",
        defines=("ipsec policy {p}",),
        opens=(
            form(r"security acl (?P<a>\S+)", "acl", "undo security acl", uses=("acl {a}",)),
            form(r"ike-peer (?P<o>\S+)", "ike-peer", "undo ike-peer", uses=("ike peer {o}",)),
            form(r"proposal (?P<o>\S+)", "proposal", "undo proposal {o}", uses=("esp {o}",)),
        ),
    ),
    form(
        r"hwtacacs-server template \S+",
        "tacacs",
        "undo hwtacacs-server template tacacs",
        defines=("tacacs",),
        opens=(
            form(r"hwtacacs-server source-ip \S+", "source", "undo hwtacacs-server source-ip"),
            form(r"hwtacacs-server shared-key .*", "key", "undo hwtacacs-server shared-key"),
            form(
                r"hwtacacs-server (?P<r>authentication|authorization) "
                r"(?P<a>\S+(?: \d+)?(?: vpn-instance (?P<vrf>\S+))?)"
                r"(?P<k>(?: secondary| third| fourth)?)",
                "{r}{k}",
                "undo hwtacacs-server {r} {a}",
                replaces=False,
                uses=("vrf {vrf}",),
            ),
        ),
    ),
    form(
        r"radius-server (?P<w>template|group) radius",
        "radius",
        "undo radius-server {w} radius",
        defines=("radius",),
        opens=(
            form(r"radius-server shared-key.*", "key", "undo radius-server shared-key"),
            form(
                r"radius-server (?P<r>authentication|accounting) (?P<a>\S+ \d+(?: vpn-instance (?P<vrf>\S+))?)"
                r"(?: .*)?",
                "{r} {a}",
                "undo radius-server {r} {a}",
                uses=("vrf {vrf}",),
            ),
        ),
    ),
    form(r"aaa", "aaa", hardware=True, opens=AAA),
    form(
        r"isis (?P<p>\d+)(?: vpn-instance (?P<vrf>\S+))?",
        "isis {p}",
        "undo isis {p}",
        uses=("vrf {vrf}",),
        defines=("isis {p}",),
        opens=(
            form(r"is-level \S+", "is-level", "undo is-level"),
            form(r"cost-style \S+", "cost-style", "undo cost-style"),
            form(r"network-entity (?P<n>\S+)", "net", "undo network-entity {n}", replaces=False),
            form(r"ipv6 enable topology \w+", "ipv6", "undo ipv6 enable"),
        ),
    ),
    form(
        r"(?P<w>ospf|ospfv3) (?P<p>\d+)(?: router-id \S+)?(?: vpn-instance (?P<vrf>\S+))?",
        "{w} {p}",
        "undo {w} {p}",
        uses=("vrf {vrf}",),
        defines=("{w} {p}",),
        opens=OSPF,
    ),
    form(
        r"interface (?P<interface>(?P<parent>Eth-Trunk\d+)\.\d+)(?P<number>)",
        "interface {interface}",
        "undo interface {interface}",
        defines=("interface {interface}",),
        uses=("interface {parent}",),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>(?P<parent>\S+)\.\d+)(?P<number>)",
        "interface {interface}",
        "undo interface {interface}",
        defines=("interface {interface}",),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>Vlanif(?P<v>\d+))(?P<parent>)(?P<number>)",
        "interface {interface}",
        "undo interface {interface}",
        defines=("interface {interface}",),
        uses=("vlan {v}",),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>(?:Eth-Trunk|LoopBack)(?P<number>\d+))(?P<parent>)",
        "interface {interface}",
        "undo interface {interface}",
        defines=("interface {interface}",),
        opens=INTERFACE,
    ),
    form(
        r"interface (?P<interface>\S+)(?P<parent>)(?P<number>)",
        "interface {interface}",
        hardware=True,
        defines=("interface {interface}",),
        opens=INTERFACE,
    ),
    form(
        r"firewall zone name (?P<z>\S+)", "zone {z}", "undo firewall zone name {z}", defines=("zone {z}",), opens=ZONE
    ),
    form(r"firewall zone (?P<z>\S+)", "zone {z}", hardware=True, defines=("zone {z}",), opens=ZONE),
    form(
        r"bgp (?P<asn>\S+)(?P<vrf>)",
        "bgp",
        "undo bgp {asn}",
        replaces=False,
        opens=(
            form(r"router-id \S+", "router-id", "undo router-id"),
            *PEER,
            form(r"(?P<f>ipv4-family unicast)", "{f}", hardware=True, opens=(OFF, *FAMILY)),
            form(
                r"(?P<f>ipv[46]-family) vpn-instance (?P<vrf>\S+)",
                "{f} {vrf}",
                "undo {f} vpn-instance {vrf}",
                uses=("vrf {vrf}",),
                opens=FAMILY,
            ),
            form(r"(?P<f>(?:ipv[46]|l2vpn)-family \S+)", "{f}", "undo {f}", opens=FAMILY),
        ),
    ),
    form(
        r"(?P<w>ip|ipv6) route-static (?P<t>(?:vpn-instance (?P<vrf>\S+) )?\S+ \S+ \S+)(?: preference \d+)?"
        r"(?: description .*)?",
        "{w} route {t}",
        "undo {w} route-static {t}",
        uses=("vrf {vrf}",),
    ),
    form(r"snmp-agent", "snmp", "undo snmp-agent"),
    form(r"snmp-agent sys-info (?P<w>contact|location|version) .*", "snmp {w}", "undo snmp-agent sys-info {w}"),
    form(
        r"snmp-agent mib-view included (?P<v>\S+) (?P<o>\S+)",
        "view {v} {o}",
        "undo snmp-agent mib-view {v} {o}",
        defines=("view {v}",),
    ),
    form(
        r"snmp-agent group v3 (?P<g>\S+) privacy(?: read-view (?P<r>\S+))?(?: write-view (?P<w>\S+))?"
        r"(?: notify-view (?P<n>\S+))?(?: acl (?P<a>\S+))?",
        "snmp group {g}",
        "undo snmp-agent group v3 {g} privacy",
        uses=("view {r}", "view {w}", "view {n}", "acl {a}"),
    ),
    form(
        r"snmp-agent usm-user v3 (?P<u>\S+)",
        "snmp user {u}",
        "undo snmp-agent usm-user v3 {u}",
        defines=("snmp user {u}",),
        drops=r"snmp-agent usm-user v3 {u} ",
    ),
    form(
        r"snmp-agent usm-user v3 (?P<u>\S+) (?P<w>group|authentication-mode|privacy-mode) .*",
        "snmp user {u} {w}",
        "undo snmp-agent usm-user v3 {u} {w}",
        uses=("snmp user {u}",),
    ),
    form(
        r"snmp-agent target-host (?P<t>.* securityname (?P<u>\S+) v3 privacy)",
        "host {t}",
        "undo snmp-agent target-host {t}",
        uses=("snmp user {u}",),
    ),
    form(r"snmp-agent trap source .*", "trap source", "undo snmp-agent trap source"),
    form(r"snmp-agent trap enable", "trap", "undo snmp-agent trap enable"),
    form(r"(?P<w>ntp|ntp-service) authentication enable", "ntp auth", "undo {w} authentication enable"),
    form(
        r"(?P<w>ntp|ntp-service) authentication-keyid (?P<k>\d+) .*",
        "ntp key {k}",
        "undo {w} authentication-keyid {k}",
        defines=("ntp key {k}",),
    ),
    form(
        r"(?P<w>ntp|ntp-service) reliable authentication-keyid (?P<k>\d+)",
        "ntp reliable {k}",
        "undo {w} reliable authentication-keyid {k}",
        uses=("ntp key {k}",),
    ),
    form(r"(?P<w>ntp|ntp-service) source-interface .*", "ntp source", "undo {w} source-interface"),
    form(
        r"(?P<w>ntp|ntp-service) unicast-server (?P<a>(?:ipv6 )?\S+)(?: authentication-keyid (?P<k>\d+))?"
        r"(?P<i>(?: vpn-instance (?P<vrf>\S+))?)",
        "ntp {a}{i}",
        "undo {w} unicast-server {a}{i}",
        uses=("ntp key {k}", "vrf {vrf}"),
    ),
    form(r"stelnet server enable", "stelnet", "undo stelnet server enable"),
    form(r"undo (?P<t>telnet (?:ipv6 )?server enable)", "{t}", "{t}"),
    form(r"(?P<t>telnet (?:ipv6 )?server disable)", "{t}", "undo {t}"),
    form(r"snetconf server enable", "snetconf", "undo snetconf server enable"),
    form(r"ssh authentication-type default password", "ssh default", "undo ssh authentication-type default"),
    form(r"ssh user (?P<u>\S+)", "ssh {u}", "undo ssh user {u}", defines=("ssh {u}",), drops=r"ssh user {u} "),
    form(
        r"ssh user (?P<u>\S+) (?P<w>authentication-type|service-type) \S+",
        "ssh {u} {w}",
        "undo ssh user {u} {w}",
        uses=("ssh {u}",),
    ),
    form(
        r"netconf",
        "netconf",
        "undo netconf",
        opens=(form(r"protocol inbound ssh port 830", "port", "undo protocol inbound ssh port 830"),),
    ),
    form(r"api", "api", hardware=True, opens=(form(r"api netconf enable", "netconf", "undo api netconf enable"),)),
    form(
        r"user-interface (?P<l>.*)",
        "line {l}",
        hardware=True,
        opens=(
            form(r"acl (?P<a>\S+) inbound", "acl", "undo acl inbound", uses=("acl {a}",)),
            form(r"acl ipv6 (?P<a>\S+) inbound", "acl6", "undo acl ipv6 inbound", uses=("acl {a}",)),
            form(r"(?P<w>authentication-mode|idle-timeout|protocol inbound) .*", "{w}", "undo {w}"),
        ),
    ),
    form(
        r'nat server (?P<n>"[^"]+"|\S+) zone (?P<z>\S+) .*',
        "nat server {n}",
        "undo nat server name {n}",
        replaces=False,
        uses=("zone {z}",),
    ),
    form(
        r'nat address-group (?P<p>"[^"]+"|\S+)(?: \d+)?',
        "nat pool {p}",
        "undo nat address-group {p}",
        opens=(
            form(r"mode .*", "mode", "undo mode"),
            form(r"section (?P<i>\d+) .*", "section {i}", "undo section {i}", replaces=False),
        ),
    ),
    form(r"security-policy", "security-policy", hardware=True, opens=LIST),
    form(r"nat-policy", "nat-policy", hardware=True, opens=LIST),
)


def device(booted: ConfigTree) -> Device:
    """A device that booted with a configuration."""
    return Device(ROOT, "quit", booted, factory=("vlan-exists 1", "undo lldp enable"))
