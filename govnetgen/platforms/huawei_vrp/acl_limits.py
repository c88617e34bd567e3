"""What VRP cannot express of access lists and prefix lists."""

import re
from collections.abc import Iterator

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp.acl_filters import LAST
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.service_limits import named

_NAME = re.compile(r"[A-Za-z]\S{0,31}")
_NUMBER = {True: re.compile("2[0-9]{3}"), False: re.compile("3[0-9]{3}")}
_WITH_PORTS = (Protocol.TCP, Protocol.UDP)
_OF_OTHER_VERSION = {4: Protocol.ICMPV6, 6: Protocol.ICMP}
TUNNEL_LISTS = "ipsec-"
"""How the lists begin that say what a firewall's tunnels protect."""


def acl_limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name what is not expressible of access lists."""
    for acl in device.acls:
        form = _NUMBER[acl.source_only] if acl.name.isdigit() else _NAME
        if not form.fullmatch(acl.name):
            yield Limit(
                "acls",
                acl.name,
                "a name begins with a letter and has up to 32 characters; "
                "a number is 2000 to 2999 for sources only, else 3000 to 3999",
            )
        if dialect.firewall and acl.name.startswith(TUNNEL_LISTS):
            yield Limit("acls", acl.name, f"names that begin with {TUNNEL_LISTS} are kept for tunnels")
        sequences = [rule.sequence for rule in acl.rules]
        if sequences != sorted(set(sequences)) or (sequences and sequences[-1] > LAST):
            yield Limit("acls", acl.name, f"rules stand in the order of their numbers, none above {LAST}")
        for rule in acl.rules:
            yield from (Limit("acls", f"{acl.name} rule {rule.sequence}", why) for why in _rule_limits(rule, acl))


def _rule_limits(rule: AclRule, acl: Acl) -> Iterator[str]:
    if rule.sequence == LAST and not rule.permit:
        yield "this number is kept for the rule that closes lists"
    ports = (rule.source_port, rule.destination_port)
    if acl.source_only and (rule.protocol is not Protocol.IP or rule.destination or any(ports)):
        yield "a basic list matches sources only"
    if any(ports) and rule.protocol not in _WITH_PORTS:
        yield "only TCP and UDP have ports"
    if any(one is not None and one.version != acl.version for one in (rule.source, rule.destination)):
        yield "an address is of another IP version than the list"
    if rule.protocol is _OF_OTHER_VERSION[acl.version]:
        yield f"{rule.protocol} belongs to the other IP version"


def prefix_list_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of prefix lists."""
    yield from named("prefix_lists", *(one.name for one in device.prefix_lists))
    for one in device.prefix_lists:
        if not one.rules:
            yield Limit("prefix_lists", one.name, "a list exists by its entries")
        sequences = [rule.sequence for rule in one.rules]
        if sequences != sorted(set(sequences)):
            yield Limit("prefix_lists", one.name, "entries stand in the order of their numbers")
        if any(rule.prefix.version != one.version for rule in one.rules):
            yield Limit("prefix_lists", one.name, "an entry is of another IP version than the list")
