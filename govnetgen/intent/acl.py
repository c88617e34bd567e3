"""Access lists: who may manage the device, and which sources may come out of a unit's VLAN."""

from collections.abc import Iterator

from govnetgen.intent.scope import Gateway, Scope
from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.network import Role

MANAGEMENT, MANAGEMENT6 = "management", "management6"
STEP = 10


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


def _management(scope: Scope) -> Iterator[Acl]:
    for version, name in ((4, MANAGEMENT), (6, MANAGEMENT6)):
        sources = [prefix for prefix in management_sources(scope) if prefix.version == version]
        if sources:
            rules = tuple(
                AclRule(sequence=number * STEP, permit=True, source=source)
                for number, source in enumerate(sources, start=1)
            )
            yield Acl(name=name, version=version, source_only=True, rules=rules)


def _filters(scope: Scope) -> bool:
    # firewalls check sources in their policy; switches that are gateways do it here (GB/T 22239 anti-spoofing)
    return scope.device.role in (Role.CORE, Role.AGGREGATION)


def _ingress(scope: Scope) -> Iterator[Acl]:
    if not _filters(scope):
        return
    for gateway in scope.gateways:
        subnets = [one for one in gateway.subnets if one.version == 4]
        if subnets:
            yield Acl(name=_ingress_name(gateway), rules=tuple(_own_sources(gateway, subnets)))


def _own_sources(gateway: Gateway, subnets: list[Prefix]) -> Iterator[AclRule]:
    sequence = STEP
    for subnet in subnets:
        yield AclRule(sequence=sequence, permit=True, source=subnet)
        sequence += STEP
    if gateway.vlan.dhcp or gateway.vlan.dhcp_relay:
        # RFC 2131 4.1: a client without an address sends from 0.0.0.0
        yield AclRule(
            sequence=sequence,
            permit=True,
            protocol=Protocol.UDP,
            source=Prefix(4, 0, 32),
            destination_port=NumberRange(67, 67),
        )
        sequence += STEP
    yield AclRule(sequence=sequence, permit=False)


def _ingress_name(gateway: Gateway) -> str:
    return f"ingress-{gateway.number}"


def ingress_bindings(scope: Scope, gateway: Gateway) -> tuple[AclBinding, ...]:
    """Return where the list of a VLAN's own sources applies: on the way in from its hosts."""
    if not _filters(scope) or not any(one.version == 4 for one in gateway.subnets):
        return ()
    return (AclBinding(name=_ingress_name(gateway), direction=Direction.IN),)
