"""How routing is changed in VRP."""

from govnetgen.configtree.rules import Change, Rules, rule

_PEER = "peer {peer} {vrf}"
_ON = "enabled {peer} {family} {vrf}"
_PEER_LINES = (
    rule(
        r"peer (?P<peer>\S+) as-number \S+",
        "peer {peer}",
        # there is no `undo peer X as-number`: the peer goes, with every line of it
        "undo peer {peer}",
        change=Change.REBUILD,
        defines=(_PEER,),
        drops=(_PEER,),
    ),
    rule(
        r"peer (?P<peer>\S+) (?P<word>description|ebgp-max-hop|connect-interface|password) .*",
        "peer {peer} {word}",
        "undo peer {peer} {word}",
        refers=(_PEER,),
        goes_with=(_PEER,),
    ),
    rule(
        r"peer (?P<peer>\S+) (?P<word>ip-prefix|ipv6-prefix) (?P<list>\S+) (?P<direction>import|export)",
        "peer {peer} {word} {direction}",
        refers=(_PEER, "prefix-list {list}"),
        wants=(_ON,),
        goes_with=(_PEER,),
    ),
    rule(r"peer (?P<peer>\S+) enable", "peer {peer} enable", refers=(_PEER,), defines=(_ON,), goes_with=(_PEER,)),
    rule(
        r"undo peer (?P<peer>\S+) enable",
        "peer {peer} enable",
        "peer {peer} enable",
        refers=(_PEER,),
        goes_with=(_PEER,),
    ),
    rule(r"peer (?P<peer>\S+) .*", refers=(_PEER,), wants=(_ON,), goes_with=(_PEER,)),
)
_IMPORT = rule(
    r"import-route (?P<source>\w+)(?: (?P<process>\d+))?(?: .*)?",
    "import-route {source} {process}",
    "undo import-route {source} {process}",
    wants=("{source} {process}",),
)
_FAMILY = Rules(
    rule(r"reflector cluster-id .*", "cluster-id", "undo reflector cluster-id"),
    _IMPORT,
    *_PEER_LINES,
)
_AREA = Rules(
    rule(r"(?P<kind>stub|nssa).*", "kind", "undo {kind}", change=Change.UNDO_FIRST),
)
_OSPF = Rules(
    rule(r"router-id .*", "router-id", "undo router-id"),
    rule(r"bandwidth-reference .*", "bandwidth-reference", "undo bandwidth-reference"),
    rule(r"default-route-advertise.*", "default-route", "undo default-route-advertise"),
    _IMPORT,
    rule(r"silent-interface (?P<interface>\S+)", wants=("interface {interface}",)),
    rule(r"area \S+", rules=_AREA),
)

ROUTING = (
    rule(
        r"ospf (?P<process>\d+)(?: router-id \S+)?(?: vpn-instance (?P<vrf>\S+))?",
        "ospf {process} {vrf}",
        "undo ospf {process}",
        enter="ospf {process}",
        refers=("vrf {vrf}",),
        defines=("ospf {process}",),
        claims=("process ospf {process}",),
        rules=_OSPF,
    ),
    rule(
        r"ospfv3 (?P<process>\d+)(?: vpn-instance (?P<vrf>\S+))?",
        "ospfv3 {process} {vrf}",
        "undo ospfv3 {process}",
        enter="ospfv3 {process}",
        refers=("vrf {vrf}",),
        defines=("ospfv3 {process}",),
        claims=("process ospfv3 {process}",),
        rules=_OSPF,
    ),
    rule(
        r"isis (?P<process>\d+)(?: vpn-instance (?P<vrf>\S+))?",
        "isis {process} {vrf}",
        "undo isis {process}",
        enter="isis {process}",
        refers=("vrf {vrf}",),
        defines=("isis {process}",),
        claims=("process isis {process}",),
        rules=Rules(
            rule(r"is-level .*", "is-level", "undo is-level"),
            rule(r"cost-style .*", "cost-style", "undo cost-style"),
            rule(r"network-entity .*", "network-entity", change=Change.UNDO_FIRST),
            rule(r"ipv6 enable.*", "ipv6", "undo ipv6 enable"),
        ),
    ),
    # one BGP a device: another number is another router
    rule(
        r"bgp (?P<asn>\S+)(?P<vrf>)(?P<family>)",
        "bgp",
        change=Change.REBUILD,
        defines=("bgp ",),
        claims=("process bgp",),
        rules=Rules(
            rule(r"router-id .*", "router-id", "undo router-id"),
            *_PEER_LINES,
            rule(r"(?P<family>ipv4|ipv6)-family vpn-instance (?P<vrf>\S+)", refers=("vrf {vrf}",), rules=_FAMILY),
            # the device has it as soon as it has BGP, and does not let it go
            rule(r"(?P<family>ipv4)-family unicast", permanent=True, rules=_FAMILY),
            rule(r"(?P<family>ipv4|ipv6|l2vpn)-family \S+", rules=_FAMILY),
        ),
    ),
    rule(
        r"(?P<word>ip|ipv6) route-static (?P<where>(?:vpn-instance (?P<vrf>\S+) )?\S+ \S+ \S+)"
        r"(?: preference \d+)?(?: tag \d+)?(?: description .*)?",
        "{word} route {where}",
        "undo {word} route-static {where}",
        refers=("vrf {vrf}",),
    ),
)
