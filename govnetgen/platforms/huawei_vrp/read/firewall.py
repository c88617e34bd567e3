"""Zones, objects and the security policy of a USG."""

from collections.abc import Iterable, Iterator
from functools import partial

from govnetgen.configtree import Cursor
from govnetgen.model.device.firewall import Firewall, PolicyRule, ServiceObject, Zone
from govnetgen.platforms.huawei_vrp.firewall_filters import DEFAULT_RULE, is_built_in
from govnetgen.platforms.huawei_vrp.firewall_services import PREDEFINED
from govnetgen.platforms.huawei_vrp.names import PATTERN, neutral
from govnetgen.platforms.huawei_vrp.read.firewall_match import Inline, read_addresses, read_services, read_zones
from govnetgen.platforms.huawei_vrp.read.firewall_object import Objects, read_objects
from govnetgen.platforms.huawei_vrp.read.nat import read_translation
from govnetgen.platforms.huawei_vrp.read.whole import NAME, unquoted, whole

_MINOR = r"(?:profile|session|traffic|long-link|tag|add|app-proxy) .*"
"""Lines of a rule that change neither what it matches nor whether it permits."""

_OTHER_VIEWS = (
    "auth-policy|traffic-policy|policy-based-route|proxy-policy|quota-policy|pcp-policy|dns-transparent-policy|"
    "rightm-policy|audit-policy|decryption-policy"
)


def read_firewall(cursor: Cursor) -> Firewall | None:
    """Read the firewall; None where there is not even a zone.

    Addresses and services that stand in rules themselves become objects, and so do the device's own services that
    rules name. To be called before read_nat, in whose rules it also looks for addresses. The device's own zones say
    nothing while no interface is in them.
    """
    # every USG shows these views, empty or not; what stands in one is for the model to learn
    cursor.has(rf"(?:{_OTHER_VIEWS})")
    zones, local = _read_zones(cursor)
    objects = read_objects(cursor)
    inline = Inline({one.name: one for one in objects.addresses} | {one.name: one for one in objects.services})
    rules = _read_policy(cursor, inline)
    read_translation(Cursor(tuple(cursor.unread())), inline)
    if not (local or zones or rules or objects != Objects()):
        return None
    services = {one.name: one for one in objects.services} | inline.services
    return Firewall(
        zones=tuple(zone for zone in zones if zone.interfaces or not is_built_in(zone)),
        address_objects=tuple(({one.name: one for one in objects.addresses} | inline.addresses).values()),
        address_groups=objects.address_groups,
        service_objects=(*services.values(), *_predefined(rules, objects, services)),
        service_groups=objects.service_groups,
        rules=rules,
    )


def _read_zones(cursor: Cursor) -> tuple[list[Zone], bool]:
    """Return the zones of the model, and whether the device's own zone is there."""
    zones: list[Zone] = []
    local = False
    for match, body in cursor.each(rf"firewall zone (?:name )?{NAME}(?: id \d+)?"):
        if match[1] == "local":
            local = True
            body.ignore("set priority 100")
        elif priority := body.last(r"set priority ([0-9]{1,3})"):
            zones.append(Zone(name=match[1], priority=int(priority[1]), interfaces=_interfaces(body)))
    return zones, local


def _interfaces(body: Cursor) -> tuple[str, ...]:
    # a zone also holds kinds that the model does not know, as Virtual-if0: their lines stay unread
    found = (neutral(match[1]) for match, _ in body.each(rf"add interface ({PATTERN})"))
    return tuple(name for name in found if name)


def _predefined(
    rules: Iterable[PolicyRule], objects: Objects, services: dict[str, ServiceObject]
) -> Iterator[ServiceObject]:
    """Yield the device's own services that rules or groups name and no service set defines."""
    named = {name for rule in rules for name in rule.services}
    named |= {name for group in objects.service_groups for name in group.members}
    groups = {group.name for group in objects.service_groups}
    for name in sorted(named - services.keys() - groups):
        if name in PREDEFINED:
            yield ServiceObject(name=name, terms=PREDEFINED[name])


def _read_policy(cursor: Cursor, inline: Inline) -> tuple[PolicyRule, ...]:
    # without this global line a rule's own logging does nothing
    logs = cursor.has("log type policy enable")
    rules: list[PolicyRule] = []
    default: list[PolicyRule] = []
    for _, policy in cursor.each("security-policy"):
        for match, body in policy.each(rf"rule name {NAME}"):
            own = inline.own()
            rule = whole(body, partial(_rule, unquoted(match[1]), own, logs), _MINOR)
            if rule is not None:
                rules.append(rule)
                inline.update(own)
        policy.ignore("default action deny")
        if policy.has("default action permit"):
            default = [PolicyRule(name=DEFAULT_RULE, permit=True)]
    return (*rules, *default)


def _rule(name: str, inline: Inline, logs: bool, body: Cursor) -> PolicyRule | None:
    action = body.last("action (permit|deny)")
    if action is None:
        return None
    description = body.last(r"description (.+)")
    return PolicyRule(
        name=name,
        permit=action[1] == "permit",
        source_zones=read_zones(body, "source"),
        destination_zones=read_zones(body, "destination"),
        sources=read_addresses(body, "source", inline),
        destinations=read_addresses(body, "destination", inline),
        services=read_services(body, inline),
        log=body.has("policy logging") and logs,
        description=description and description[1],
    )
