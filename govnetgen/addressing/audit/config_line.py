"""The lines of a running configuration that say something: evidence is a line, not a whole file."""

import re
from functools import lru_cache

from govnetgen.model.claims import ConfigLine, Evidence, Origin, RunningDevice


@lru_cache(maxsize=4096)
def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:-]){re.escape(text)}(?![\w:-])(?!\.\d)", re.I)


def line_with(device: RunningDevice, *words: str, below: str = "") -> Evidence:
    """Return the first line that holds all words, under a parent that holds ``below`` if there is one.

    The device's first line stands for what is nowhere as it is said: a configuration may write it in another way.
    """
    fallback: ConfigLine | None = None
    for line in device.lines:
        if all(_word(word).search(line.text) for word in words):
            if not below or _word(below).search(f"{line.parent} {line.text}"):
                return evidence_of_line(device, line)
            fallback = fallback or line
    return evidence_of_line(device, fallback or ConfigLine(1, device.name, ""))


def evidence_of_line(device: RunningDevice, line: ConfigLine) -> Evidence:
    """Return a line as evidence."""
    return Evidence(Origin(device.file, line.number), device.unit, line.text)
