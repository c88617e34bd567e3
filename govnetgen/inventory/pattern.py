"""``each``: one entry that stands for many, and the placeholders in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from govnetgen.diagnostics import Collector, Location, did_you_mean
from govnetgen.inventory.inventory import Entry, Inventory, Section
from govnetgen.inventory.names import Names
from govnetgen.inventory.schema.nodes import SiteEntry
from govnetgen.inventory.schema.units import UnitEntry

Words = Mapping[str, str]
"""What each placeholder stands for."""

UNIT_WORDS = ("unit", "site", "parent", "attach1", "attach2")
SITE_WORDS = ("site", "parent")
_PLACEHOLDER = re.compile(r"\{([a-z0-9]+)\}")
_UNIT_FILTERS: Mapping[str, Callable[[UnitEntry], str]] = {
    "kind": lambda unit: unit.kind,
    "site": lambda unit: unit.site,
    "class": lambda unit: unit.access_class.value,
    "medium": lambda unit: unit.medium.value,
}
_SITE_FILTERS: Mapping[str, Callable[[SiteEntry], str]] = {
    "parent": lambda site: site.parent or "",
    "region": lambda site: site.region or "",
    "kind": lambda site: site.kind,
    "operator": lambda site: site.operator or "",
}


@lru_cache(maxsize=65536)
def placeholders(text: str) -> tuple[str, ...]:
    """Return the names in braces."""
    return tuple(_PLACEHOLDER.findall(text)) if "{" in text else ()


def fill(text: str, words: Words) -> str:
    """Put words in the place of placeholders."""
    return _PLACEHOLDER.sub(lambda match: words[match[1]], text) if "{" in text else text


def check_placeholders(text: str, allowed: tuple[str, ...], place: Location, found: Collector) -> bool:
    """Tell whether all placeholders stand for something."""
    unknown = [name for name in placeholders(text) if name not in allowed]
    for name in unknown:
        hint = did_you_mean(name, allowed) if allowed else "placeholders need each: unit, unit:KIND or site:TIER"
        found.error("bad-pattern", f"{{{name}}} stands for nothing here", place, hint=hint)
    return not unknown


class Expansion:
    """Expands patterns over the sites and units of an inventory."""

    def __init__(self, inventory: Inventory, tiers: Names, found: Collector) -> None:
        self._sites = inventory.sites
        self._units = inventory.units
        self._tiers = tiers
        self._found = found
        self._kinds = Names("kind of unit", frozenset(unit.value.kind for unit in inventory.units if unit.value.kind))
        self.complete = inventory.sites.complete and inventory.units.complete
        """Whether all sites and units are known; otherwise names that patterns would make may be missing."""

    @staticmethod
    def words_of(each: str) -> tuple[str, ...]:
        """Return the placeholders that may be used."""
        return UNIT_WORDS if each.startswith("unit") else SITE_WORDS

    def over(
        self, each: str, where: Mapping[str, str], place: Location
    ) -> Iterator[tuple[Words, Entry[UnitEntry] | None]]:
        """Yield what placeholders stand for, for each unit or site; with the unit."""
        subject, _, which = each.partition(":")
        if not self._sensible(subject, which, where, place):
            return
        made = False
        if subject == "unit":
            for unit in self._chosen_units(which, where):
                made = True
                yield self._unit_words(unit), unit
        else:
            for site in self._chosen_sites(which, where):
                made = True
                yield {"site": site.name, "parent": site.value.parent or ""}, None
        if not made and self.complete:
            hint = self._hint(subject, which)
            self._found.warning("empty-pattern", f"there is nothing for each: {each}", place, hint=hint)

    def _hint(self, subject: str, which: str) -> str:
        unknown = [kind for kind in which.split(",") if kind and kind not in self._kinds]
        if subject == "unit" and unknown:
            return did_you_mean(unknown[0], self._kinds.known)
        return "remove the pattern, or change what it asks for"

    def _chosen_units(self, which: str, where: Mapping[str, str]) -> Iterator[Entry[UnitEntry]]:
        kinds = frozenset(which.split(",")) if which else frozenset()
        for unit in self._units:
            value = unit.value
            if (not kinds or value.kind in kinds) and all(
                _UNIT_FILTERS[key](value) == text for key, text in where.items()
            ):
                yield unit

    def _chosen_sites(self, which: str, where: Mapping[str, str]) -> Iterator[Entry[SiteEntry]]:
        tiers = frozenset(which.split(","))
        for site in self._sites:
            value = site.value
            if value.tier in tiers and all(_SITE_FILTERS[key](value) == text for key, text in where.items()):
                yield site

    def _sensible(self, subject: str, which: str, where: Mapping[str, str], place: Location) -> bool:
        if subject == "unit":
            return self._filters_known(where, _UNIT_FILTERS, place)
        known = [self._tiers.check(tier, place, self._found) or not self._tiers.certain for tier in which.split(",")]
        return self._filters_known(where, _SITE_FILTERS, place) and all(known)

    def _filters_known(self, where: Mapping[str, str], filters: Mapping[str, object], place: Location) -> bool:
        unknown = [key for key in where if key not in filters]
        for key in unknown:
            hint = did_you_mean(key, filters)
            self._found.error("bad-pattern", f"where: nothing can be chosen by {key!r}", place, hint=hint)
        return not unknown

    def _unit_words(self, unit: Entry[UnitEntry]) -> Words:
        value = unit.value
        words = {"unit": unit.name, "site": value.site, "parent": self._parent(self._sites, value.site)}
        for number, device in enumerate(value.attach[:2], 1):
            words[f"attach{number}"] = device
        return words

    @staticmethod
    def _parent(sites: Section[SiteEntry], name: str) -> str:
        site = sites.entries.get(name)
        return site.value.parent or "" if site else ""
