"""Secrets of a lab: it never sees the real ones, and needs none but that both ends of a session have the same."""

import hashlib

from govnetgen.model.secret import Secret

_LENGTH = 16
"""What an OSPF key may have (RFC 2328 D.3)."""


def lab_secret(secret: Secret) -> str:
    """Return the text that stands for a secret reference in every lab: made of its name alone."""
    return hashlib.sha256(f"lab {secret.text}".encode()).hexdigest()[:_LENGTH]
