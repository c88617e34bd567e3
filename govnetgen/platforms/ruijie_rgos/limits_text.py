"""Limits on what may stand in a line: words, free text, secrets."""

import re
from collections.abc import Collection, Iterator

from govnetgen.model.secret import Secret
from govnetgen.platform import Limit

NUMBERED = ("plain", *"123456789")
"""Schemes of secrets that a number announces, and clear text."""


def word(feature: str, subject: str, *texts: str | None) -> Iterator[Limit]:
    """Name texts that cannot stand in a line as one word."""
    for text in texts:
        if text is not None and re.fullmatch(r"\S+", text) is None:
            yield Limit(feature, subject, f"RGOS takes {text!r} for several words or none: a name has no blanks")


def free_text(feature: str, subject: str, *texts: str | None) -> Iterator[Limit]:
    """Name texts that do not fill a line from its first to its last letter."""
    for text in texts:
        if text is not None and (re.search(r"[\r\n]", text) or not text or text != text.strip()):
            yield Limit(feature, subject, f"{text!r} is not one line without blanks at its ends, which RGOS drops")


def short(feature: str, subject: str, text: str | None, longest: int) -> Iterator[Limit]:
    """Name a text that is longer than RGOS takes it."""
    if text is not None and len(text) > longest:
        yield Limit(feature, subject, f"RGOS takes at most {longest} characters here, and {text!r} has {len(text)}")


def secret(feature: str, subject: str, value: Secret | None, schemes: Collection[str] = NUMBERED) -> Iterator[Limit]:
    """Name a secret that is hidden in a way that RGOS does not know here, or that is not one word."""
    if value is None:
        return
    if value.scheme and value.scheme not in schemes:
        known = ", ".join(schemes)
        yield Limit(feature, subject, f"RGOS cannot read a secret hidden as {value.scheme!r} here; it knows {known}")
    if re.fullmatch(r"\S+", value.text) is None:
        yield Limit(feature, subject, "RGOS takes a secret as one word: it has no blanks")
