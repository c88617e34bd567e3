"""Secrets that VRP can hold: references, and texts in its own notations."""

from collections.abc import Collection, Iterator

from govnetgen.model.secret import Secret
from govnetgen.platform import Limit

ACCOUNT = ("irreversible-cipher", "cipher", "simple")
KEY = ("cipher", "plain")
PASSWORD = ("cipher", "simple")


def secret_limits(feature: str, subject: str, secret: Secret | None, schemes: Collection[str]) -> Iterator[Limit]:
    """Name a secret that is written in the notation of another platform, or that would end its line."""
    if secret is None:
        return
    if not secret.is_reference and secret.scheme not in schemes:
        yield Limit(feature, subject, f"VRP does not know a secret in the notation {secret.scheme!r}")
    if any(character.isspace() for character in secret.text) or not secret.text:
        yield Limit(feature, subject, "a secret without blanks is needed")
