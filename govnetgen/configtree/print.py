"""Tree to text: ``parse_tree(print_tree(tree, syntax), syntax) == tree``."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree.syntax import Syntax
from govnetgen.configtree.tree import ConfigTree, Line


def print_tree(tree: ConfigTree, syntax: Syntax) -> str:
    """Write the configuration as the platform would lay it out."""
    return "".join(line + "\n" for line in _print(tree.lines, syntax))


def _print(lines: Iterable[Line], syntax: Syntax) -> Iterator[str]:
    for line in lines:
        section = next((one for one in syntax.sections if one.heading.fullmatch(line.text)), None)
        if section is not None:
            yield line.text
            yield from _print(line.children, section.syntax)
        else:
            if syntax.separator is not None:
                yield syntax.separator
            yield from _lines(line, 0, syntax)


def _lines(line: Line, depth: int, syntax: Syntax) -> Iterator[str]:
    lead = syntax.indent * depth
    yield lead + line.text
    yield from line.block
    for child in line.children:
        yield from _lines(child, depth + 1, syntax)
    if syntax.braces and line.text.endswith("{"):
        yield lead + "}"
    for closer in syntax.closers:
        if closer.opening.match(line.text):
            yield lead + closer.text
            break
