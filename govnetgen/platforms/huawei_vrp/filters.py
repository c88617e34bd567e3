"""What the templates of VRP need computed: small texts, and the lines of what VRP writes in many ways."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from govnetgen.model.address import Address, Prefix, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LoginMethod
from govnetgen.model.device.prefix_list import PrefixRule
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.snmp import SnmpAuthentication, SnmpGroup
from govnetgen.model.device.spanning_tree import SpanningTree, SpanningTreeMode
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import LogLevel
from govnetgen.model.device.vrf import Vrf
from govnetgen.platforms.huawei_vrp.acl_filters import FILTERS as ACL_FILTERS
from govnetgen.platforms.huawei_vrp.bgp_filters import bgp_views
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.interface_filters import FILTERS as INTERFACE_FILTERS
from govnetgen.platforms.huawei_vrp.interface_filters import range_lines
from govnetgen.platforms.huawei_vrp.names import dump_order, port

LOG_LEVELS: Mapping[LogLevel, str] = {
    LogLevel.ERRORS: "error",
    LogLevel.WARNINGS: "warning",
    LogLevel.NOTIFICATIONS: "notification",
    LogLevel.INFORMATIONAL: "informational",
    LogLevel.DEBUGGING: "debugging",
}
SNMP_DIGESTS: Mapping[SnmpAuthentication, str] = {
    SnmpAuthentication.MD5: "md5",
    SnmpAuthentication.SHA: "sha",
    SnmpAuthentication.SHA256: "sha2-256",
}
LOGIN_MODES: Mapping[LoginMethod, str] = {
    LoginMethod.TACACS: "hwtacacs",
    LoginMethod.RADIUS: "radius",
    LoginMethod.LOCAL: "local",
}
ROUTE_SOURCES: Mapping[RouteSource, str] = {
    RouteSource.CONNECTED: "direct",
    RouteSource.STATIC: "static",
    RouteSource.OSPF: "ospf",
    RouteSource.ISIS: "isis",
    RouteSource.BGP: "bgp",
}


def clock_offset(minutes: int) -> str:
    """``add 08:00:00`` for 480 minutes east of Greenwich."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'minus' if minutes < 0 else 'add'} {hours:02}:{rest:02}:00"


def log_level(level: LogLevel) -> str:
    """VRP's word for the least severe level that is sent."""
    return LOG_LEVELS[level]


def vpn_instance(vrf: str | None) -> str:
    """What follows an address that is reached through a VRF."""
    return f" vpn-instance {vrf}" if vrf else ""


def vlan_lines(vlans: Iterable[int]) -> Iterator[str]:
    """VLAN ids as ``10 20 to 30``, at most ten ranges a line."""
    return range_lines(ranges_of(tuple(vlans)))


def guards_bpdu(device: DeviceConfig) -> bool:
    """Tell whether edge ports shut down when they hear a switch: VRP knows it for the whole device only."""
    return any(one.spanning_tree is not None and one.spanning_tree.bpdu_guard for one in device.interfaces)


def prints_mode(tree: SpanningTree | None) -> bool:
    """Tell whether the mode is written: MSTP is the default, and goes without saying where anything else is said."""
    return tree is not None and (tree.mode is not SpanningTreeMode.MSTP or not (tree.region or tree.priorities))


def vrf_families(vrf: Vrf) -> tuple[str, ...]:
    """The families of a VRF."""
    return (*(("ipv4",) if vrf.ipv4 else ()), *(("ipv6",) if vrf.ipv6 else ()))


def runs_dhcp(device: DeviceConfig) -> bool:
    """Tell whether DHCP is switched on: a server or a relay needs it."""
    return device.dhcp is not None or any(one.dhcp_relay or one.dhcp_server for one in device.interfaces)


def prefix_bounds(rule: PrefixRule) -> str:
    """The bounds of the length of what a prefix list's entry matches."""
    lower = "" if rule.at_least is None else f" greater-equal {rule.at_least}"
    return lower if rule.at_most is None else f"{lower} less-equal {rule.at_most}"


def snmp_access(group: SnmpGroup) -> str:
    """The views and the ACL of an SNMP group."""
    pairs = (
        ("read-view", group.read_view),
        ("write-view", group.write_view),
        ("notify-view", group.notify_view),
        ("acl", group.acl),
    )
    return "".join(f" {word} {value}" for word, value in pairs if value)


def snmp_digest(value: SnmpAuthentication) -> str:
    """VRP's word for a digest."""
    return SNMP_DIGESTS[value]


def mask_or_length(prefix: Prefix) -> str:
    """A dotted mask for IPv4, the length for IPv6."""
    return prefix.netmask if prefix.version == 4 else str(prefix.length)


def static_route(route: StaticRoute) -> str:
    """A static route as one line."""
    words = ["ip" if route.prefix.version == 4 else "ipv6", "route-static"]
    if route.vrf:
        words += ["vpn-instance", route.vrf]
    words += [str(route.prefix.network).upper(), mask_or_length(route.prefix)]
    words.append("NULL0" if route.discard else str(route.next_hop).upper())
    if route.distance is not None:
        words += ["preference", str(route.distance)]
    if route.description:
        words += ["description", route.description]
    return " ".join(words)


def import_route(one: Redistribution, version: int) -> str:
    """A source of routes; ``version`` 3 or 6 is where OSPF means OSPFv3."""
    if one.source is RouteSource.BGP or one.process is None:
        return ROUTE_SOURCES[one.source]
    word = "ospfv3" if one.source is RouteSource.OSPF and version in (3, 6) else ROUTE_SOURCES[one.source]
    return f"{word} {one.process}"


def asks_servers(login: Sequence[LoginMethod]) -> bool:
    """Tell whether logins need a scheme of their own: the default one asks for local accounts only."""
    return tuple(login) != (LoginMethod.LOCAL,)


def login_mode(login: Sequence[LoginMethod], without: str = "") -> str:
    """The sources of authentication in order; RADIUS answers for authorization by itself and is left out there."""
    return " ".join(LOGIN_MODES[method] for method in login if method != without)


def level(privilege: int, dialect: VrpDialect) -> int:
    """The device's own level for a privilege of 0 to 15."""
    return dict(dialect.privileges).get(privilege, privilege)


def source_address(device: DeviceConfig, name: str | None) -> Address | None:
    """The IPv4 address that servers see: VRP wants it in place of the interface."""
    found = (one.ipv4[0].address for one in device.interfaces if one.name == name and one.ipv4)
    return next(found, None)


FILTERS: Mapping[str, Callable[..., object]] = {
    **ACL_FILTERS,
    **INTERFACE_FILTERS,
    **{
        one.__name__: one
        for one in (
            asks_servers,
            bgp_views,
            clock_offset,
            dump_order,
            guards_bpdu,
            import_route,
            level,
            log_level,
            login_mode,
            mask_or_length,
            port,
            prefix_bounds,
            prints_mode,
            range_lines,
            runs_dhcp,
            snmp_access,
            snmp_digest,
            source_address,
            static_route,
            vlan_lines,
            vpn_instance,
            vrf_families,
        )
    },
}
