"""What may be said about a line: everything but the secrets in it."""

import re

from govnetgen.configtree.masking import MASK, mask, without_secrets
from govnetgen.drivers.cli_language import Language

_SHORTEST = 4
_ANNOUNCES = re.compile(
    r"\S*(?:password|passphrase|passwd|pwd|secret|credential|token|psk)"
    r"|(?:\S+-)?(?:key|key-string|cipher)|community|md5|hmac\S*|sha\S*|simple|plain",
    re.IGNORECASE,
)
"""Words before a secret, also in commands that the platform's patterns do not know."""
_PORT = re.compile(r"\d*[A-Za-z-]+\d+(?:/\d+)*(?:[.:]\d+)?")
"""The name of a port is no secret, though it looks like something enciphered."""


def hidden(line: str, language: Language) -> str:
    """Return a line (of a change or a configuration) without what is or may be a secret."""
    first, _, rest = line.partition("\n")
    parts = re.split(r"(\s+)", mask(first, language.secrets))
    for place, part in enumerate(parts):
        if _ANNOUNCES.fullmatch(part) and parts[place + 2 :]:
            parts = [*parts[: place + 2], MASK]
            break
        if _PORT.fullmatch(part) is None and without_secrets(part) == MASK:
            parts = [*parts[:place], MASK]
            break
    shown = "".join(parts)
    return f"{shown} …" if rest else shown


def hidden_answer(answer: str, line: str, language: Language) -> str:
    """Return what a device said about a line, which it may quote, without the secrets of the line."""
    shown = set(hidden(line, language).split())
    for word in sorted(set(line.split()) - shown, key=len, reverse=True):
        if len(word) >= _SHORTEST:
            answer = answer.replace(word, MASK)
    return mask(answer, language.secrets)
