"""Reading a tree by patterns, while keeping account of what no pattern understood."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from govnetgen.configtree.tree import Line

# a blank that a quantifier makes optional does not end the word: "vlan ?10" also matches "vlan10"
_FIRST_WORD = re.compile(r"[A-Za-z0-9_-]+(?= (?![?*{])|$)")
_INSIDE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


def _alternates(pattern: str) -> bool:
    """Tell whether the pattern has a ``|`` outside all groups, so that its first word need not be the line's."""
    depth = 0
    for character in _INSIDE.sub("", pattern):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> tuple[re.Pattern[str], str]:
    word = None if _alternates(pattern) else _FIRST_WORD.match(pattern)
    return re.compile(pattern), word[0] if word else ""


class Cursor:
    """The lines of one block. A line is understood once a pattern matched the whole of it.

    Patterns are regular expressions over a line's full text. Begin them with a literal word where possible: the lines
    are looked up by it, so that reading stays linear in the lines.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._bodies: dict[int, Cursor] = {}
        self._by_word: dict[str, list[int]] | None = None
        self._ignored: set[int] = set()
        self._read: set[int] = set()

    def each(self, pattern: str) -> Iterator[tuple[re.Match[str], "Cursor"]]:
        """Yield every line that the pattern matches, in order, with a cursor over what stands below it."""
        for index, match in self._matches(pattern):
            self._read.add(index)
            yield match, self._body(index)

    def first(self, pattern: str) -> re.Match[str] | None:
        """Return the first match and mark every matching line as understood."""
        found = [match for match, _ in self.each(pattern)]
        return found[0] if found else None

    def last(self, pattern: str) -> re.Match[str] | None:
        """Return the last match (what a device obeys when a line is repeated); all are marked as understood."""
        found = [match for match, _ in self.each(pattern)]
        return found[-1] if found else None

    def has(self, pattern: str) -> bool:
        """Tell whether any line matches, and mark those that do."""
        return self.first(pattern) is not None

    def ignore(self, *patterns: str) -> None:
        """Mark lines as understood that say nothing more than the model does, with all that stands below them."""
        for pattern in patterns:
            for index, _ in self._matches(pattern):
                self._ignored.add(index)
                self._body(index).ignore(r"[\s\S]*")

    def line(self, match: re.Match[str]) -> Line:
        """Return the line of a match, for its block or number."""
        for line in self._lines:
            if line.text is match.string:
                return line
        raise LookupError(match.string)

    def unread(self) -> Iterator[Line]:
        """Yield the lines that nothing understood; below an understood line, the lines there that were not."""
        for index, line in enumerate(self._lines):
            body = self._bodies.get(index)
            if body is None:
                yield line
            else:
                yield from body.unread()

    def ignored(self) -> Iterator[Line]:
        """Yield the lines that were passed over and read by no pattern: nobody may take them away unasked."""
        for index, line in enumerate(self._lines):
            if index in self._ignored and index not in self._read:
                yield line
            elif index in self._bodies:
                yield from self._bodies[index].ignored()

    def _matches(self, pattern: str) -> Iterator[tuple[int, re.Match[str]]]:
        compiled, word = _compiled(pattern)
        for index in self._candidates(word):
            match = compiled.fullmatch(self._lines[index].text)
            if match is not None:
                yield index, match

    def _body(self, index: int) -> "Cursor":
        body = self._bodies.get(index)
        if body is None:
            body = self._bodies[index] = Cursor(self._lines[index].children)
        return body

    def _candidates(self, word: str) -> Sequence[int]:
        if not word:
            return range(len(self._lines))
        if self._by_word is None:
            self._by_word = {}
            for index, line in enumerate(self._lines):
                self._by_word.setdefault(line.text.partition(" ")[0], []).append(index)
        return self._by_word.get(word, ())
