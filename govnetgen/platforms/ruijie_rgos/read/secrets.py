"""Secrets as lines hold them: a number that says how they are hidden, or none for clear text."""

import re

from govnetgen.model.secret import Secret, secret_from

PLAIN = "plain"
"""The scheme of a secret in clear."""

ENCRYPTED = "encrypted"
"""The scheme of an SNMP key that is bound to the engine of one device."""

HIDDEN = r"(?:(?P<number>\d) )?(?P<secret>\S+)"
"""A secret after its optional number."""


def hidden(match: re.Match[str]) -> Secret:
    """Return the secret of a line that matched with ``HIDDEN``; number 0 announces clear text."""
    return secret_from(match["secret"], match["number"] if match["number"] not in (None, "0") else PLAIN)
