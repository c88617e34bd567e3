"""Configuration trees that a syntax can hold."""

import re
from collections.abc import Callable

from hypothesis import strategies as st

from govnetgen.configtree import ConfigTree, Line, Syntax

WORDS = st.sampled_from(("interface", "ge-0/1", "vlan", "10", "ip", "no", "#1", "!", "{", "政务外网", '"a b"', "exit"))
PLAIN = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def _says_something(text: str, syntax: Syntax) -> bool:
    closing = {closer.text for closer in syntax.closers}
    if text in closing or text == syntax.separator or (syntax.comment and syntax.comment.match(text)):
        return False
    if syntax.braces and text == "}":
        return False
    return not any(section.heading.fullmatch(text) for section in syntax.sections)


def _opens_block(text: str, syntax: Syntax) -> bool:
    return not syntax.braces and any(block.start.search(text) for block in syntax.blocks)


def lines(syntax: Syntax, samples: tuple[str, ...] = (), blocks: tuple[Line, ...] = ()) -> st.SearchStrategy[Line]:
    """Draw a line with what stands below it; ``samples`` are further texts, ``blocks`` whole multi-line values."""
    texts = (PLAIN | st.sampled_from(samples) if samples else PLAIN).filter(
        lambda text: _says_something(text, syntax) and not _opens_block(text, syntax)
    )
    leaves = texts.map(_closed(syntax)).map(Line)
    if blocks:
        leaves |= st.sampled_from(blocks)
    parents = texts.map(lambda text: text if not syntax.braces or text.endswith("{") else text + " {")
    return st.recursive(
        leaves,
        lambda children: st.builds(Line, parents, st.lists(children, max_size=3).map(tuple)),
        max_leaves=8,
    )


def _closed(syntax: Syntax) -> Callable[[str], str]:
    """A line that opens a brace is never a leaf by accident."""
    return lambda text: re.sub(r"[{\s]+$", "", text) or "leaf" if syntax.braces else text


def trees(
    syntax: Syntax, samples: tuple[str, ...] = (), blocks: tuple[Line, ...] = ()
) -> st.SearchStrategy[ConfigTree]:
    """Draw a tree; what stands outside all sections comes before them, as in a text."""
    outside = st.lists(lines(syntax, samples, blocks), max_size=4)
    if not syntax.sections:
        return outside.map(lambda found: ConfigTree(tuple(found)))
    sections = st.sampled_from(syntax.sections).flatmap(
        lambda section: st.builds(
            Line,
            st.from_regex(section.heading, fullmatch=True).map(str.rstrip).filter(section.heading.fullmatch),
            st.lists(lines(section.syntax, samples), max_size=3).map(tuple),
        )
    )
    return st.builds(lambda first, rest: ConfigTree((*first, *rest)), outside, st.lists(sections, max_size=3))
