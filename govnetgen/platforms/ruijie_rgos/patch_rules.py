"""How a RGOS configuration is changed: what identifies a line, what ``no`` takes, what refers to what.

Negations follow Ruijie's command references where these give them and Cisco's form elsewhere; see docs/patch.md.
"""

import re
from collections.abc import Mapping

from govnetgen.configtree.ranges import numbers, with_commas
from govnetgen.configtree.rules import Change, PatchRules, Rules, Values, rule
from govnetgen.platforms.ruijie_rgos.patch_rules_interface import INTERFACES
from govnetgen.platforms.ruijie_rgos.patch_rules_management import LINE, SERVERS, SNMP
from govnetgen.platforms.ruijie_rgos.patch_rules_routing import ROUTING

_PORT = r"[A-Za-z]+ [\d/.]+"


def _one_list(held: frozenset[int]) -> tuple[str, ...]:
    return (with_commas(held),)


def _each(held: frozenset[int]) -> tuple[str, ...]:
    return tuple(map(str, sorted(held)))


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
    *SERVERS,
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
    *INTERFACES,
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
    *ROUTING,
    *SNMP,
    # the console is not described by what we write
    rule(r"line (?:console|aux) .*", silent=True),
    # how many lines a device has differs: what is set for those from the first on is set for all that it shows
    rule(r"line vty (?P<first>\d+)(?: \d+)?", "line vty {first}", permanent=True, rules=LINE),
    rule(r"line .*", permanent=True, rules=LINE),
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
        # a key of NTP has its number behind it, the two keys of an SNMP user have one word before them
        re.compile(r"\bntp authentication-key \d+ md5 (?P<secret>\S+(?: \d)?)$"),
        re.compile(r"\b(?P<word>encrypted )?auth \S+ (?P<secret>\S+)"),
        re.compile(r"\bpriv \S+ (?P<secret>\S+)$"),
    ),
)
