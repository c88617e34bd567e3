"""The baseline: what every device has in common."""

from collections.abc import Mapping

from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.resolve.hosts import Hosts
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.network import (
    AaaEntry,
    BaselineEntry,
    NetworkFile,
    NtpEntry,
    RoutingEntry,
    SnmpEntry,
    SshEntry,
)
from govnetgen.model.address import Prefix
from govnetgen.model.device.system import Timezone
from govnetgen.model.network import (
    AaaBaseline,
    Baseline,
    NtpBaseline,
    Routing,
    SnmpBaseline,
    SshBaseline,
    SyslogBaseline,
    Unit,
    UserBaseline,
)

_HERE = "baseline"


def resolve_routing(value: RoutingEntry) -> Routing:
    """Return how the network routes."""
    return Routing(
        igp=value.igp,
        vpn_transport=value.vpn_transport,
        secret=value.secret,
        key=value.key,
        bgp_secret=value.bgp_secret,
        reference_bandwidth_mbps=value.reference_bandwidth,
        preempt_delay_s=value.preempt_delay,
    )


def resolve_baseline(scope: Scope, units: Mapping[str, Unit]) -> Baseline:
    """Return the baseline, its hosts looked up."""
    entry = scope.inventory.network
    if entry is None:
        return Baseline()
    hosts, value = Hosts(scope, units), entry.value.baseline
    return Baseline(
        banner=value.banner,
        timezone=Timezone(value.timezone.name, value.timezone.offset) if value.timezone else None,
        ntp=_ntp(scope, hosts, entry, value.ntp) if value.ntp else None,
        syslog=_syslog(hosts, entry, value),
        snmp=_snmp(hosts, entry, value.snmp) if value.snmp else None,
        aaa=_aaa(scope, hosts, entry, value.aaa) if value.aaa else None,
        ssh=_ssh(hosts, entry, value.ssh) if value.ssh else None,
        lldp=value.lldp,
    )


def _ntp(scope: Scope, hosts: Hosts, entry: Entry[NetworkFile], value: NtpEntry) -> NtpBaseline:
    if (value.key is None) != (value.secret is None):
        message, hint = "authenticated time needs both key: and secret:", 'write key: 1, secret: "secret:ntp"'
        scope.found.error("missing-key", message, entry.at(_HERE, "ntp", key=True), hint=hint)
    return NtpBaseline(
        servers=hosts.check_all(value.servers, entry, (_HERE, "ntp", "servers")),
        key=value.key,
        algorithm=value.algorithm,
        secret=value.secret,
    )


def _syslog(hosts: Hosts, entry: Entry[NetworkFile], baseline: BaselineEntry) -> SyslogBaseline | None:
    value = baseline.syslog
    if value is None:
        return None
    return SyslogBaseline(
        servers=hosts.check_all(value.servers, entry, (_HERE, "syslog", "servers")), level=value.level
    )


def _snmp(hosts: Hosts, entry: Entry[NetworkFile], value: SnmpEntry) -> SnmpBaseline:
    return SnmpBaseline(
        user=value.user,
        group=value.group,
        authentication=value.authentication,
        authentication_secret=value.authentication_secret,
        privacy=value.privacy,
        privacy_secret=value.privacy_secret,
        trap_hosts=hosts.check_all(value.traps, entry, (_HERE, "snmp", "traps")),
        contact=value.contact,
    )


def _aaa(scope: Scope, hosts: Hosts, entry: Entry[NetworkFile], value: AaaEntry) -> AaaBaseline:
    for method, servers in (("tacacs", value.tacacs), ("radius", value.radius)):
        if any(one.value == method for one in value.login) and servers is None:
            message, hint = (
                f"login asks {method}, and there are no {method} servers",
                f"add {method}: {{servers: [...]}}",
            )
            scope.found.error("missing-key", message, entry.at(_HERE, "aaa", "login"), hint=hint)
    tacacs, radius = value.tacacs, value.radius
    return AaaBaseline(
        users=tuple(UserBaseline(name=one.name, privilege=one.privilege, secret=one.secret) for one in value.users),
        login=tuple(value.login),
        tacacs=hosts.check_all(tacacs.servers, entry, (_HERE, "aaa", "tacacs", "servers")) if tacacs else (),
        tacacs_secret=tacacs.secret if tacacs else None,
        radius=hosts.check_all(radius.servers, entry, (_HERE, "aaa", "radius", "servers")) if radius else (),
        radius_secret=radius.secret if radius else None,
    )


def _ssh(hosts: Hosts, entry: Entry[NetworkFile], value: SshEntry) -> SshBaseline:
    prefixes: list[Prefix] = []
    vlans: list[tuple[str, str]] = []
    for position, source in enumerate(value.sources):
        if isinstance(source, Prefix):
            prefixes.append(source)
        else:
            hosts.check_vlan(*source, entry.at(_HERE, "ssh", "from", position))
            vlans.append(source)
    return SshBaseline(
        sources=tuple(prefixes),
        source_vlans=tuple(vlans),
        idle_timeout_minutes=value.idle_timeout_minutes,
        netconf=value.netconf,
    )
