"""Secrets in configuration lines: hidden in what is shown, compared without noise."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from govnetgen.configtree.tree import Line

MASK = "***"
_PLACEHOLDER = re.compile(r"(?:.* )?(?:<secret:[^>]*>|&lt;secret:[^<>&]*&gt;)")
_ANNOUNCES = re.compile(
    r"pass(word|phrase|code|wd)?|pwd|secret|cipher|key|psk|communit|credential|token|md5|hmac|\bsha[-\d]"
    r"|\b(?:simple|plain)\b",
    re.IGNORECASE,
)
_ENCIPHERED = re.compile(
    r"%\^%#|@%@%|%@%@|%\$%\$|\$\d\w?\$|[0-9A-Fa-f]{20,}|(?=\S*\d)(?=\S*[A-Z])[A-Za-z0-9+/]{20,}={0,2}$"
)
"""What salted and enciphered texts look like: of VRP, of crypt(3), hexadecimal, Base64."""
_NEGATION = re.compile(r"(?:undo|no|delete|unset) ")


@dataclass(frozen=True, slots=True)
class Masking:
    """What hides the secrets of one device in any line about it; every output goes through it.

    A secret is known by where it stands (``patterns`` of the platform), by its text (``texts``, which a model holds),
    and in a line that no model knows (``unknown``) by the word before it or by how it looks.
    """

    patterns: tuple[re.Pattern[str], ...] = ()
    unknown: frozenset[str] = field(default=frozenset(), repr=False)
    texts: re.Pattern[str] | None = field(default=None, repr=False)

    def hide(self, text: str) -> str:
        """Return a text of one or more lines without the secrets in it; references to secrets stay."""
        first, *block = text.split("\n")
        bare = first.strip()
        if bare in self.unknown or _NEGATION.sub("", bare, count=1) in self.unknown:
            first = without_secrets(first)
            if block and MASK in first:  # the lines of a key or a certificate
                return f"{first}\n{MASK}"
        return "\n".join(map(self._line, (first, *block)))

    def _line(self, text: str) -> str:
        if text.strip() in self.unknown:
            text = without_secrets(text)
        masked = mask(text, self.patterns)
        return masked if self.texts is None else self.texts.sub(MASK, masked)


def masking(patterns: tuple[re.Pattern[str], ...], secrets: Iterable[str], unknown: Iterable[Line] = ()) -> Masking:
    """Make what hides these secrets, and whatever else may be one in lines that no model knows."""
    lines = [text for one in unknown for text in (one.text, *one.block)]
    found = {*secrets, *(word for line in lines for word in _secret_words(line))}
    # short words and numbers behind a secret's name are how it is written, not what it is
    texts = sorted(
        (one for one in found if len(one) >= _SHORTEST and not one.isdigit()), key=lambda one: (-len(one), one)
    )
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in texts)) if texts else None
    return Masking(patterns, frozenset(line.strip() for line in lines), pattern)


_SHORTEST = 6


def without_secrets(text: str) -> str:
    """Return a line that no model knows; behind a word that announces a secret nothing is shown."""
    lead = text[: len(text) - len(text.lstrip())]
    words = text.split()
    for number, word in enumerate(words):
        if _ENCIPHERED.search(word):
            return lead + " ".join([*words[:number], MASK])
        if _ANNOUNCES.search(word) and words[number + 1 :]:
            return lead + " ".join([*words[: number + 1], MASK])
    return text


def _secret_words(text: str) -> list[str]:
    words = text.split()
    for number, word in enumerate(words):
        if _ENCIPHERED.search(word):
            return words[number:]
        if _ANNOUNCES.search(word):
            return words[number + 1 :]
    return []


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
        spans += [
            found.span("secret")
            for found in pattern.finditer(text)
            if not (keep_references and _PLACEHOLDER.fullmatch(found["secret"]))
        ]
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
