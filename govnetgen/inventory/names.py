"""Names that are referred to: known, broken (written, but with an error that was reported), or unknown."""

from collections.abc import Collection, Iterable
from typing import Any

from govnetgen.diagnostics import Collector, Location, did_you_mean
from govnetgen.inventory.inventory import Section

_MANY = 500
"""Beyond this, only names that begin or end alike are compared: nearness costs a tenth of a millisecond a name."""


class Names:
    """The names of one kind of thing, for example all devices."""

    def __init__(
        self, what: str, known: Collection[str], *, broken: Iterable[str] = (), certain: bool = True, where: str = ""
    ) -> None:
        """Know names; where they are not ``certain`` to be all, nothing is said about one that is not among them."""
        self.what = what
        self.known = known
        self._broken = frozenset(broken)
        self._certain = certain
        self._where = where

    @classmethod
    def of(cls, what: str, section: Section[Any], where: str) -> "Names":
        """Know the names of a section."""
        return cls(what, section.entries, broken=section.broken, certain=section.known, where=where)

    @property
    def certain(self) -> bool:
        """Tell whether these are all names that were written, without any error."""
        return self._certain and not self._broken

    def __contains__(self, name: object) -> bool:
        return name in self.known

    def check(self, name: str, place: Location, found: Collector) -> bool:
        """Tell whether a name is known; a name that is certainly not is an error."""
        if name in self.known:
            return True
        if self._certain and name not in self._broken:
            hint = (
                did_you_mean(name, self._similar(name)) if self.known else f"none is defined; add it to {self._where}"
            )
            found.error("unknown-reference", f"unknown {self.what} {name!r}", place, hint=hint)
        return False

    def _similar(self, name: str) -> Collection[str]:
        if len(self.known) <= _MANY:
            return self.known
        start, end = name[:2], name[-2:]
        alike = [one for one in self.known if one.startswith(start) and one.endswith(end)]
        return (
            alike[:_MANY] or [one for one in self.known if one.startswith(start)][:_MANY] or sorted(self.known)[:_MANY]
        )
