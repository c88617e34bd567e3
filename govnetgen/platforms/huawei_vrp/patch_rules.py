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
from govnetgen.platforms.huawei_vrp.patch_rules_management import MANAGEMENT
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
    *MANAGEMENT,
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
        re.compile(r"\b(?P<secret>(?:irreversible-cipher|cipher|simple|plain|hash) \S+)"),
        re.compile(r"\b(?:pre-shared-key|shared-key|shared-key-cipher) (?P<secret>(?!cipher )\S+)"),
    ),
)
