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
        self,
        what: str,
        known: Collection[str],
        *,
        broken: Iterable[str] = (),
        certain: bool = True,
        where: str = "",
        of: str = "",
    ) -> None:
        """Know names; where they are not ``certain`` to be all, nothing is said about one that is not among them.

        ``where`` is the file that they are written in, ``of`` what they belong to, as `` of unit 'it'``.
        """
        self.what = what
        self.known = known
        self._broken = frozenset(broken)
        self._certain = certain
        self._where = where
        self._of = of
        self._hints: dict[str, str] = {}

    @classmethod
    def of(cls, what: str, section: Section[Any], where: str) -> "Names":
        """Know the names of a section."""
        return cls(
            what,
            section.entries,
            broken=section.broken,
            certain=section.known and "" not in section.broken,
            where=where,
        )

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
            if name not in self._hints:
                self._hints[name] = self._hint(name)
            found.error("unknown-reference", f"unknown {self.what} {name!r}{self._of}", place, hint=self._hints[name])
        return False

    def _hint(self, name: str) -> str:
        if not self.known:
            return f"none is defined; add it to {self._where}" if self._where else "none is defined"
        return did_you_mean(name, self._similar(name))

    def _similar(self, name: str) -> Collection[str]:
        if len(self.known) <= _MANY:
            return self.known
        start, end = name[:2], name[-2:]
        alike = [one for one in self.known if one.startswith(start) and one.endswith(end)]
        return (
            alike[:_MANY] or [one for one in self.known if one.startswith(start)][:_MANY] or sorted(self.known)[:_MANY]
        )
