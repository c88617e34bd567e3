"""How routing is changed in RGOS."""

from govnetgen.configtree.rules import Change, Rules, rule

_PORT = r"[A-Za-z]+ [\d/.]+"
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

ROUTING = (
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
