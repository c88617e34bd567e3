"""What may be said about a line: everything but the secrets in it."""

from govnetgen.configtree.masking import MASK, mask, without_secrets
from govnetgen.drivers.cli_language import Language

_SHORTEST = 4


def hidden(line: str, language: Language) -> str:
    """Return a line (of a change or a configuration) without what is or may be a secret."""
    first, _, rest = without_secrets(mask(line, language.secrets)).partition("\n")
    return f"{first} …" if rest else first


def hidden_answer(answer: str, line: str, language: Language) -> str:
    """Return what a device said about a line, which it may quote, without the secrets of the line."""
    shown = set(hidden(line, language).split())
    for word in sorted(set(line.split()) - shown, key=len, reverse=True):
        if len(word) >= _SHORTEST:
            answer = answer.replace(word, MASK)
    return mask(answer, language.secrets)
