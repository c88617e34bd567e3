"""The far side of links that lead out of the network."""

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.links import ExternalEntry, LinkEntry
from govnetgen.model.address import Address
from govnetgen.model.network import External


def external_of(scope: Scope, entry: Entry[LinkEntry]) -> External | None:
    """Return the far side of a link, if it has one; its peers must lie in the subnets of our addresses."""
    value = entry.value.external
    if value is None:
        return None
    scope.zones.check(value.zone, entry.at("external", "zone"), scope.found)
    for position, peer in enumerate(value.peers):
        _check_on_link(scope, value, peer, "peer", entry.at("external", "peers", position))
    for position, virtual in enumerate(value.vrrp):
        _check_on_link(scope, value, virtual, "virtual address", entry.at("external", "vrrp", position))
    if value.asn is None and (value.advertise or value.accept):
        key = "advertise" if value.advertise else "accept"
        message, hint = f"{key}: needs BGP, and no asn: is given", "add asn:, or write routes: for static routes"
        scope.found.error("bad-link", message, entry.at("external", key, key=True), hint=hint)
    return External(
        name=value.name,
        zone=value.zone,
        addresses=tuple(value.addresses),
        peers=tuple(value.peers),
        asn=value.asn,
        secret=value.secret,
        default_route=value.default_route,
        routes=tuple(value.routes),
        advertise=tuple(value.advertise),
        accept=tuple(value.accept),
        vrrp=tuple(value.vrrp),
    )


def _check_on_link(scope: Scope, value: ExternalEntry, address: Address, what: str, place: Location) -> None:
    if not any(one.prefix.contains(address) for one in value.addresses):
        subnets = ", ".join(str(one.prefix) for one in value.addresses)
        message, hint = f"{what} {address} is outside {subnets}", "write an address of the link's subnet"
        scope.found.error("gateway-outside-subnet", message, place, hint=hint)
    elif any(one.address == address for one in value.addresses):
        message, hint = f"{what} {address} is our own address", "write the address of the far end"
        scope.found.error("gateway-outside-subnet", message, place, hint=hint)
