"""How a USG's zones, objects, policies and tunnels are changed."""

from govnetgen.configtree.rules import Change, Rules, rule

_NAME = r'(?P<name>"[^"]+"|\S+)'
_OTHER = r'(?P<other>"[^"]+"|\S+)'

_MEMBERS = Rules(
    rule(r"description .*", "description", "undo description"),
    rule(
        rf"address (?P<number>\d+) address-set {_OTHER}",
        "{number}",
        "undo address {number}",
        change=Change.UNDO_FIRST,
        refers=("address-set {other}",),
    ),
    rule(r"address (?P<number>\d+) .*", "{number}", "undo address {number}", change=Change.UNDO_FIRST),
    rule(
        rf"service (?P<number>\d+) service-set {_OTHER}",
        "{number}",
        "undo service {number}",
        change=Change.UNDO_FIRST,
        refers=("service-set {other}",),
    ),
    rule(r"service (?P<number>\d+) .*", "{number}", "undo service {number}", change=Change.UNDO_FIRST),
)
_CONDITIONS = Rules(
    rule(r"description .*", "description", "undo description"),
    rule(r"(?:source|destination)-zone (?P<zone>\S+)", refers=("zone {zone}",)),
    rule(rf"(?:source|destination)-address address-set {_OTHER}", refers=("address-set {other}",)),
    rule(rf"service {_OTHER}", refers=("service-set {other}",)),
    rule(
        rf"action source-nat address-group {_OTHER}",
        "action",
        "undo action",
        change=Change.UNDO_FIRST,
        refers=("nat pool {other}",),
    ),
    rule(r"action .*", "action", "undo action", change=Change.UNDO_FIRST),
)
# a rule of the same name is another list's own; a new one is appended last
_LIST = Rules(
    rule(r"default action permit", "default action", "default action deny"),
    rule(rf"rule name {_NAME}", move="rule move {name} {side} {other}", rules=_CONDITIONS),
)
_ZONE = Rules(
    rule(r"set priority (?P<priority>\d+)", "priority", "undo set priority", claims=("priority {priority}",)),
    rule(r"add interface (?P<interface>\S+)", claims=("zone of {interface}",), refers=("interface {interface}",)),
)

FIREWALL = (
    rule(r"firewall zone name (?P<zone>\S+)", defines=("zone {zone}",), rules=_ZONE),
    rule(r"firewall zone \S+", permanent=True, rules=_ZONE),
    rule(
        rf"ip address-set {_NAME} type \S+",
        "address-set {name}",
        "undo ip address-set {name}",
        change=Change.REBUILD,
        defines=("address-set {name}",),
        rules=_MEMBERS,
    ),
    rule(
        rf"ip service-set {_NAME} type \S+",
        "service-set {name}",
        "undo ip service-set {name}",
        change=Change.REBUILD,
        defines=("service-set {name}",),
        rules=_MEMBERS,
    ),
    rule(
        r"hrp interface (?P<interface>\S+) remote .*",
        "hrp interface",
        "undo hrp interface {interface}",
        change=Change.UNDO_FIRST,
        wants=("interface {interface}",),
    ),
    rule(r"hrp enable", wants=("hrp",)),
    rule(
        rf"nat server {_NAME} zone (?P<zone>\S+) .*",
        "nat server {name}",
        "undo nat server name {name}",
        change=Change.UNDO_FIRST,
        refers=("zone {zone}",),
    ),
    rule(
        # some releases number the groups behind their names
        rf"nat address-group {_NAME}(?: \d+)?",
        "nat pool {name}",
        "undo nat address-group {name}",
        enter="nat address-group {name}",
        defines=("nat pool {name}",),
        rules=Rules(
            rule(r"mode .*", "mode", "undo mode"),
            rule(r"section (?P<number>\d+) .*", "section {number}", "undo section {number}", change=Change.UNDO_FIRST),
        ),
    ),
    rule(
        r"ipsec proposal (?P<name>\S+)",
        defines=("ipsec proposal {name}",),
        rules=Rules(rule(r"(?P<word>esp \S+) .*", "{word}", "undo {word}")),
    ),
    rule(
        r"ike proposal (?P<name>\S+)",
        defines=("ike proposal {name}",),
        rules=Rules(
            rule(r"(?P<word>\S+) .*", "{word}", "undo {word}"), rule(r"(?P<word>dh) .*", "{word}", "undo {word}")
        ),
    ),
    rule(
        r"ike peer (?P<name>\S+)",
        defines=("ike peer {name}",),
        rules=Rules(
            rule(r"ike-proposal (?P<other>\S+)", "ike-proposal", "undo ike-proposal", refers=("ike proposal {other}",)),
            rule(r"undo version 1", "version 1", "version 1"),
            rule(r"remote-address .*", "remote-address", "undo remote-address", change=Change.UNDO_FIRST),
            rule(r"(?P<word>pre-shared-key) .*", "{word}", "undo {word}"),
        ),
    ),
    rule(
        r"ipsec policy (?P<name>\S+) (?P<number>\d+) isakmp",
        undo="undo ipsec policy {name} {number}",
        enter="ipsec policy {name} {number}",
        defines=("ipsec policy {name}",),
        rules=Rules(
            rule(r"security acl (?P<acl>\S+)", "acl", "undo security acl", refers=("acl {acl}",)),
            rule(r"ike-peer (?P<other>\S+)", "ike-peer", "undo ike-peer", refers=("ike peer {other}",)),
            rule(r"proposal (?P<other>\S+)", "proposal", refers=("ipsec proposal {other}",)),
        ),
    ),
)

POLICIES = (
    rule(r"security-policy", permanent=True, rules=_LIST),
    rule(r"nat-policy", permanent=True, rules=_LIST),
)
