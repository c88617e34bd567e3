"""How a VRP configuration is changed: what identifies a line, what ``undo`` takes, what refers to what.

The forms of ``undo`` are those of the command references; see docs/patch.md for what no source confirms.
"""

import re
from collections.abc import Mapping
from ipaddress import IPv4Address

from govnetgen.configtree.ranges import numbers, with_words
from govnetgen.configtree.rules import Change, PatchRules, Rules, Values, rule
from govnetgen.platforms.huawei_vrp.patch_rules_firewall import FIREWALL, POLICIES
from govnetgen.platforms.huawei_vrp.patch_rules_interface import INTERFACES
from govnetgen.platforms.huawei_vrp.patch_rules_routing import ROUTING

_DOTTED = 1 << 80
_TARGETS_A_LINE = 8
_RANGES_A_LINE = 10


def _ranges(held: frozenset[int]) -> tuple[str, ...]:
    return with_words(held, _RANGES_A_LINE)


def _targets(text: str) -> frozenset[int]:
    """Route targets as numbers: the administrator above, 32 bits of the assigned number below."""
    found: set[int] = set()
    for target in text.split():
        administrator, _, assigned = target.rpartition(":")
        dotted = "." in administrator
        high = int(IPv4Address(administrator)) if dotted else int(administrator)
        found.add((_DOTTED if dotted else 0) | high << 32 | int(assigned))
    return frozenset(found)


def _target_lines(held: frozenset[int]) -> tuple[str, ...]:
    texts = []
    for one in sorted(held):
        high, assigned = (one & ~_DOTTED) >> 32, one & 0xFFFFFFFF
        texts.append(f"{IPv4Address(high) if one & _DOTTED else high}:{assigned}")
    size = _TARGETS_A_LINE
    return tuple(" ".join(texts[start : start + size]) for start in range(0, len(texts), size))


VLANS = Values(
    key="vlans",
    parse=numbers,
    write=_ranges,
    add="vlan batch {values}",
    remove="undo vlan batch {values}",
    initial=frozenset({1}),
    defines=("vlan {value}",),
)
TARGETS = Values(
    key="targets {direction}",
    parse=_targets,
    write=_target_lines,
    add="vpn-target {values} {direction}-extcommunity",
    remove="undo vpn-target {values} {direction}-extcommunity",
    needs=("rd {vrf} {family}",),
)
INSTANCE = Values(
    key="instance {instance}",
    parse=numbers,
    write=_ranges,
    add="instance {instance} vlan {values}",
    remove="undo instance {instance} vlan {values}",
    claims=("instance of {value}",),
)


def _stand_in(words: Mapping[str, str]) -> Mapping[str, str]:
    """The words of an entry that denies all routes, below the one that is exchanged."""
    every = "0.0.0.0 0 less-equal 32" if words["word"] == "ip" else ":: 0 less-equal 128"
    return {"next": str(int(words["number"]) + 1), "any": every}


def _kind(words: Mapping[str, str]) -> Mapping[str, str]:
    """Lists from 3000 on match more than the source."""
    return {"kind": "basic" if words["number"].startswith("2") else "advance"}


_ACL = Rules(
    rule(
        r"rule (?P<number>\d+) description .*",
        "description {number}",
        "undo rule {number} description",
        wants=("rule {number}",),
    ),
    # `undo rule` takes the number; a rule that is written over merges with the old one, and none may say what another
    # one of the list says
    rule(
        r"rule (?P<number>\d+) (?P<body>.*)",
        "rule {number}",
        "undo rule {number}",
        change=Change.UNDO_FIRST,
        claims=("{acl} says {body}",),
    ),
)
_VPN_FAMILY = Rules(
    # with it go the route targets: the family is built again
    rule(r"route-distinguisher (?P<rd>\S+)", "rd", defines=("rd {vrf} {family}",), claims=("rd {rd}",), rebuilds=True),
    rule(r"vpn-target (?P<values>.+) (?P<direction>export|import)-extcommunity", values=TARGETS),
)
_REGION = Rules(
    rule(r"region-name .*", "region-name", "undo region-name"),
    rule(r"revision-level .*", "revision-level", "undo revision-level"),
    rule(r"instance (?P<instance>\d+) vlan (?P<values>[\d to]+)", values=INSTANCE),
)
_NAME = Rules(rule(r"(?P<word>name|description) .*", "{word}", "undo {word}", goes_with=("vlan {values}",)))

_USER = "user {user}"
_AAA = Rules(
    rule(r"(?P<kind>authentication|authorization|accounting)-scheme default", permanent=True, rules=Rules()),
    rule(
        r"(?P<kind>authentication|authorization|accounting)-scheme (?P<scheme>\S+)",
        defines=("{kind} scheme {scheme}",),
        rules=Rules(
            rule(r"(?P<word>\w+-mode) .*", "mode", "undo {word}", wants=("tacacs", "radius")),
        ),
    ),
    rule(
        r"domain \S+",
        permanent=True,
        rules=Rules(
            rule(
                r"(?P<kind>\w+)-scheme (?P<scheme>\S+)",
                "{kind} scheme",
                "undo {kind}-scheme",
                refers=("{kind} scheme {scheme}",),
            ),
            rule(r"hwtacacs-server .*", "tacacs", "undo hwtacacs-server", refers=("tacacs",)),
            rule(r"radius-server group .*", "radius", "undo radius-server group", refers=("radius",)),
            rule(r"radius-server .*", "radius", "undo radius-server", refers=("radius",)),
        ),
    ),
    # an account is made by its password, and goes as a whole
    rule(
        r"local-user (?P<user>\S+) password .*",
        "password {user}",
        "undo local-user {user}",
        defines=(_USER,),
        drops=(_USER,),
    ),
    rule(
        r"local-user (?P<user>\S+) (?P<word>privilege level|level|service-type) .*",
        "{word} {user}",
        "undo local-user {user} {word}",
        refers=(_USER,),
        goes_with=(_USER,),
        unordered=True,
    ),
    rule(
        r"manager-user (?P<user>\S+)",
        defines=(_USER,),
        rules=Rules(
            rule(r"(?P<word>password|service-type|level|authentication-scheme) .*", "{word}", "undo {word}"),
        ),
    ),
    rule(r"bind manager-user (?P<user>\S+) role .*", refers=(_USER,)),
)
_SERVERS = (
    rule(
        r"hwtacacs-server template \S+",
        defines=("tacacs",),
        rules=Rules(
            rule(
                r"hwtacacs-server (?P<role>authentication|authorization|accounting) (?P<address>\S+)"
                r"(?P<port> \d+)?(?: vpn-instance (?P<vrf>\S+))?(?P<rank> \w+)?",
                # one server a rank: a rank is given up before another takes it
                "{role} {address} {vrf}",
                "undo hwtacacs-server {role} {address} {port} {instance}",
                change=Change.UNDO_FIRST,
                refers=("vrf {vrf}",),
                claims=("{role} rank {rank}",),
                derive=lambda words: {"instance": f"vpn-instance {words['vrf']}" if words["vrf"] else ""},
            ),
            rule(r"hwtacacs-server source-ip .*", "source", "undo hwtacacs-server source-ip"),
            rule(r"hwtacacs-server shared-key .*", "key", "undo hwtacacs-server shared-key"),
        ),
    ),
    rule(
        r"radius-server (?:template|group) \S+",
        defines=("radius",),
        rules=Rules(
            rule(r"radius-server shared-key.*", "key", "undo radius-server shared-key"),
            rule(
                r"radius-server (?P<role>authentication|accounting) (?P<where>\S+ \d+(?: vpn-instance (?P<vrf>\S+))?)"
                r"(?: .*)?",
                "{role} {where}",
                "undo radius-server {role} {where}",
                refers=("vrf {vrf}",),
            ),
        ),
    ),
)
_SNMP_USER = "snmp user {user}"
_MANAGEMENT = (
    rule(r"aaa", permanent=True, rules=_AAA),
    *_SERVERS,
    rule(r"header login information .*", "header login", "undo header login"),
    rule(r"clock timezone .*", "clock timezone", "undo clock timezone"),
    rule(r"info-center source .*", "log level", "undo info-center source default channel loghost"),
    rule(
        r"info-center loghost source (?P<interface>\S+)",
        "log source",
        "undo info-center loghost source",
        wants=("interface {interface}",),
    ),
    rule(r"info-center loghost .*?(?: vpn-instance (?P<vrf>\S+))?", refers=("vrf {vrf}",)),
    rule(
        r"(?P<word>ntp|ntp-service) authentication-keyid (?P<key>\d+) .*",
        "ntp key {key}",
        "undo {word} authentication-keyid {key}",
        defines=("ntp key {key}",),
    ),
    rule(r"(?:ntp|ntp-service) reliable authentication-keyid (?P<key>\d+)", refers=("ntp key {key}",)),
    rule(
        r"(?P<word>ntp|ntp-service) source-interface (?P<interface>\S+)",
        "ntp source",
        "undo {word} source-interface",
        wants=("interface {interface}",),
    ),
    rule(
        r"(?P<word>ntp|ntp-service) unicast-server (?P<where>(?:ipv6 )?\S+)(?: authentication-keyid (?P<key>\d+))?"
        r"(?P<instance> vpn-instance (?P<vrf>\S+))?",
        "ntp server {where} {vrf}",
        "undo {word} unicast-server {where} {instance}",
        refers=("ntp key {key}", "vrf {vrf}"),
    ),
    rule(r"snmp-agent", "snmp-agent", defines=("snmp",)),
    rule(
        r"snmp-agent sys-info (?P<word>contact|location|version) .*",
        "snmp {word}",
        "undo snmp-agent sys-info {word}",
        wants=("snmp",),
    ),
    rule(
        r"snmp-agent mib-view included (?P<view>\S+) (?P<oid>\S+)",
        undo="undo snmp-agent mib-view {view} {oid}",
        defines=("view {view}",),
    ),
    rule(
        r"snmp-agent group v3 (?P<group>\S+) privacy(?: read-view (?P<read>\S+))?(?: write-view (?P<write>\S+))?"
        r"(?: notify-view (?P<notify>\S+))?(?: acl (?P<acl>\S+))?",
        "snmp group {group}",
        "undo snmp-agent group v3 {group} privacy",
        refers=("view {read}", "view {write}", "view {notify}", "acl {acl}"),
        defines=("snmp group {group}",),
    ),
    rule(r"snmp-agent usm-user v3 (?P<user>\S+)", "snmp user {user}", defines=(_SNMP_USER,), drops=(_SNMP_USER,)),
    rule(
        r"snmp-agent usm-user v3 (?P<user>\S+) (?P<word>group|authentication-mode|privacy-mode) .*",
        "snmp user {user} {word}",
        "undo snmp-agent usm-user v3 {user} {word}",
        refers=(_SNMP_USER,),
        goes_with=(_SNMP_USER,),
    ),
    rule(r"snmp-agent target-host trap .* securityname (?P<user>\S+) v3 privacy", refers=(_SNMP_USER,)),
    rule(
        r"snmp-agent trap source (?P<interface>\S+)",
        "trap source",
        "undo snmp-agent trap source",
        wants=("interface {interface}",),
    ),
    rule(r"ssh user (?P<user>\S+)", defines=("ssh {user}",), drops=("ssh {user}",)),
    rule(
        r"ssh user (?P<user>\S+) (?P<word>authentication-type|service-type) .*",
        "ssh {user} {word}",
        "undo ssh user {user} {word}",
        refers=("ssh {user}",),
        goes_with=("ssh {user}",),
    ),
    rule(r"ssh authentication-type default .*", "ssh default", "undo ssh authentication-type default"),
    # VRP8 says the same of telnet with a word of its own
    rule(r"telnet server disable", "telnet", "undo telnet server disable"),
    rule(r"netconf", rules=Rules()),
    rule(r"api", permanent=True, rules=Rules()),
    rule(
        r"user-interface (?P<kind>\S+) (?P<first>\d+)(?: \d+)?",
        # how many lines a device has differs: what is set for those from the first on is set for all that it shows
        "user-interface {kind} {first}",
        permanent=True,
        rules=Rules(
            rule(r"(?:screen-length|history-command|user privilege) .*", silent=True),
            rule(
                r"acl (?P<acl>\S+) (?P<direction>inbound|outbound)",
                "acl {direction}",
                "undo acl {direction}",
                refers=("acl {acl}",),
                takes="acl {acl} {direction}",
            ),
            rule(
                r"acl ipv6 (?P<acl>\S+) (?P<direction>inbound|outbound)",
                "acl6 {direction}",
                "undo acl ipv6 {direction}",
                refers=("acl {acl}",),
                takes="acl ipv6 {acl} {direction}",
            ),
            rule(r"(?P<word>authentication-mode|idle-timeout|protocol inbound) .*", "{word}", "undo {word}"),
        ),
    ),
)

RULES = Rules(
    # files saved on a device may end in a NUL
    rule(r"return[\s\x00]*", silent=True),
    # other virtual systems, the console and further lines are not described by what we write
    rule(r"switch vsys \S+", silent=True),
    rule(r"user-interface (?!vty 0(?: \d+)?$).*", silent=True),
    # made by the device itself
    rule(r"snmp-agent local-engineid .*", silent=True),
    rule(r"sysname .*", "sysname", "undo sysname"),
    rule(r"vlan batch (?P<values>[\d to]+)", values=VLANS),
    rule(r"vlan (?P<values>\d+)", refers=("vlan {values}",), permanent=True, values=VLANS, rules=_NAME),
    # off unless it is switched on: to say nothing of it is not to switch it on
    rule(r"undo lldp enable", "lldp", "lldp enable", permanent=True),
    rule(r"lldp enable", "lldp"),
    rule(r"stp mode .*", "stp mode", "undo stp mode"),
    rule(r"stp instance (?P<instance>\d+) root \w+", "stp root {instance}", "undo stp instance {instance} root"),
    rule(r"stp instance (?P<instance>\d+) priority .*", "stp {instance}", "undo stp instance {instance} priority"),
    rule(r"stp region-configuration", permanent=True, rules=_REGION),
    rule(
        r"ip vpn-instance (?P<vrf>\S+)",
        defines=("vrf {vrf}",),
        rules=Rules(rule(r"(?P<family>ipv4|ipv6)-family", rules=_VPN_FAMILY)),
    ),
    rule(r"dhcp enable", defines=("dhcp",)),
    rule(
        r"ip pool (?P<pool>\S+)",
        rules=Rules(
            rule(r"vpn-instance (?P<vrf>\S+)", "vrf", change=Change.UNDO_FIRST, refers=("vrf {vrf}",)),
            rule(r"gateway-list (?P<gateway>.*)", "gateway", change=Change.UNDO_FIRST),
            rule(r"network .*", "network", "undo network", change=Change.UNDO_FIRST),
            rule(r"dns-list .*", "dns", change=Change.UNDO_FIRST),
        ),
    ),
    rule(
        r"acl name (?P<acl>\S+) (?P<kind>basic|advance)",
        "acl {acl}",
        "undo acl name {acl}",
        stand_in="acl name {stand_in} {kind}",
        stand_in_name="tmp-{acl:.28}",
        change=Change.REBUILD,
        defines=("acl {acl}",),
        claims=("acl {acl}",),
        rules=_ACL,
    ),
    rule(
        r"acl name (?P<acl>\S+) (?P<number>\d+)",
        "acl {acl}",
        "undo acl name {acl}",
        stand_in="acl name {stand_in} {kind}",
        stand_in_name="tmp-{acl:.28}",
        derive=_kind,
        change=Change.REBUILD,
        defines=("acl {acl}", "acl {number}"),
        claims=("acl {acl}", "acl number {number}"),
        rules=_ACL,
    ),
    rule(
        r"acl ipv6 name (?P<acl>\S+) (?P<kind>.*)",
        "acl6 {acl}",
        "undo acl ipv6 name {acl}",
        stand_in="acl ipv6 name {stand_in} {kind}",
        stand_in_name="tmp-{acl:.28}",
        change=Change.REBUILD,
        defines=("acl {acl}",),
        claims=("acl6 {acl}",),
        rules=_ACL,
    ),
    rule(
        r"acl (?P<version>ipv6 )?(?:number )?(?P<acl>\d+)",
        "acl {version} {acl}",
        "undo acl {version}number {acl}",
        defines=("acl {acl}",),
        rules=_ACL,
    ),
    rule(
        r"traffic classifier (?P<name>\S+) .*",
        "classifier {name}",
        "undo traffic classifier {name}",
        defines=("classifier {name}",),
        rules=Rules(rule(r"if-match (?:ipv6 )?acl (?:name )?(?P<acl>\S+)", refers=("acl {acl}",))),
    ),
    rule(r"traffic behavior (?P<name>\S+)", defines=("behavior {name}",), rules=Rules()),
    rule(
        r"traffic policy (?P<name>\S+)",
        defines=("policy {name}",),
        rules=Rules(
            rule(
                r"classifier (?P<classifier>\S+) behavior (?P<behavior>\S+)",
                "classifier {classifier}",
                "undo classifier {classifier}",
                refers=("classifier {classifier}", "behavior {behavior}"),
            )
        ),
    ),
    rule(
        r"ip (?P<word>ip|ipv6)-prefix (?P<list>\S+) index (?P<number>\d+) .*",
        "{word} prefix {list} {number}",
        "undo ip {word}-prefix {list} index {number}",
        change=Change.UNDO_FIRST,
        defines=("prefix-list {list}",),
        # the last entry of a list that is in use cannot be taken away
        stub="ip {word}-prefix {list} index {next} deny {any}",
        derive=_stand_in,
    ),
    rule(r"mpls lsr-id .*", "lsr-id", "undo mpls lsr-id", change=Change.REBUILD, defines=("lsr-id",)),
    rule(r"mpls", refers=("lsr-id",), defines=("mpls",), rules=Rules()),
    rule(r"mpls ldp", refers=("mpls",), defines=("mpls ldp",), rules=Rules()),
    *INTERFACES,
    *ROUTING,
    *_MANAGEMENT,
    *FIREWALL,
    *POLICIES,
    # views that a firewall prints even when they are empty
    rule(r"[a-z]+-policy|policy-based-route|device-classification|multi-interface|multi-linkif", silent=True),
)

PATCH_RULES = PatchRules(
    negation="undo",
    leave="quit",
    rules=RULES,
    hostname=re.compile(r"sysname (?P<name>\S+)"),
    last_line="return",
    secrets=(
        re.compile(r"\b(?P<secret>(?:irreversible-cipher|cipher|simple|hash) \S+)"),
        re.compile(r"\b(?:pre-shared-key|shared-key|shared-key-cipher) (?P<secret>(?!cipher )\S+)"),
    ),
)
