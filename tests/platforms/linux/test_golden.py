"""Two nodes that an engineer can read, and the whole way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from platforms.linux.examples import EXAMPLES

from govnetgen.configtree import parse_tree, print_tree
from govnetgen.platforms.linux import PLATFORM
from govnetgen.render import Renderer

DIALECT = PLATFORM.dialect(None)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_is_as_written(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(Path(__file__).parent / f"{name}.txt", Renderer().render(EXAMPLES[name], PLATFORM, DIALECT))


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_is_expressible_and_reads_back(name: str) -> None:
    assert PLATFORM.inexpressible(EXAMPLES[name], DIALECT) == ()
    tree = parse_tree(Renderer().render(EXAMPLES[name], PLATFORM, DIALECT), PLATFORM.syntax)
    reading = PLATFORM.read(tree, DIALECT)
    assert [line.text for line in reading.unread] == []
    assert reading.device == EXAMPLES[name]
    assert parse_tree(print_tree(tree, PLATFORM.syntax), PLATFORM.syntax) == tree
