"""One device's change: its running configuration, what is intended, and the commands between them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from govnetgen.configtree import ConfigTree, Line, parse_tree
from govnetgen.configtree.compare import Comparer, Comparison
from govnetgen.configtree.masking import Masking, masking, references_between, texts_in
from govnetgen.configtree.patch import Forced, Patch, patch
from govnetgen.configtree.rules import PatchRules
from govnetgen.configtree.target import Normal
from govnetgen.configtree.textdiff import DiffLine, text_diff
from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret, with_secrets
from govnetgen.platform import Dialect, Platform
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.semantics import Change
from govnetgen.semantics import compare as meaning
from govnetgen.semantics.risk import Compared
from govnetgen.semantics.secrets import Held, held_secrets, secret_texts, with_references
from govnetgen.workflow.normal import normal
from govnetgen.workflow.renewal import NOTHING, Judged, Renewal, nothing_known, references_in
from govnetgen.workflow.running import Running


@dataclass(frozen=True, slots=True)
class Gap:
    """A moment without something that stays, which the platform forces: the command that begins it, and why."""

    command: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A device's change as it may be shown: no secret in it.

    ``unmanaged`` are the lines of the device that stay because nobody here owns them, ``passed_over`` those that stay
    though a reader understood them: they mean nothing here, or say what is intended in other words than ours.
    """

    commands: tuple[str, ...] = ()
    rollback: tuple[str, ...] = ()
    forced: tuple[Gap, ...] = ()
    unmanaged: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    differences: tuple[DiffLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChange:
    """What turns a device from what it is into what is intended.

    ``patch`` is for the device alone, never to be shown: the texts of the device's own secrets are in it, and
    references stand as ``<secret:NAME>`` until the commands are sent (``resolved``). ``shown`` is for everybody else.
    ``running`` holds a reference wherever the intended configuration has it and nobody can compare
    (``unknown_secrets`` of them). ``held`` is what the device holds in the place of references; ``again`` are the
    names of those that are written again because their text is, or may be, another one.
    """

    device: str
    platform: str
    dialect: str
    running_digest: str
    intended_digest: str
    patch: Patch = field(repr=False)
    running: DeviceConfig = field(repr=False)
    intended: DeviceConfig = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    masking: Masking = field(repr=False)
    shown: Shown
    unknown_secrets: int = 0
    lines: int = 0
    held: tuple[Held, ...] = field(default=(), repr=False)
    renewal: Renewal = field(default=NOTHING, repr=False)
    again: tuple[str, ...] = ()
    references: frozenset[str] = frozenset()

    @property
    def changed(self) -> bool:
        """Tell whether anything would change, be it in lines that no model knows."""
        return bool(self.changes or self.patch.steps or self.shown.differences)

    @property
    def share(self) -> float:
        """How much of the intended text differs from what there is, 0 to 1."""
        differing = sum(one.sign != " " for one in self.shown.differences)
        return min(1.0, differing / self.lines) if self.lines else 0.0

    @property
    def compared(self) -> Compared:
        """What risks are judged by."""
        return Compared(self.device, self.running, self.intended, self.changes)

    @property
    def digest(self) -> str:
        """Name exactly this change: of this device as it was, to what is intended, by these commands."""
        parts = (self.device, self.platform, self.dialect, self.running_digest, self.intended_digest)
        return _digest([*parts, *self.shown.commands])


def device_change(
    device: str,
    running: Running,
    written: str,
    platform: Platform,
    dialect: Dialect,
    *,
    everything: bool = False,
    renderer: Renderer | None = None,
    judged: Judged = nothing_known,
) -> DeviceChange:
    """Return the change from a running configuration to the intended text, in which secrets are references.

    ``everything``: also take away the lines that nobody here owns. ``renderer``: what wrote the intended text, where
    the templates are not govnetgen's own. ``judged`` tells which secrets are to be written again.
    """
    aimed = parse_tree(written, platform.syntax)
    reading = platform.read(aimed, dialect)
    references = references_in(written)
    held = _held(running, reading.device, aimed, platform, references)
    renewal = judged(held)
    before = with_references(running.reading.device, reading.device, renewal.stale)
    rules = replace(platform.patch_rules or PatchRules(), stale=renewal.stale)
    foreign = running.reading.unmanaged
    hidden = masking(
        rules.secrets,
        secret_texts(running.reading.device) | secret_texts(reading.device),
        (*foreign, *reading.unread),
    )
    found = Patch(target=aimed)
    if platform.patch_rules is not None:
        write = normal(platform, dialect, renderer or _own_renderer())
        found = _patch(running, aimed, rules, write, everything=everything)
    again = tuple(sorted(references_in("\n".join(found.commands)) & renewal.stale.keys()))
    found = replace(found, forced=(*found.forced, *_left(renewal.stale.keys() - set(again))))
    staying = () if everything else _staying(running, aimed, found)
    differences = text_diff(Comparer(rules).compare(running.tree.lines, found.target.lines, rules.rules), hidden.hide)
    return DeviceChange(
        device=device,
        platform=platform.name,
        dialect=dialect.name,
        running_digest=running.digest,
        intended_digest=hashlib.sha256(written.encode()).hexdigest(),
        patch=found,
        running=before,
        intended=reading.device,
        changes=meaning(before, reading.device),
        masking=hidden,
        shown=_shown(found, hidden, running, staying, differences),
        unknown_secrets=sum(one.name in (*renewal.unremembered, *renewal.textless) for one in held),
        lines=written.count("\n"),
        held=held,
        renewal=renewal,
        again=again,
        references=references,
    )


def _held(
    running: Running, intended: DeviceConfig, aimed: ConfigTree, platform: Platform, references: frozenset[str]
) -> tuple[Held, ...]:
    """Return what the device holds in the place of references: by meaning, and of what has none, line by line."""
    found = held_secrets(running.reading.device, intended)
    missing = references - {one.name for one in found}
    rules = platform.patch_rules
    if not missing or rules is None:
        return found
    texts = frozenset(text for line in running.tree.walk() for text in texts_in(line.text, rules.secrets))
    differing = replace(rules, stale=dict.fromkeys(missing, texts))
    pairs = Comparer(differing).compare(running.tree.lines, aimed.lines, rules.rules)
    return (*found, *(one for one in _in_lines(pairs, rules) if one.name in missing))


def _in_lines(comparison: Comparison, rules: PatchRules) -> Iterator[Held]:
    for pair in comparison.pairs:
        if pair.old is not None and pair.new is not None:
            for name, text in references_between(pair.old.line.text, pair.new.line.text, rules.secrets):
                yield Held(name, Secret(text, _UNKNOWN))
        yield from _in_lines(pair.below, rules)


_UNKNOWN = "unknown"
"""How a secret is written that no model knows: nobody can say whether it is in clear."""


def _left(names: Iterable[str]) -> Iterator[Forced]:
    for name in sorted(names):
        yield Forced(
            (), f"secret {name}", "the device holds another text, and no command is known that writes it again"
        )


def plan_digest(changes: Iterable[DeviceChange]) -> str:
    """Name a whole change: what was reviewed under this digest is exactly what is patched or deployed under it."""
    return _digest(sorted(f"{one.device} {one.digest}" for one in changes if one.changed))[:16]


def resolved(lines: Iterable[str], text_of: Callable[[str], str]) -> tuple[str, ...]:
    """Return commands with the texts of their references, for the device alone; ``text_of`` is given a name."""
    return tuple(with_secrets(line, text_of) for line in lines)


def _digest(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def _own_renderer() -> Renderer:
    return Renderer()


def _patch(running: Running, aimed: ConfigTree, rules: PatchRules, write: Normal, *, everything: bool) -> Patch:
    if everything:
        return patch(running.tree, aimed, rules)
    try:
        return patch(running.tree, aimed, rules, running.reading.unread, write)
    except TemplateFailure as failure:
        why = f"nothing tells our lines from others' ({failure.reason}): read every line that is taken away"
        found = patch(running.tree, aimed, rules, running.reading.unmanaged)
        return replace(found, forced=(*found.forced, Forced((), "the whole patch", why)))


def _staying(running: Running, aimed: ConfigTree, found: Patch) -> tuple[Line, ...]:
    """Return every line that stays though it is not intended, in the order of the device's text."""
    left = (*running.reading.unmanaged, *found.unmanaged, *found.otherwise)
    numbers = {line.number for top in left for line in top.walk()}
    if not numbers:
        return ()
    intended = {place for place, _ in _places(aimed.lines)}
    return tuple(
        line for place, line in _places(running.tree.lines) if line.number in numbers and place not in intended
    )


def _places(lines: Iterable[Line], around: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Yield every line with the lines that it stands below and itself."""
    for line in lines:
        place = (*around, line.text)
        yield place, line
        yield from _places(line.children, place)


def _shown(
    found: Patch, hidden: Masking, running: Running, staying: tuple[Line, ...], differences: tuple[DiffLine, ...]
) -> Shown:
    unread = {line.number for top in running.reading.unread for line in top.walk()}
    return Shown(
        commands=tuple(map(hidden.hide, found.commands)),
        rollback=tuple(map(hidden.hide, found.rollback)),
        forced=tuple(Gap(hidden.hide(" / ".join((*one.place, one.command))), one.why) for one in found.forced),
        unmanaged=tuple(hidden.hide(one.text) for one in staying if one.number in unread),
        passed_over=tuple(hidden.hide(one.text) for one in staying if one.number not in unread),
        differences=differences,
    )
