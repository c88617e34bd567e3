"""D20: addresses in configurations that will have to change with their owners' prefixes."""

from collections.abc import Iterable, Iterator

from govnetgen.addressing.audit.config_line import line_with
from govnetgen.addressing.audit.overlap import domain_of
from govnetgen.addressing.audit.space import code_of
from govnetgen.addressing.audit.subnets import ClaimIndex
from govnetgen.model.address import BITS, Address, Prefix
from govnetgen.model.claims import Claim, Evidence, Finding, HandedIn, Origin, RunningDevice

_Literal = tuple[str, str, Prefix]
"""What holds it, in English and Chinese, and the address."""


def find_literals(handed_in: HandedIn) -> Iterator[Finding]:
    """Find literal addresses inside prefixes that must be renumbered: foreign space, and what several units claim."""
    if not handed_in.devices:
        return
    index = ClaimIndex(_must_move(handed_in))
    for device in handed_in.devices:
        seen: set[tuple[Origin, str]] = set()
        for english, chinese, prefix in _literals(device):
            if prefix.length and index.overlapping(prefix.version, prefix.value, prefix.last):
                line = _line(device, prefix, english)
                if (line.origin, str(prefix)) not in seen:
                    seen.add((line.origin, str(prefix)))
                    shown = str(prefix.network) if prefix.is_host else str(prefix)
                    values = {"feature_en": english, "feature_zh": chinese, "device": device.name, "address": shown}
                    yield Finding("D20", shown, (line,), values)


def _line(device: RunningDevice, prefix: Prefix, feature: str) -> Evidence:
    return line_with(device, str(prefix.network), below=feature)


def _must_move(handed_in: HandedIn) -> Iterator[Claim]:
    units: dict[tuple[str, Prefix], set[str]] = {}
    for claim in handed_in.claims:
        units.setdefault((domain_of(claim), claim.prefix), set()).add(claim.owner.id)
    own = handed_in.own.prefixes
    for claim in handed_in.claims:
        several = len(units[domain_of(claim), claim.prefix]) > 1
        if several or (code_of(claim.prefix) and not any(one.contains(claim.prefix) for one in own)):
            yield claim


def _literals(device: RunningDevice) -> Iterator[_Literal]:
    config = device.config
    for acl in config.acls:
        for rule in acl.rules:
            yield from (("acl", "访问控制列表", one) for one in (rule.source, rule.destination) if one is not None)
    if config.syslog:
        yield from _hosts("syslog", "日志", (one.address for one in config.syslog.servers))
    if config.ntp:
        yield from _hosts("ntp", "时间同步", (one.address for one in config.ntp.servers))
    if config.snmp:
        yield from _hosts("snmp", "网管", (one.address for one in config.snmp.trap_hosts))
    for route in config.static_routes:
        yield ("static route", "静态路由", route.prefix)
        if route.next_hop is not None:
            yield from _hosts("static route", "静态路由", (route.next_hop,))
    for interface in config.interfaces:
        yield from _hosts("dhcp relay", "DHCP 中继", interface.dhcp_relay)


def _hosts(english: str, chinese: str, addresses: Iterable[Address]) -> Iterator[_Literal]:
    for one in addresses:
        yield (english, chinese, Prefix(one.version, one.value, BITS[one.version]))
