"""Address translation on the boundaries that the policy names."""

from govnetgen.intent.address_set import objects
from govnetgen.intent.firewall import applies, interface_zones
from govnetgen.intent.scope import Scope
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import AddressObject
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.model.network import HostAddress, SourceTranslation, StaticTranslation

# Translation is IPv4's; sets that hold both versions are used here by their IPv4 members only.
SUFFIX = "-v4"


def build(scope: Scope) -> Nat | None:
    """Return the translation of a firewall, None where the policy has none for it."""
    if not scope.device.is_firewall:
        return None
    policy, device = scope.network.policy, scope.device
    zones = set(interface_zones(scope).values())
    source = _source(scope)
    static = [
        StaticNat(name=one.name, inside=_inside(scope, one), outside=one.outside, zone=one.zone)
        for one in policy.static_nat
        if applies(device, one.roles, one.devices) and one.zone in zones
    ]
    published = [
        DestinationNat(
            name=one.name,
            outside=one.outside,
            inside=scope.index.host(one.inside),
            zone=one.zone,
            protocol=Protocol(one.protocol),
            outside_port=one.outside_port,
            inside_port=one.inside_port,
        )
        for one in policy.published
        if applies(device, one.roles, one.devices) and one.zone in zones
    ]
    if not (source or static or published):
        return None
    return Nat(
        pools=tuple(NatPool(name=one.name, addresses=one.addresses) for one in source if one.addresses is not None),
        source=tuple(_source_rule(one) for one in source),
        static=tuple(static),
        destination=tuple(published),
    )


def _source(scope: Scope) -> list[SourceTranslation]:
    zones = set(interface_zones(scope).values())
    return [
        one
        for one in scope.network.policy.source_nat
        if applies(scope.device, one.roles, one.devices) and (not one.to_zones or zones.intersection(one.to_zones))
    ]


def source_objects(scope: Scope) -> tuple[AddressObject, ...]:
    """Return the address objects that rules of source translation refer to."""
    names = {name for one in _source(scope) for name in (*one.sources, *one.destinations)}
    found = objects(scope, names, version=4)
    return tuple(AddressObject(name=one.name + SUFFIX, members=one.members) for one in found)


def _source_rule(one: SourceTranslation) -> SourceNat:
    return SourceNat(
        name=one.name,
        source_zones=one.from_zones,
        destination_zones=one.to_zones,
        sources=tuple(name + SUFFIX for name in one.sources),
        destinations=tuple(name + SUFFIX for name in one.destinations),
        pool=one.name if one.addresses is not None else None,
        exempt=one.exempt,
    )


def _inside(scope: Scope, one: StaticTranslation) -> Prefix:
    if isinstance(one.inside, Prefix):
        return one.inside
    if isinstance(one.inside, HostAddress):
        address = scope.index.host(one.inside)
        return Prefix(address.version, address.value, BITS[address.version])
    if one.inside_vlan is None:
        raise ValueError(f"static translation {one.name} names nothing inside")
    return scope.plan.subnets[one.inside_vlan][0]
