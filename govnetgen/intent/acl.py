"""Access lists: who may manage the device, and which sources may come out of a unit's VLAN."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govnetgen.intent.scope import Gateway, Scope
from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.network import Role

MANAGEMENT, MANAGEMENT6 = "management", "management6"
STEP = 10
LINK_LOCAL = Prefix(6, 0xFE80 << 112, 10)


def build(scope: Scope) -> tuple[Acl, ...]:
    """Return the device's access lists."""
    return (*_management(scope), *_ingress(scope))


def management_sources(scope: Scope) -> tuple[Prefix, ...]:
    """Return the prefixes that may manage devices."""
    baseline = scope.network.baseline.ssh
    if baseline is None:
        return ()
    subnets = (prefix for key in baseline.source_vlans for prefix in scope.plan.subnets.get(key, ()))
    return tuple(sorted({*baseline.sources, *subnets}))


def serves_managers(scope: Scope, gateway: Gateway) -> bool:
    """Tell whether those who may manage devices sit in a gateway's VLAN."""
    sources = management_sources(scope)
    return any(source.overlaps(subnet) for source in sources for subnet in gateway.subnets)


def management_versions(scope: Scope) -> frozenset[int]:
    """Return the IP versions that managers are told apart in: theirs, and those that devices have addresses of."""
    sources = management_sources(scope)
    if not sources:
        return frozenset()
    return frozenset(
        {*(one.version for one in sources), *(one.prefix.version for one in scope.network.plan.pools.values())}
    )


def _management(scope: Scope) -> Iterator[Acl]:
    for version, name in ((4, MANAGEMENT), (6, MANAGEMENT6)):
        if version not in management_versions(scope):
            continue
        sources = [prefix for prefix in management_sources(scope) if prefix.version == version]
        rules = [AclRule(sequence=0, permit=True, source=source) for source in sources]
        # a list without a line would let everybody in on some devices
        denial = [] if rules else [AclRule(sequence=0, permit=False)]
        yield Acl(name=name, version=version, source_only=True, rules=_numbered([*rules, *denial]))


def _filters(scope: Scope) -> bool:
    # firewalls check sources in their policy; switches that are gateways do it here (GB/T 22239 anti-spoofing)
    return scope.device.role in (Role.CORE, Role.AGGREGATION)


def _ingress(scope: Scope) -> Iterator[Acl]:
    if not _filters(scope):
        return
    for gateway in scope.gateways:
        for version in _versions(gateway):
            rules = _own_sources(gateway, version)
            yield Acl(name=_ingress_name(gateway, version), version=version, rules=_numbered(rules))


def _versions(gateway: Gateway) -> list[int]:
    return sorted({one.version for one in gateway.subnets})


def _own_sources(gateway: Gateway, version: int) -> Iterator[AclRule]:
    for subnet in gateway.subnets:
        if subnet.version == version:
            yield AclRule(sequence=0, permit=True, source=subnet)
    if version == 6:
        # RFC 4861, RFC 4862: neighbour discovery speaks from link-local and, before it has one, from no address
        yield AclRule(sequence=0, permit=True, source=LINK_LOCAL)
        yield AclRule(sequence=0, permit=True, protocol=Protocol.ICMPV6, source=Prefix(6, 0, 128))
    elif gateway.vlan.dhcp or gateway.vlan.dhcp_relay:
        # RFC 2131 4.1: a client without an address sends from 0.0.0.0
        server = NumberRange(67, 67)
        yield AclRule(sequence=0, permit=True, protocol=Protocol.UDP, source=Prefix(4, 0, 32), destination_port=server)
    yield AclRule(sequence=0, permit=False)


def _numbered(rules: Iterable[AclRule]) -> tuple[AclRule, ...]:
    return tuple(replace(rule, sequence=number * STEP) for number, rule in enumerate(rules, start=1))


def _ingress_name(gateway: Gateway, version: int) -> str:
    # short: a traffic policy of VRP is named after both lists of a VLAN, and has 31 characters
    return f"vlan{'6' if version == 6 else ''}-{gateway.number}"


def ingress_bindings(scope: Scope, gateway: Gateway) -> tuple[AclBinding, ...]:
    """Return where the lists of a VLAN's own sources apply: on the way in from its hosts."""
    if not _filters(scope):
        return ()
    return tuple(
        AclBinding(name=_ingress_name(gateway, version), direction=Direction.IN, version=version)
        for version in _versions(gateway)
    )
