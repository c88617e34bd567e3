"""What may be said about a line: everything but the secrets in it."""

import re

from govnetgen.configtree.masking import MASK, mask, without_secrets
from govnetgen.drivers.cli_language import Language

_SHORTEST = 4
_PORT = re.compile(r"(?<!\S)\d*[A-Za-z-]+\d+(?:/\d+)*(?:[.:]\d+)?(?!\S)")
"""The name of a port: it must not be taken for something enciphered."""


def hidden(line: str, language: Language) -> str:
    """Return a line (of a change or a configuration) without what is or may be a secret."""
    first, _, rest = line.partition("\n")
    ports = iter(_PORT.findall(first))
    shown = without_secrets(_PORT.sub("\0", mask(first, language.secrets)))
    shown = re.sub("\0", lambda _: next(ports), shown)
    return f"{shown} …" if rest else shown


def hidden_answer(answer: str, line: str, language: Language) -> str:
    """Return what a device said about a line, which it may quote, without the secrets of the line."""
    shown = set(hidden(line, language).split())
    for word in sorted(set(line.split()) - shown, key=len, reverse=True):
        if len(word) >= _SHORTEST:
            answer = answer.replace(word, MASK)
    return mask(answer, language.secrets)
