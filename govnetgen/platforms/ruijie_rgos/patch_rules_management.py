"""How the ways into RGOS are changed: accounts, servers, terminal lines, SNMP."""

from govnetgen.configtree.rules import Change, Rules, rule

_PORT = r"[A-Za-z]+ [\d/.]+"
LINE = Rules(
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

SERVERS = (
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

SNMP = (
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
