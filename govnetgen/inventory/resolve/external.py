"""The far side of links that lead out of the network."""

from collections.abc import Iterable

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.pattern import Words, check_placeholders, fill
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.links import ExternalEntry, LinkEntry
from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import External

_BLOCKS = ("advertise", "accept", "seen_as")
ASN = "{asn}"
"""Stands for the AS number of the site of a pattern."""


def check_external(scope: Scope, entry: Entry[LinkEntry], allowed: tuple[str, ...]) -> bool:
    """Check what a far side says for all links of an entry; tell whether its placeholders stand for something."""
    value = entry.value.external
    if value is None:
        return True
    scope.zones.check(value.zone, entry.at("external", "zone"), scope.found)
    if value.vpn is not None:
        scope.vpns.check(value.vpn, entry.at("external", "vpn"), scope.found)
    for position, own in enumerate(value.addresses):
        if not own.prefix.has_host(own.address):
            message, hint = (
                f"{own.address} is no host of {own.prefix}",
                "write an address between the first and the last",
            )
            scope.found.error("bad-address", message, entry.at("external", "addresses", position), hint=hint)
    for position, peer in enumerate(value.peers):
        _check_on_link(scope, value, peer, "peer", entry.at("external", "peers", position))
    for position, virtual in enumerate(value.vrrp):
        _check_on_link(scope, value, virtual, "virtual address", entry.at("external", "vrrp", position))
    _check_shape(scope, entry, value)
    texts = [(value.name, "name"), *((name, key) for key in _BLOCKS for name in _sites(value, key))]
    checks = [check_placeholders(text, allowed, entry.at("external", key), scope.found) for text, key in texts]
    if value.asn == ASN and not allowed:
        checks.append(check_placeholders(ASN, (), entry.at("external", "asn"), scope.found))
    return all(checks)


def _sites(value: ExternalEntry, key: str) -> Iterable[str]:
    return (one[1] for one in getattr(value, key) if not isinstance(one, Prefix))


def _check_shape(scope: Scope, entry: Entry[LinkEntry], value: ExternalEntry) -> None:
    if bool(value.addresses) != bool(value.peers):
        here, other = ("addresses", "peers") if value.addresses else ("peers", "addresses")
        message, hint = f"{here}: needs {other}:", "write both, or neither: the plan then gives them"
        scope.found.error("bad-link", message, entry.at("external", here, key=True), hint=hint)
    if value.asn is None and (value.advertise or value.accept):
        key = "advertise" if value.advertise else "accept"
        message, hint = f"{key}: needs BGP, and no asn: is given", "add asn:, or write routes: for static routes"
        scope.found.error("bad-link", message, entry.at("external", key, key=True), hint=hint)
    if value.seen_as and (value.asn is not None or value.vpn is not None or not value.routes):
        message, hint = "seen_as: is of static routes", "write routes:, without asn: or vpn:"
        scope.found.error("bad-link", message, entry.at("external", "seen_as", key=True), hint=hint)
    if value.vpn is not None and (value.asn is not None or value.default_route):
        message, hint = "a link in a VPN has static routes only", "write routes:, without asn: or default_route:"
        scope.found.error("bad-link", message, entry.at("external", "vpn", key=True), hint=hint)


def external_of(scope: Scope, entry: Entry[LinkEntry], words: Words) -> External | None:
    """Return the far side of a link, if it has one, its placeholders filled."""
    value = entry.value.external
    if value is None:
        return None
    advertise, advertise_delegated = _blocks(scope, entry, "advertise", words)
    accept, accept_delegated = _blocks(scope, entry, "accept", words)
    seen_as, seen_as_delegated = _blocks(scope, entry, "seen_as", words)
    return External(
        name=fill(value.name, words),
        zone=value.zone,
        addresses=tuple(value.addresses),
        peers=tuple(value.peers),
        asn=_asn(scope, entry, words) if isinstance(value.asn, str) else value.asn,
        secret=value.secret,
        default_route=value.default_route,
        routes=tuple(value.routes),
        advertise=advertise,
        accept=accept,
        vrrp=tuple(value.vrrp),
        advertise_delegated=advertise_delegated,
        accept_delegated=accept_delegated,
        seen_as=seen_as,
        seen_as_delegated=seen_as_delegated,
        vpn=value.vpn,
    )


def _asn(scope: Scope, entry: Entry[LinkEntry], words: Words) -> int | None:
    site = scope.inventory.sites.entries.get(words.get("site", ""))
    if site is not None and site.value.asn is None:
        message, hint = f"site {site.name!r} has no asn", "add asn: the AS number of the network below it"
        related = (entry.at("external", "asn"),)
        scope.found.error("missing-key", message, site.location, hint=hint, related=related)
    return site.value.asn if site is not None else None


def _blocks(
    scope: Scope, entry: Entry[LinkEntry], key: str, words: Words
) -> tuple[tuple[Prefix, ...], tuple[tuple[str, str], ...]]:
    """Return the prefixes that a list states, those of whole pools included, and the delegated blocks by name."""
    prefixes: list[Prefix] = []
    delegated: list[tuple[str, str]] = []
    for position, one in enumerate(getattr(entry.value.external, key)):
        place = entry.at("external", key, position)
        if isinstance(one, Prefix):
            prefixes.append(one)
            continue
        pool, site = one[0], fill(one[1], words)
        if not scope.pools.check(pool, place, scope.found):
            continue
        value = scope.inventory.pools.entries[pool].value
        if not site:
            prefixes.append(value.prefix)
        elif not (value.each or "").startswith("site:"):
            message = f"pool {pool!r} delegates no blocks"
            scope.found.error("bad-link", message, place, hint="write the pool alone, or one with each: site:TIER")
        elif scope.sites.check(site, place, scope.found):
            delegated.append((pool, site))
    return tuple(prefixes), tuple(delegated)


def _check_on_link(scope: Scope, value: ExternalEntry, address: Address, what: str, place: Location) -> None:
    if not value.addresses:
        return
    if not any(one.prefix.has_host(address) for one in value.addresses):
        subnets = ", ".join(str(one.prefix) for one in value.addresses)
        outside = not any(one.prefix.contains(address) for one in value.addresses)
        where = f"outside {subnets}" if outside else f"no host of {subnets}"
        message, hint = f"{what} {address} is {where}", "write an address of the link's subnet"
        scope.found.error("gateway-outside-subnet", message, place, hint=hint)
    elif any(one.address == address for one in value.addresses):
        message, hint = f"{what} {address} is our own address", "write the address of the far end"
        scope.found.error("gateway-outside-subnet", message, place, hint=hint)
