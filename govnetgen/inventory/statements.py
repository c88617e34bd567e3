"""``facts.yaml`` to ``Facts``: every statement checked for its form, all errors at once."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.inventory.load import located
from govnetgen.inventory.schema.facts import (
    STATEMENTS,
    AcceptedEntry,
    CountEntry,
    ExitEntry,
    IsolationEntry,
    PropertyEntry,
    ReachabilityEntry,
    StatementEntry,
    WhereEntry,
)
from govnetgen.inventory.validation import describe, validated
from govnetgen.model.fact import (
    KEYS,
    Accepted,
    Claim,
    CountClaim,
    ExitClaim,
    Fact,
    Facts,
    IsolationClaim,
    PropertyClaim,
    ReachabilityClaim,
    Selection,
    SingleRouteClaim,
)
from govnetgen.source import Document, read_yaml
from govnetgen.source.yaml import Path

FILE = "facts.yaml"
_SECTIONS = ("facts", "accepted")
_PLURAL = {one.removesuffix("s"): one for one in KEYS if one.endswith("s")}


def load_facts(folder: FilePath) -> Checked[Facts]:
    """Read the facts of a network folder; a folder without them states none."""
    path = folder / FILE
    if not path.is_file():
        return Checked(Facts())
    read = read_yaml(path, str(path))
    if read.value is None:
        return Checked(None, read.diagnostics)
    loading = _Loading(read.value)
    facts = loading.facts()
    diagnostics = located((*read.diagnostics, *loading.found), {read.value.file: read.value})
    return Checked(None if loading.found.failed else facts, diagnostics)


class _Loading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.found = Collector()

    def facts(self) -> Facts:
        value = self.document.value
        if value is None:
            return Facts()
        if not isinstance(value, dict):
            self._error("wrong-type", f"expected a mapping, found {describe(value)}", (), "begin with 'facts:'")
            return Facts()
        for key in value:
            if key not in _SECTIONS:
                self._error("unknown-key", f"unknown key {key!r}", (key,), did_you_mean(key, _SECTIONS), key=True)
        facts = [self._fact(item, path) for path, item in self._items(value, "facts")]
        accepted = [self._accepted(item, path) for path, item in self._items(value, "accepted")]
        return Facts(
            facts=tuple(one for one in facts if one is not None),
            accepted=tuple(one for one in accepted if one is not None),
        )

    def _items(self, value: Mapping[str, Any], section: str) -> Iterator[tuple[Path, Any]]:
        items = value.get(section)
        if items is not None and not isinstance(items, list):
            self._error("wrong-type", f"expected a list, found {describe(items)}", (section,), "begin each with '- '")
            return
        for position, item in enumerate(items or ()):
            yield (section, position), item

    def _accepted(self, item: Any, path: Path) -> Accepted | None:
        entry = validated(AcceptedEntry, item, self.document, path, self.found)
        if entry is None:
            return None
        return Accepted(check=entry.check, subject=entry.subject, why=entry.why, location=self._at(path))

    def _fact(self, item: Any, path: Path) -> Fact | None:
        if not isinstance(item, dict):
            self._error("wrong-type", f"expected a mapping, found {describe(item)}", path, "write {say: …, check: …}")
            return None
        kind = item.get("check")
        if "check" not in item:
            hint = f"add check: one of {', '.join(STATEMENTS)}"
            self._error("missing-key", "'check' is missing", path, hint)
            return None
        if not isinstance(kind, str) or kind not in STATEMENTS:
            known = ", ".join(STATEMENTS)
            self._error(
                "bad-value", f"{kind!r} is not one of {known}", (*path, "check"), did_you_mean(str(kind), STATEMENTS)
            )
            return None
        entry = validated(STATEMENTS[kind], item, self.document, path, self.found)
        if entry is None:
            return None
        claim = self._claim(entry, path)
        if claim is None:
            return None
        return Fact(say=entry.say, source=entry.source, claim=claim, location=self._at(path))

    def _claim(self, entry: StatementEntry, path: Path) -> Claim | None:
        makers: Mapping[type[StatementEntry], Callable[[Any, Path], Claim | None]] = {
            CountEntry: self._count,
            PropertyEntry: self._property,
            ReachabilityEntry: _reachability,
            IsolationEntry: lambda one, _: IsolationClaim(other=one.other),
            ExitEntry: lambda one, _: ExitClaim(closed=one.closed),
        }
        make = makers.get(type(entry))
        return SingleRouteClaim() if make is None else make(entry, path)

    def _count(self, entry: CountEntry, path: Path) -> CountClaim | None:
        bounds = (entry.equals, entry.at_least, entry.at_most, entry.more_than, entry.fewer_than)
        if all(bound is None for bound in bounds):
            hint = "add equals, at_least, at_most, more_than or fewer_than"
            self._error("missing-key", "how many is not said", path, hint)
            return None
        lower = [one for one in (entry.equals, entry.at_least) if one is not None]
        upper = [one for one in (entry.equals, entry.at_most) if one is not None]
        lower += [entry.more_than + 1] if entry.more_than is not None else []
        upper += [entry.fewer_than - 1] if entry.fewer_than is not None else []
        if entry.distinct is not None and entry.distinct not in KEYS[entry.of]:
            self._unknown(entry.distinct, entry.of, (*path, "distinct"))
            return None
        where = self._selection(entry.where, entry.of, (*path, "where"))
        return CountClaim(
            of=entry.of,
            where=where,
            distinct=entry.distinct,
            at_least=max(lower, default=None),
            at_most=min(upper, default=None),
        )

    def _property(self, entry: PropertyEntry, path: Path) -> PropertyClaim | None:
        kind, _, name = entry.of.partition(" ")
        of = _PLURAL.get(kind, kind) if name else kind
        if of not in KEYS or (name and of in ("network", "hosts")):
            known = ("network", *(f"{one} NAME" for one in _PLURAL), *_PLURAL.values())
            self._error(
                "bad-value", f"{entry.of!r} is nothing that has properties", (*path, "of"), did_you_mean(kind, known)
            )
            return None
        where = dict(self._selection(entry.where, of, (*path, "where")))
        if name:
            where["name"] = (name,)
        return PropertyClaim(of=of, where=where, is_=self._selection(entry.is_, of, (*path, "is")))

    def _selection(self, where: WhereEntry, of: str, path: Path) -> Selection:
        stated = where.model_dump(by_alias=True, exclude_none=True)
        for key in stated:
            if key not in KEYS[of]:
                self._unknown(key, of, (*path, key))
        return {key: _texts(value) for key, value in stated.items()}

    def _unknown(self, key: str, of: str, path: Path) -> None:
        self._error("unknown-key", f"{of} have no {key!r}", path, did_you_mean(key, KEYS[of]), key=True)

    def _error(self, code: str, message: str, path: Path, hint: str, *, key: bool = False) -> None:
        self.found.error(code, message, self.document.locate(path, key=key), hint=hint)

    def _at(self, path: Path) -> Location:
        return self.document.locate(path)


def _reachability(entry: ReachabilityEntry, _: Path) -> ReachabilityClaim:
    return ReachabilityClaim(
        source=entry.source_place,
        destination=entry.destination_place,
        reachable=entry.expect == "reachable",
        service=entry.service,
    )


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(str(one).lower() if isinstance(one, bool) else str(one) for one in values)
