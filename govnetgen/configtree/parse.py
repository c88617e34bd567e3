"""Text to tree, in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govnetgen.configtree.syntax import Block, Section, Syntax
from govnetgen.configtree.tree import ConfigTree, Line


@dataclass(slots=True)
class _Open:
    """A line whose children are still being read."""

    text: str
    indent: int
    number: int
    block: tuple[str, ...] = ()
    children: list["_Open"] = field(default_factory=list)

    def closed(self) -> Line:
        return Line(self.text, tuple(child.closed() for child in self.children), self.block, self.number)


_Numbered = Iterator[tuple[int, str]]


def parse_tree(text: str, syntax: Syntax) -> ConfigTree:
    """Read a configuration; never fails: what it cannot place is a line like any other."""
    lines = ((number, raw.rstrip()) for number, raw in enumerate(_physical_lines(text), start=1))
    if syntax.sections:
        texts: dict[str, tuple[str, ...]] = {}
        return ConfigTree(tuple(_sections(lines, syntax, texts)), texts)
    return ConfigTree(_body(lines, syntax))


def _physical_lines(text: str) -> list[str]:
    # str.splitlines would also break at form feeds and Unicode separators, which occur inside descriptions
    lines = re.split(r"\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]


def _sections(lines: _Numbered, syntax: Syntax, texts: dict[str, tuple[str, ...]]) -> Iterator[Line]:
    heading: tuple[int, str, Section] | None = None
    held: list[tuple[int, str]] = []
    outside: list[tuple[int, str]] = []

    def ended() -> Iterator[Line]:
        if heading is None:
            yield from _body(iter(outside), syntax)
        else:
            texts[heading[1]] = tuple(raw for _, raw in held)
            yield Line(heading[1], _body(iter(held), heading[2].syntax), number=heading[0])

    for number, raw in lines:
        section = next((one for one in syntax.sections if one.heading.fullmatch(raw)), None)
        if section is not None:
            yield from ended()
            heading, held = (number, raw, section), []
        elif heading is None:
            outside.append((number, raw))
        else:
            held.append((number, raw))
    yield from ended()


def _body(lines: _Numbered, syntax: Syntax) -> tuple[Line, ...]:
    root = _Open("", -1, 0)
    if syntax.braces:
        _braced(lines, syntax, root)
    else:
        _indented(lines, syntax, root)
    return tuple(child.closed() for child in root.children)


def _indented(lines: _Numbered, syntax: Syntax, root: _Open) -> None:
    stack = [root]
    closing = frozenset(closer.text for closer in syntax.closers)
    for number, raw in lines:
        text = raw.lstrip()
        if not text or (syntax.comment is not None and syntax.comment.match(text)):
            continue
        indent = len(raw) - len(text)
        if text == syntax.separator:
            if syntax.separator_resets and indent == 0:
                stack = [root]
            continue
        if text in closing:
            continue
        while stack[-1].indent >= indent:
            stack.pop()
        line = _Open(text, indent, number, _block(text, lines, syntax.blocks))
        stack[-1].children.append(line)
        stack.append(line)


def _braced(lines: _Numbered, syntax: Syntax, root: _Open) -> None:
    stack = [root]
    for number, raw in lines:
        text = raw.strip()
        if not text or (syntax.comment is not None and syntax.comment.match(text)):
            continue
        if text == "}":
            if len(stack) > 1:
                stack.pop()
            continue
        opens = text.endswith("{")
        line = _Open(text, 0, number)
        stack[-1].children.append(line)
        if opens:
            stack.append(line)


def _block(text: str, lines: _Numbered, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    for block in blocks:
        match = block.start.search(text)
        if match is None:
            continue
        delimiter = match.groupdict().get("delimiter") or ""
        end = re.compile(block.end.replace(r"\g<delimiter>", re.escape(delimiter)))
        held: list[str] = []
        for _, raw in lines:
            held.append(raw)
            if end.search(raw):
                break
        return tuple(held)
    return ()
