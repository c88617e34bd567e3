"""Two configurations to a patch: ordered commands, and the commands that take them back from wherever they stopped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govnetgen.configtree.build import Builder
from govnetgen.configtree.compare import Comparer, Comparison
from govnetgen.configtree.lists import with_moves
from govnetgen.configtree.masking import Stale
from govnetgen.configtree.operation import Kind, Operation, Sent, Step
from govnetgen.configtree.order import in_safe_order, link
from govnetgen.configtree.rules import PatchRules
from govnetgen.configtree.sections import section_patch
from govnetgen.configtree.statement import Place
from govnetgen.configtree.target import Normal, Target, target
from govnetgen.configtree.tree import ConfigTree, Line


@dataclass(frozen=True, slots=True)
class Forced:
    """A moment without something that stays, which the platform forces: the command that begins it, and why."""

    place: Place
    command: str
    why: str


@dataclass(frozen=True, slots=True)
class Patch:
    """The change of one device, a command a step.

    ``forced`` are the gaps that no order avoids, and what could not be changed or taken away. ``unmanaged`` are lines
    of the running configuration that nobody here owns, ``otherwise`` those that a reader understood but that are not
    in govnetgen's words: both stay. ``target`` is what the device holds afterwards.
    """

    steps: tuple[Step, ...] = ()
    forced: tuple[Forced, ...] = ()
    unmanaged: tuple[Line, ...] = ()
    otherwise: tuple[Line, ...] = ()
    target: ConfigTree = field(default_factory=ConfigTree)
    leave: str = "exit"
    indent: str = " "
    whole: bool = False
    """A step is a part of several lines, done with the last of them."""

    @property
    def lines(self) -> tuple[tuple[str, int], ...]:
        """Every line to send, with the number of steps that are done once it was taken."""
        if self.whole:
            return tuple(_part_lines([one.command for one in self.steps]))
        sent: Iterable[Sent] = ((one.place, one.command, one.opens) for one in self.steps)
        return tuple(_navigated(sent, self.leave, self.indent))

    @property
    def commands(self) -> tuple[str, ...]:
        """The lines to send, indented by their depth."""
        return tuple(line for line, _ in self.lines)

    @property
    def rollback(self) -> tuple[str, ...]:
        """The lines that take the whole patch back."""
        return self.rollback_of(len(self.steps))

    def rollback_of(self, steps: int) -> tuple[str, ...]:
        """Return the lines that take the first steps back, from the last to the first."""
        inverse: list[Sent] = [sent for step in reversed(self.steps[:steps]) for sent in step.inverse]
        if self.whole:
            return tuple(line for line, _ in _part_lines([command for _, command, _ in inverse]))
        lines = _navigated(inverse, self.leave, self.indent)
        return tuple(line for line, _ in lines)


def patch(
    running: ConfigTree,
    intended: ConfigTree,
    rules: PatchRules,
    unread: Sequence[Line] = (),
    normal: Normal | None = None,
) -> Patch:
    """Return what turns one configuration into the other.

    ``unread`` lines of the running one stay as they are. ``normal`` says what govnetgen would write for the meaning of
    a configuration: with it, lines in other words than ours, and those without meaning, stay too as long as nothing
    else is intended. Without it, every line that was understood counts as ours.
    """
    if rules.by_section:
        found = section_patch(running, intended, rules, unread, normal)
        kept = tuple(Forced((), heading, why) for heading, why in found.kept)
        return Patch(found.steps, kept, found.unmanaged, target=found.tree, whole=True)
    aim = target(running, intended, rules, unread, normal)
    if rules.document is not None:
        return _document(running, aim, rules.document, rules.stale)
    comparer = Comparer(rules)
    comparison = comparer.compare(running.lines, aim.tree.lines, rules.rules)
    builder = Builder(comparer, running, aim.tree)
    builder.build(comparison)
    operations = tuple(builder.operations)
    link(operations)
    done, split = in_safe_order(operations)
    steps = with_moves(done, comparison, builder)
    held = (Forced((), one.text, "it stays: a line that nobody here owns refers to it") for one in aim.held)
    doubts = () if aim.certain else (Forced((), "the whole patch", "the device may mean something else afterwards"),)
    forced = (*_forced(operations, split, builder), *held, *doubts)
    return Patch(steps, forced, aim.unmanaged, aim.otherwise, aim.tree, rules.leave, rules.indent)


def _document(
    running: ConfigTree, aim: Target, write: Callable[[Sequence[Line], Sequence[Line], Stale], str], stale: Stale
) -> Patch:
    """One step: the device takes the text whole or not at all."""
    there, back = write(running.lines, aim.tree.lines, stale), write(aim.tree.lines, running.lines, stale)
    steps = (Step((), there, (((), back, None),)),) if there else ()
    return Patch(steps, (), aim.unmanaged, aim.otherwise, aim.tree, whole=True)


def compare(
    running: ConfigTree,
    intended: ConfigTree,
    rules: PatchRules,
    unread: Sequence[Line] = (),
    normal: Normal | None = None,
) -> Comparison:
    """Return what differs, block by block."""
    aim = target(running, intended, rules, unread, normal)
    return Comparer(rules).compare(running.lines, aim.tree.lines, rules.rules)


def _part_lines(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    for index, part in enumerate(parts):
        *lines, last = part.split("\n")
        yield from ((line, index) for line in lines)
        yield last, index + 1


def _forced(operations: Sequence[Operation], split: Sequence[Operation], builder: Builder) -> Iterator[Forced]:
    taken = {(one.steps[0].place, name) for one in operations if one.kind is Kind.ADD for name in one.adds.excludes}
    for one in operations:
        first = one.steps[0]
        if one in split and one.split is not None:
            yield Forced(first.place, one.split[0].command, "others wait for what it gives up: it is away for a moment")
        elif one.kind is Kind.CHANGE and len(one.steps) > 1 and not one.gapless:
            yield Forced(first.place, first.command, "the device takes no new line over the old one")
        elif one.kind is Kind.REMOVE and one.removes.defines & builder.rebuilt:
            yield Forced(first.place, first.command, "it can only be changed by building it again")
        elif (
            one.kind is Kind.REMOVE and first.place and any((first.place, name) in taken for name in one.removes.holds)
        ):
            yield Forced(first.place, first.command, "the device takes no second line that says the same")
        elif one.kind is not Kind.ADD and one.old is not None and one.followers:
            yield Forced(first.place, first.command, "what depends on it goes with it and is sent again")


def _navigated(sent: Iterable[tuple[Place, str, str | None]], leave: str, indent: str) -> Iterator[tuple[str, int]]:
    """Add the lines that open and leave blocks; consecutive commands in one block share them."""
    here: Place = ()
    done = 0
    for place, command, opens in sent:
        common = sum(1 for _ in _common(here, place))
        for depth in range(len(here), common, -1):
            yield indent * depth + leave, done
        for depth in range(common, len(place)):
            yield indent * depth + place[depth], done
        done += 1
        # the lines of a banner are part of it: they are sent as they stand
        yield indent * len(place) + command, done
        here = (*place, opens) if opens is not None else place
    for depth in range(len(here), 0, -1):
        yield indent * depth + leave, done


def _common(one: Place, other: Place) -> Iterator[str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


__all__ = ["Forced", "Patch", "compare", "patch"]
