"""How the ways into VRP are changed: accounts, servers, terminal lines, SNMP, clocks and logs."""

from govnetgen.configtree.rules import Change, Rules, rule

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
MANAGEMENT = (
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
