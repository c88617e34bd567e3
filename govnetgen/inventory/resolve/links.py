"""Links: patterns expanded, ends looked up, ports taken once."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.names import Names
from govnetgen.inventory.pattern import Expansion, Words, check_placeholders, fill, placeholders
from govnetgen.inventory.resolve.external import check_external, external_of
from govnetgen.inventory.resolve.placement import FIREWALL_ROLES
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.links import LinkEntry
from govnetgen.inventory.schema.units import UnitEntry
from govnetgen.model.network import Device, External, Hardware, Link, LinkEnd, LinkKind, Role

SPEED_MBPS = 10000
"""The speed of a link that does not say its own."""

MEDIUM = "dark_fiber"
"""What a link runs over that does not say, and is not a unit's."""


_BACKBONE = (Role.CORE, Role.AGGREGATION)


class _Draft(NamedTuple):
    """One link of an entry, its placeholders filled."""

    entry: Entry[LinkEntry]
    ends: tuple[LinkEnd, ...]
    name: str | None
    medium: str
    external: External | None


def resolve_links(
    scope: Scope,
    expansion: Expansion,
    devices: Mapping[str, Device],
    names: Names,
    hardware: Mapping[str, Hardware],
) -> Mapping[str, Link]:
    """Return all links, those made by patterns included."""
    making = _Making(scope, devices, names, hardware)
    links: dict[str, Link] = {}
    for entry in scope.inventory.links:
        if not _check_shape(scope, entry):
            continue
        location = entry.location
        for draft in _drafts(scope, expansion, entry):
            link = making.link(draft, location)
            if link is None:
                continue
            if link.name in links:
                message = f"link {link.name!r} is there twice"
                hint = f"give this one a name of its own, as name: {link.name}-2; for an aggregate write count: 2"
                first = links[link.name].location
                scope.found.error("duplicate-name", message, location, hint=hint, related=(first,))
            else:
                links[link.name] = link
    _check_translated_alone(scope, links)
    return links


def _check_translated_alone(scope: Scope, links: Mapping[str, Link]) -> None:
    """Report firewalls that should tell of one network's routes and keep another's to themselves: statics are one."""
    external = [(one, one.external) for one in links.values() if one.external is not None]
    hiding = {link.near.device: link for link, far in external if _is_translated(far)}
    for link, far in external:
        first = hiding.get(link.near.device)
        if first is not None and far.routes and not (_is_translated(far) or far.vpn):
            message = (
                f"{link.near.device} would tell all others of routes: to {far.name}, and of those that it translates"
            )
            hint = "end one of the two links at a firewall of its own"
            scope.found.error("bad-link", message, link.location, hint=hint, related=(first.location,))


def _check_shape(scope: Scope, entry: Entry[LinkEntry]) -> bool:
    value = entry.value
    external = value.kind is LinkKind.EXTERNAL or value.external is not None
    if external and len(value.ends) != 1:
        message, hint = (
            "an external link has one end here",
            "list our device only; external: says who is at the far end",
        )
    elif not external and len(value.ends) != 2:
        message, hint = "a link has two ends", "name the second device, or say who is at the far end with external:"
    elif value.kind is LinkKind.EXTERNAL and value.external is None:
        message, hint = (
            "an external link does not say who is at the far end",
            "add external: {name: ..., zone: ..., ...}",
        )
    elif value.external is not None and value.kind not in (None, LinkKind.EXTERNAL):
        message, hint = f"a {value.kind.value} link has no external:", "remove kind: or external:"
    else:
        return True
    scope.found.error("bad-link", message, entry.at("ends"), hint=hint)
    return False


def _drafts(scope: Scope, expansion: Expansion, entry: Entry[LinkEntry]) -> Iterator[_Draft]:
    value = entry.value
    medium = value.medium.value if value.medium else None
    texts = [(end.device, entry.at("ends", position)) for position, end in enumerate(value.ends)]
    if value.name is not None:
        texts.append((value.name, entry.at("name")))
    allowed: tuple[str, ...] = ()
    if value.each is not None:
        allowed = expansion.words_of(value.each)
        allowed = (*allowed, "attach") if value.each.startswith("unit") else allowed
    checks = [check_placeholders(text, allowed, place, scope.found) for text, place in texts]
    if not (check_external(scope, entry, allowed) and all(checks)):
        return
    if value.each is None:
        yield _Draft(entry, tuple(value.ends), value.name, medium or MEDIUM, external_of(scope, entry, {}))
        return
    used = {name for text, _ in texts for name in placeholders(text)}
    for words, unit in expansion.over(value.each, value.where, entry.at("each")):
        for every in _with_attach(words, unit, used):
            if used <= every.keys():  # a unit that attaches to one device only has no {attach2}
                ends = tuple(LinkEnd(device=fill(end.device, every), ports=end.ports) for end in value.ends)
                name = None if value.name is None else fill(value.name, every)
                external = external_of(scope, entry, every)
                yield _Draft(entry, ends, name, medium or (unit.value.medium.value if unit else MEDIUM), external)


def _with_attach(words: Words, unit: Entry[UnitEntry] | None, used: set[str]) -> Iterator[Words]:
    if unit is None or "attach" not in used:
        yield words
        return
    for device in unit.value.attach:
        yield {**words, "attach": device}


def _is_translated(external: External) -> bool:
    return bool(external.seen_as or external.seen_as_delegated)


class _Making:
    """Makes links one after another; keeps which port is taken by what."""

    def __init__(
        self, scope: Scope, devices: Mapping[str, Device], names: Names, hardware: Mapping[str, Hardware]
    ) -> None:
        self._scope = scope
        self._found = scope.found
        self._devices = devices
        self._names = names
        self._ports = {
            name: Names("port", (*one.uplinks, *one.edge), of=f" of {name}") for name, one in hardware.items()
        }
        self._taken: dict[tuple[str, str], Location] = {}

    def link(self, draft: _Draft, location: Location) -> Link | None:
        """Return one link, or None where an end is not known."""
        entry, value, external = draft.entry, draft.entry.value, draft.external
        checks = [
            (end.device in self._devices and not end.ports) or self._check_end(end, entry, position)
            for position, end in enumerate(draft.ends)
        ]
        if not all(checks):
            return None
        ends = tuple(sorted(draft.ends, key=lambda end: (end.device, end.ports)))
        roles = [self._devices[end.device].role for end in ends]
        kind = value.kind or self._kind(value, roles)
        count = self._count(draft)
        if not self._fits(draft, kind, roles) or count is None:
            return None
        far = external.name if external else ends[1].device if len(ends) == 2 else ""
        return Link(
            name=draft.name or f"{ends[0].device}--{far}",
            kind=kind,
            near=ends[0],
            far=ends[1] if len(ends) == 2 else None,
            external=external,
            medium=draft.medium,
            speed_mbps=value.speed or SPEED_MBPS,
            count=count,
            fixed=tuple(value.fixed),
            mtu=value.mtu,
            location=location,
        )

    def _check_end(self, end: LinkEnd, entry: Entry[LinkEntry], position: int) -> bool:
        if end.device not in self._names and "{attach" in entry.value.ends[position].device:
            return False  # it is reported where the unit says what it attaches to
        place = entry.at("ends", position)
        if not self._names.check(end.device, place, self._found):
            return False
        names = self._ports.get(self._devices[end.device].hardware)
        known = True
        for port in end.ports:
            if names is not None and not names.check(port, place, self._found):
                known = False
                continue
            first = self._taken.setdefault((end.device, port), place)
            if first is not place:
                message = f"port {port} of {end.device} is used twice"
                hint = "name another port, or none: free ports are chosen"
                self._found.error("port-in-use", message, place, hint=hint, related=(first,))
                known = False
        return known

    @staticmethod
    def _kind(value: LinkEntry, roles: list[Role]) -> LinkKind:
        if value.external is not None:
            return LinkKind.EXTERNAL
        return LinkKind.TRUNK if Role.ACCESS in roles else LinkKind.ROUTED

    def _count(self, draft: _Draft) -> int | None:
        """Return the number of lines: as stated, or as many as ports are named."""
        counts = {len(end.ports) for end in draft.ends if end.ports}
        stated = draft.entry.value.count
        if stated is not None:
            counts.add(stated)
        if len(counts) <= 1:
            return counts.pop() if counts else 1
        hint = "name as many ports at both ends, as count says"
        place = draft.entry.at("ends")
        self._found.error("bad-link", "the ends and count disagree on the number of lines", place, hint=hint)
        return None

    def _fits(self, draft: _Draft, kind: LinkKind, roles: list[Role]) -> bool:
        names = [end.device for end in draft.ends]
        place = draft.entry.at("ends")
        if len(set(names)) < len(names):
            message, hint = f"both ends are {names[0]}", "name the other device"
        elif kind in (LinkKind.ROUTED, LinkKind.EXTERNAL) and Role.ACCESS in roles:
            message = "one end is an access switch, which does not route"
            hint = "make it kind: trunk, or give the device another role"
        elif kind is LinkKind.HEARTBEAT and not self._one_pair(names):
            message, hint = "a heartbeat link joins the two devices of a pair", "give both devices the same pair:"
        elif draft.external is not None and draft.external.vpn is not None and roles[0] not in _BACKBONE:
            message = f"a link in a VPN ends at a core or aggregation device, and {names[0]} is none"
            hint = "end it at one, or remove vpn:"
        elif draft.external is not None and _is_translated(draft.external) and roles[0] not in FIREWALL_ROLES:
            message, hint = (
                f"{names[0]} translates nothing: it is no firewall",
                "end the link at one, or remove seen_as:",
            )
        elif draft.entry.value.fixed and kind not in (LinkKind.ROUTED, LinkKind.HEARTBEAT):
            message, hint = f"a {kind.value} link has no prefix to pin", "remove fixed:"
        else:
            return True
        self._found.error("bad-link", message, place, hint=hint)
        return False

    def _one_pair(self, names: list[str]) -> bool:
        pairs = {self._devices[name].pair for name in names}
        return len(pairs) == 1 and None not in pairs
