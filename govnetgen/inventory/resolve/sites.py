"""Sites: a tree whose levels are the tiers of the network."""

from collections.abc import Mapping, Sequence

from govnetgen.inventory.inventory import Entry, Section
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.nodes import SiteEntry
from govnetgen.model.network import Site


def resolve_sites(scope: Scope) -> Mapping[str, Site]:
    """Return the sites, each below one of a higher tier."""
    section = scope.inventory.sites
    network = scope.inventory.network
    tiers = tuple(network.value.tiers) if network else ()
    in_cycles = _check_cycles(scope, section)
    for entry in section:
        known = scope.tiers.check(entry.value.tier, entry.at("tier"), scope.found)
        parent = entry.value.parent
        if parent is None:
            if known and tiers and entry.value.tier != tiers[0]:
                message = f"site {entry.name!r} of tier {entry.value.tier!r} has no parent"
                scope.found.error("tier-order", message, entry.location, hint="add parent: the site above it")
        elif scope.sites.check(parent, entry.at("parent"), scope.found) and entry.name not in in_cycles and known:
            _check_order(scope, entry, section.entries[parent], tiers)
    return {entry.name: _site(entry, _operator(section, entry.name)) for entry in section}


def _operator(section: Section[SiteEntry], name: str | None) -> str:
    """Return who runs a site: the nearest one above that says so."""
    seen: set[str] = set()
    while name is not None and name in section.entries and name not in seen:
        seen.add(name)
        value = section.entries[name].value
        if value.operator is not None:
            return value.operator
        name = value.parent
    return ""


def _site(entry: Entry[SiteEntry], operator: str) -> Site:
    value = entry.value
    return Site(
        name=entry.name,
        tier=value.tier,
        title=value.title,
        parent=value.parent,
        region=value.region,
        kind=value.kind,
        asn=value.asn,
        operator=operator,
        fixed_blocks=tuple(value.fixed),
        location=entry.location,
    )


def _check_order(scope: Scope, entry: Entry[SiteEntry], parent: Entry[SiteEntry], tiers: Sequence[str]) -> None:
    below, above = entry.value.tier, parent.value.tier
    if below in tiers and above in tiers and tiers.index(above) >= tiers.index(below):
        message = f"site {entry.name!r} of tier {below!r} is below {parent.name!r} of tier {above!r}"
        hint = f"a parent is of a higher tier; the order is {', '.join(tiers)}"
        scope.found.error("tier-order", message, entry.at("parent"), hint=hint, related=(parent.location,))


def _check_cycles(scope: Scope, section: Section[SiteEntry]) -> set[str]:
    """Report each cycle once and return the names in cycles."""
    finished: set[str] = set()
    in_cycles: set[str] = set()
    for start in section.entries:
        trail: dict[str, None] = {}
        name: str | None = start
        while name is not None and name in section.entries and name not in finished and name not in trail:
            trail[name] = None
            name = section.entries[name].value.parent
        if name is not None and name in trail:
            cycle = list(trail)[list(trail).index(name) :]
            in_cycles.update(cycle)
            message = f"sites are above one another in a cycle: {' > '.join([*cycle, name])}"
            places = [section.entries[one].at("parent") for one in cycle]
            hint = "give one of them another parent"
            scope.found.error("hierarchy-cycle", message, places[0], hint=hint, related=tuple(places[1:]))
        finished.update(trail)
    return in_cycles
