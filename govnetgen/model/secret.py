"""Secrets: a reference until the last moment, and never in what is printed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

PLACEHOLDER = re.compile(r"(?P<xml>&lt;)?(?(xml)|<)secret:(?P<name>[^<>&]+)(?(xml)&gt;|>)")
"""What stands in a text for a reference, as ``placeholder`` writes it; in XML, as it is escaped there."""

_CLEAR = frozenset({"plain", "simple"})
"""What platforms call a secret that stands in a configuration as it is."""
_HIDDEN = re.compile(r"\$\w+\$|\*+$|[0-9A-Fa-f]{32,}$")
"""What some show in the place of a clear text: hashes of crypt(3), digests, and stars to those who may not see."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret of a configuration: a reference ``secret:NAME`` of an inventory, or text found on a device.

    ``scheme`` is empty for a reference. For text it is the platform's own word for how it is written (``8``,
    ``irreversible-cipher``, ``plain``), which is needed to write it back.
    """

    text: str = field(repr=False)
    scheme: str = ""

    @property
    def is_reference(self) -> bool:
        """Tell whether this names a secret of the inventory instead of holding one."""
        return not self.scheme

    @property
    def is_clear(self) -> bool:
        """Tell whether this is the secret itself, so that it can be compared with what a reference stands for."""
        return self.scheme in _CLEAR and _HIDDEN.match(self.text) is None

    def __str__(self) -> str:
        return f"secret:{self.text}" if self.is_reference else f"secret({self.scheme}):***"


def placeholder(secret: Secret) -> str:
    """Return the stable text that stands for an unresolved reference in an offline rendering."""
    return f"<secret:{secret.text}>"


def secret_from(text: str, scheme: str) -> Secret:
    """Return the secret that a configuration holds: a reference where the text is a placeholder."""
    if text.startswith("<secret:") and text.endswith(">"):
        return Secret(text[len("<secret:") : -1])
    return Secret(text, scheme)


def with_secrets(line: str, text_of: Callable[[str], str]) -> str:
    """Return a line with the texts of its references, of which ``text_of`` is given the names."""

    def text(found: re.Match[str]) -> str:
        return escape(text_of(found["name"])) if found["xml"] else text_of(found["name"])

    return PLACEHOLDER.sub(text, line)
