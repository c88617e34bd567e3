"""The lines of a change, one as the device takes it: a banner of several lines is one."""

import re
from collections.abc import Sequence
from pathlib import Path

from govnetgen.configtree import Block
from govnetgen.drivers.cli_language import Language


def units(text: str, language: Language) -> tuple[str, ...]:
    """Split a text into what is typed at once, as it was written; blank lines say nothing.

    Separators stay: where they stand at the margin, a dump begins again at the top view.
    """
    found: list[str] = []
    lines = iter(text.split("\n"))
    for line in lines:
        line = line.rstrip("\r")
        if not line.strip():
            continue
        ending = _ending(line.strip(), language.blocks)
        if ending is None:
            found.append(line)
            continue
        block = [line.rstrip()]
        for inner in lines:
            inner = inner.rstrip("\r")
            block.append(inner)
            if ending.search(inner):
                break
        found.append("\n".join(block))
    return tuple(found)


def typed(unit: str) -> str:
    """Return what is typed for a unit: indentation says nothing to a prompt, but it counts inside a banner."""
    first, line_end, rest = unit.partition("\n")
    return first.strip() + line_end + rest


def indentation(unit: str) -> int:
    """Return how many blanks a line begins with: what is indented below another line stands in the view it opens."""
    return len(unit) - len(unit.lstrip(" "))


def _ending(line: str, blocks: Sequence[Block]) -> re.Pattern[str] | None:
    for block in blocks:
        match = block.start.search(line)
        if match is not None:
            delimiter = re.escape(match.groupdict().get("delimiter") or "")
            return re.compile(block.end.replace(r"\g<delimiter>", delimiter))
    return None


def text_of(filename: str | None, config: str | None, kind: type[Exception]) -> str:
    """Return what NAPALM's ``load`` methods are given; the file counts where both are."""
    if filename:
        try:
            return Path(filename).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise kind(f"{filename} cannot be read: {error}") from error
    if config is None:
        raise kind("neither a file nor a text was given")
    return config
