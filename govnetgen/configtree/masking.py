"""Secrets in configuration lines: hidden in what is shown, compared without noise."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from govnetgen.configtree.tree import Line
from govnetgen.model.secret import PLACEHOLDER

MASK = "***"
Stale = Mapping[str, frozenset[str]]
"""What a device holds in the place of references and must not keep: texts by the name of the reference."""
_NOTHING: Stale = {}
_PLACEHOLDER = re.compile(r'(?:.* )?(?P<quote>"?)(?:<secret:[^>]*>|&lt;secret:[^<>&]*&gt;)(?P=quote)')
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


def same_text(old: Line, new: Line, secrets: Iterable[re.Pattern[str]], stale: Stale = _NOTHING) -> bool:
    """Tell whether two lines say the same.

    A reference says the same as whatever the device holds in its place, unless that is ``stale``: its salted form
    cannot be compared, and to send it again would be a change for ever.
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
        one == other or _stands_for(one, other, stale) for one, other in zip(old_secrets, new_secrets, strict=True)
    )


def references_between(old: str, new: str, secrets: Iterable[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """Yield what one line holds where the other one has references: their names, and the texts."""
    pairs = zip(_split(old, secrets)[1], _split(new, secrets)[1], strict=False)
    for held, reference in pairs:
        if (name := _name(reference)) and not _name(held):
            yield name, held.rpartition(" ")[2]


def texts_in(text: str, secrets: Iterable[re.Pattern[str]]) -> Iterator[str]:
    """Yield the secrets in a line, without the words that say how they are written."""
    yield from (one.rpartition(" ")[2] for one in _split(text, secrets)[1])


def _stands_for(one: str, other: str, stale: Stale) -> bool:
    """Tell whether one secret is a reference, and the other what a device may hold in its place."""
    names = (_name(one), _name(other))
    if bool(names[0]) == bool(names[1]):
        return False
    name, held = (names[0], other) if names[0] else (names[1], one)
    texts = stale.get(name)
    return not texts or not any(text in texts for text in _texts(held))


def _name(secret: str) -> str:
    """Return the name of a reference, empty for a text."""
    found = PLACEHOLDER.search(secret) if _PLACEHOLDER.fullmatch(secret) else None
    return found["name"] if found else ""


def _texts(secret: str) -> Iterator[str]:
    """Yield what a secret's text may be: beside the word that says how it is written, in quotes, escaped in XML."""
    yield from (secret, *secret.split(), secret.strip('"'), unescape(secret))


def masked_key(text: str, secrets: Iterable[re.Pattern[str]]) -> str:
    """Return a line's text with every secret, also references, taken out: what identifies it."""
    return _split(text, secrets)[0]


def _split(text: str, secrets: Iterable[re.Pattern[str]], *, keep_references: bool = False) -> tuple[str, list[str]]:
    spans: list[tuple[int, int, str]] = []
    for pattern in secrets:
        for found in pattern.finditer(text):
            if keep_references and _PLACEHOLDER.fullmatch(found["secret"]):
                continue
            word = found["word"] if "word" in pattern.groupindex and not keep_references else None
            if word:  # it says how the secrets behind it are written, and stands apart from them
                spans.append((*found.span("word"), ""))
            spans.append((*found.span("secret"), MASK))
    parts: list[str] = []
    held: list[str] = []
    end = 0
    for start, stop, shown in sorted(set(spans), key=lambda one: (one[0], -one[1])):
        if start < end:
            continue
        parts += [text[end:start], shown]
        if shown:
            held.append(text[start:stop])
        end = stop
    return "".join([*parts, text[end:]]), held
