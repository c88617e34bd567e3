"""The tree: lines with the lines below them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its indentation, and what stands below it.

    ``block`` holds the further lines of a multi-line value (a banner, a certificate) as they stand, its last included.
    ``number`` is the line number in the text that was parsed; equality ignores it.
    """

    text: str
    children: tuple["Line", ...] = ()
    block: tuple[str, ...] = ()
    number: int = field(default=0, compare=False)

    def walk(self) -> Iterator["Line"]:
        """Yield this line and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def below(self, start: str) -> Iterator["Line"]:
        """Yield the children whose text is ``start`` or begins with it and a space."""
        for child in self.children:
            if child.text == start or child.text.startswith(start + " "):
                yield child


@dataclass(frozen=True, slots=True)
class ConfigTree:
    """A whole configuration.

    ``sections`` holds, by the heading of each part, its lines as they stood, comments included; equality ignores them.
    """

    lines: tuple[Line, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def walk(self) -> Iterator[Line]:
        """Yield every line, in order."""
        for line in self.lines:
            yield from line.walk()

    def below(self, start: str) -> Iterator[Line]:
        """Yield the top-level lines whose text is ``start`` or begins with it and a space."""
        for line in self.lines:
            if line.text == start or line.text.startswith(start + " "):
                yield line
