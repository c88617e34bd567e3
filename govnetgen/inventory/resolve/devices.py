"""Devices: profiles put in, patterns expanded."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from govnetgen.diagnostics import Location
from govnetgen.inventory.facts import PlatformFacts
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.names import Names
from govnetgen.inventory.notation import NotationError, read_name
from govnetgen.inventory.pattern import Expansion, Words, check_placeholders, fill
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.nodes import DeviceEntry, FixedEntry, ProfileEntry
from govnetgen.model.network import Device

_PATTERNED = ("site", "unit", "pair", "description")
_INHERITED = ("role", "platform", "dialect", "hardware", *_PATTERNED, "standby", "fixed", "area")
_REQUIRED = ("role", "platform", "hardware", "site")
_CLASH = ""
"""Stands among drafts for the devices that patterns should have made under names of their own."""

_NO_FACTS = PlatformFacts(dialects=frozenset(), default_dialect="")


class _Stated(NamedTuple):
    """A value and the entry that states it: the device's, or a profile's; None where it comes from the unit."""

    value: Any
    entry: Entry[ProfileEntry] | None

    def at(self, key: str) -> Location:
        """Return the place of the value."""
        return self.entry.at(key) if self.entry else Location("")


_Fields = Mapping[str, _Stated]


class _Draft(NamedTuple):
    """A device before its checks; ``whole`` unless an error in a profile took fields away."""

    fields: _Fields
    location: Location
    whole: bool


def resolve_devices(scope: Scope, expansion: Expansion) -> tuple[Mapping[str, Device], Names]:
    """Return all devices, those made by patterns included, and their names.

    A device written out refines one that a pattern makes.
    """
    drafts = _drafts(scope, expansion)
    clashing = drafts.pop(_CLASH, None) is not None
    devices: dict[str, Device] = {}
    for name, draft in drafts.items():
        device = _device(scope, name, draft)
        if device is not None:
            devices[name] = device
    _check_pairs(scope, devices)
    certain = scope.devices_certain(expansion.complete) and not clashing
    return devices, Names("device", devices, broken=drafts.keys() - devices, certain=certain, where="nodes.yaml")


def _drafts(scope: Scope, expansion: Expansion) -> dict[str, _Draft]:
    profiles = _profiles(scope)
    drafts: dict[str, _Draft] = {}
    patterns = [entry for entry in scope.inventory.devices if entry.value.each]
    for entry in patterns:
        base = _base(scope, entry, profiles)
        _expand(
            scope, expansion, entry, _Draft({**(base or {}), **_own(entry)}, entry.location, base is not None), drafts
        )
    for entry in scope.inventory.devices:
        if entry.value.each:
            continue
        texts = [entry.name, *(getattr(entry.value, key) or "" for key in _PATTERNED)]
        checks = [check_placeholders(text, (), entry.location, scope.found) for text in texts]
        if all(checks):
            made = drafts[entry.name].fields if entry.name in drafts else {}
            base = _base(scope, entry, profiles)
            fields = _with_site_of_unit(scope, {**made, **(base or {}), **_own(entry)})
            drafts[entry.name] = _Draft(fields, entry.location, base is not None)
    return drafts


def _own(entry: Entry[ProfileEntry]) -> _Fields:
    values = ((key, getattr(entry.value, key)) for key in _INHERITED)
    return {key: _Stated(value, entry) for key, value in values if value is not None}


def _base(scope: Scope, entry: Entry[DeviceEntry], profiles: Mapping[str, _Fields | None]) -> _Fields | None:
    """Return what the profile of a device states; None where it is unknown or broken."""
    name = entry.value.profile
    if name is None:
        return {}
    return profiles[name] if scope.profiles.check(name, entry.at("profile"), scope.found) else None


def _profiles(scope: Scope) -> Mapping[str, _Fields | None]:
    """Return the fields of every profile with those of the profiles it names; None after a cycle or unknown name."""
    section = scope.inventory.profiles
    done: dict[str, _Fields | None] = {}
    for start in section.entries:
        chain: list[str] = []
        name: str | None = start
        while name is not None and name not in done and name not in chain and name in section.entries:
            chain.append(name)
            name = section.entries[name].value.profile
        if name is not None and name in chain:
            cycle = chain[chain.index(name) :]
            places = [section.entries[one].at("profile") for one in cycle]
            message = f"profiles take from one another in a cycle: {' > '.join([*cycle, name])}"
            hint = "remove 'profile:' from one of them"
            scope.found.error("profile-cycle", message, places[0], hint=hint, related=tuple(places[1:]))
        elif name is not None and name not in section.entries:
            scope.profiles.check(name, section.entries[chain[-1]].at("profile"), scope.found)
        for one in reversed(chain):
            above = section.entries[one].value.profile
            base: _Fields | None = {} if above is None else done.get(above)
            done[one] = None if base is None else {**base, **_own(section.entries[one])}
    return done


def _expand(
    scope: Scope, expansion: Expansion, entry: Entry[DeviceEntry], common: _Draft, drafts: dict[str, _Draft]
) -> None:
    each, place, fields = entry.value.each or "", common.location, common.fields
    allowed = expansion.words_of(each)
    patterned = {key: fields[key] for key in _PATTERNED if key in fields}
    checks = [check_placeholders(entry.name, allowed, place, scope.found)]
    for key, stated in patterned.items():
        checks.append(check_placeholders(stated.value, allowed, stated.at(key), scope.found))
    if not all(checks):
        return
    defaults = {"site": _Stated("{site}", None)}
    if each.startswith("unit"):
        defaults["unit"] = _Stated("{unit}", None)
    fields = {**defaults, **fields}
    varying = {key: stated for key, stated in fields.items() if key in _PATTERNED and "{" in stated.value}
    for words, _ in expansion.over(each, entry.value.where, entry.at("each")):
        name = _fill(entry.name, words)
        if name is None:
            continue  # a unit that attaches to one device only has no {attach2}
        if name in drafts:
            message, hint = f"device {name!r} is made twice", "name patterns apart, as {unit}-fw1 and {unit}-fw2"
            if drafts[name].location == place:
                hint = "put a placeholder like {unit} or {site} into the name"
            scope.found.error("duplicate-name", message, place, hint=hint, related=(drafts[name].location,))
            drafts[_CLASH] = common
            continue
        filled = {key: _Stated(_fill(stated.value, words), stated.entry) for key, stated in varying.items()}
        drafts[name] = _Draft({**fields, **filled}, place, common.whole)


def _fill(text: str, words: Words) -> str | None:
    try:
        return fill(text, words)
    except KeyError:
        return None


def _with_site_of_unit(scope: Scope, fields: _Fields) -> _Fields:
    """A device of a unit is where the unit is, unless it says otherwise."""
    if "site" in fields or "unit" not in fields:
        return fields
    unit = scope.inventory.units.entries.get(fields["unit"].value)
    return fields if unit is None else {**fields, "site": _Stated(unit.value.site, None)}


def _device(scope: Scope, name: str, draft: _Draft) -> Device | None:
    fields = draft.fields
    missing = [key for key in _REQUIRED if key not in fields]
    for key in missing if draft.whole else ():
        message, hint = f"this device has no {key}", f"add {key}:, or name a profile that has it"
        scope.found.error("missing-key", message, draft.location, hint=hint)
    for key, names in (("site", scope.sites), ("unit", scope.units), ("hardware", scope.hardware)):
        _check(scope, key, names, fields)
    facts = _facts(scope, fields)
    if missing or not _is_name(scope, name, draft.location):
        return None
    values = {key: stated.value for key, stated in fields.items()}
    fixed = values.get("fixed") or FixedEntry()
    return Device(
        name=name,
        role=values["role"],
        site=values["site"],
        platform=values["platform"],
        dialect=values.get("dialect") or facts.default_dialect,
        hardware=values["hardware"],
        unit=values.get("unit"),
        pair=values.get("pair"),
        standby=values.get("standby", False),
        fixed_loopbacks=tuple(fixed.loopback),
        area=values.get("area"),
        description=values.get("description"),
        p2p_length=facts.p2p_length,
        location=draft.location,
    )


def _is_name(scope: Scope, name: str, place: Location) -> bool:
    try:
        read_name(name)
    except NotationError as problem:
        scope.found.error(problem.code, str(problem), place, hint=problem.hint)
        return False
    return True


def _check(scope: Scope, key: str, names: Names, fields: _Fields) -> None:
    stated = fields.get(key)
    if stated is not None and stated.entry is not None and stated.value not in names:
        names.check(stated.value, stated.at(key), scope.found)


def _facts(scope: Scope, fields: _Fields) -> PlatformFacts:
    """Return what is known of the platform; nothing where that is an error, so that others are found too."""
    platform = fields.get("platform")
    if platform is None:
        return _NO_FACTS
    facts = scope.platforms.get(platform.value)
    if facts is None:
        scope.platform_names.check(platform.value, platform.at("platform"), scope.found)
        return _NO_FACTS
    dialect = fields.get("dialect")
    if dialect is not None and dialect.value not in facts.dialects:
        names = Names("dialect", facts.dialects, of=f" of {platform.value}")
        names.check(dialect.value, dialect.at("dialect"), scope.found)
    return facts


def _check_pairs(scope: Scope, devices: Mapping[str, Device]) -> None:
    pairs: defaultdict[str, list[Device]] = defaultdict(list)
    for device in devices.values():
        if device.pair is not None:
            pairs[device.pair].append(device)
    for name, members in pairs.items():
        related = tuple(one.location for one in members[1:])
        shown = ", ".join(one.name for one in members)
        if len(members) > 2:
            message, hint = f"pair {name!r} has {len(members)} devices: {shown}", "a pair is two: name others apart"
            scope.found.error("bad-pair", message, members[0].location, hint=hint, related=related)
        elif len(members) == 2 and all(one.standby for one in members):
            message, hint = f"both devices of pair {name!r} are standby: {shown}", "remove 'standby' from one of them"
            scope.found.error("bad-pair", message, members[0].location, hint=hint, related=related)
        elif len(members) == 2 and members[0].role is not members[1].role:
            message = f"the devices of pair {name!r} have different roles: {shown}"
            scope.found.error(
                "bad-pair", message, members[0].location, hint="pair devices of one role", related=related
            )
