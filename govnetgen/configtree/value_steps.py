"""The commands for sets that are written in ranges, and the names in them."""

from collections.abc import Iterator

from govnetgen.configtree.compare import ValueChange
from govnetgen.configtree.operation import Step
from govnetgen.configtree.rules import Values
from govnetgen.configtree.statement import NO_NAMES, Names


def set_names(values: Values, words: dict[str, str]) -> Names:
    """Return the names of a set as a whole."""
    refers = frozenset(one.format_map(words) for one in values.needs)
    return Names(refers=refers, holds=frozenset(one.format_map(words) for one in values.holds))


def value_names(values: Values, numbers: frozenset[int], words: dict[str, str]) -> Names:
    def fill(templates: tuple[str, ...]) -> frozenset[str]:
        return frozenset(one.format_map({**words, "value": each}) for one in templates for each in sorted(numbers))

    if not (values.defines or values.refers or values.claims):
        return NO_NAMES
    claims = fill(values.claims)
    return Names(fill(values.defines), fill(values.refers), claims, claims)


def value_steps(change: ValueChange, numbers: frozenset[int], *, adds: bool) -> Iterator[tuple[frozenset[int], Step]]:
    """Yield the commands that add or remove numbers, as many as the platform's lines need, with their numbers."""
    if not numbers:
        return
    values = change.values
    writers = (values.write, values.write_removed or values.write)
    (write, template), (write_back, template_back) = zip(
        writers if adds else writers[::-1],
        (values.add, values.remove) if adds else (values.remove, values.add),
        strict=True,
    )
    for text in write(numbers):
        command = template.format_map({**change.words, "values": text})
        back = tuple(
            (change.place, template_back.format_map({**change.words, "values": one}), None)
            for one in write_back(values.parse(text))
        )
        yield values.parse(text), Step(change.place, command, back)


def whole_command(values: Values, numbers: frozenset[int], words: dict[str, str]) -> str:
    if not numbers and values.empty is not None:
        return values.empty.format_map(words)
    (text,) = values.write(numbers)
    return (values.whole or "").format_map({**words, "values": text})
