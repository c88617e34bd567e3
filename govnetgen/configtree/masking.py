"""Secrets in configuration lines: hidden in what is shown, compared without noise."""

import re
from collections.abc import Iterable

from govnetgen.configtree.tree import Line

MASK = "***"
_PLACEHOLDER = re.compile(r"(?:.* )?<secret:[^>]*>")


def mask(text: str, secrets: Iterable[re.Pattern[str]]) -> str:
    """Return a text of one or more lines without the secrets in it; references to secrets stay."""
    if "\n" in text:
        return "\n".join(mask(line, secrets) for line in text.split("\n"))
    return _split(text, secrets, keep_references=True)[0]


def same_text(old: Line, new: Line, secrets: Iterable[re.Pattern[str]]) -> bool:
    """Tell whether two lines say the same.

    A reference says the same as whatever the device holds in its place: its salted form cannot be compared, and to
    send it again would be a change for ever.
    """
    if old.block != new.block:
        return False
    if old.text == new.text:
        return True
    old_text, old_secrets = _split(old.text, secrets)
    new_text, new_secrets = _split(new.text, secrets)
    if old_text != new_text or len(old_secrets) != len(new_secrets):
        return False
    return all(
        one == other or (bool(_PLACEHOLDER.fullmatch(one)) != bool(_PLACEHOLDER.fullmatch(other)))
        for one, other in zip(old_secrets, new_secrets, strict=True)
    )


def masked_key(text: str, secrets: Iterable[re.Pattern[str]]) -> str:
    """Return a line's text with every secret, also references, taken out: what identifies it."""
    return _split(text, secrets)[0]


def _split(text: str, secrets: Iterable[re.Pattern[str]], *, keep_references: bool = False) -> tuple[str, list[str]]:
    spans: list[tuple[int, int]] = []
    for pattern in secrets:
        found = pattern.search(text)
        if found is not None and not (keep_references and _PLACEHOLDER.fullmatch(found["secret"])):
            spans.append(found.span("secret"))
    parts: list[str] = []
    held: list[str] = []
    end = 0
    for start, stop in sorted(set(spans)):
        if start < end:
            continue
        parts += [text[end:start], MASK]
        held.append(text[start:stop])
        end = stop
    return "".join([*parts, text[end:]]), held
