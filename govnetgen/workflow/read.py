"""A configuration's text to its meaning."""

from pathlib import Path

from govnetgen.configtree import parse_tree
from govnetgen.diagnostics import InvalidInput, Location, did_you_mean, error
from govnetgen.platform import Reading, platforms

LARGEST = 64 << 20
"""Bytes; the largest real configurations have a few."""


def read_configuration(file: Path, platform: str, dialect: str | None) -> Reading:
    """Read a configuration file; raises InvalidInput for an unknown platform or dialect and for what is no text."""
    if platform not in platforms():
        hint = did_you_mean(platform, platforms())
        raise InvalidInput(
            [error("unknown-platform", f"there is no platform {platform!r}", Location("--platform"), hint=hint)]
        )
    language = platforms()[platform]
    if dialect is not None and dialect not in language.dialects:
        hint = did_you_mean(dialect, language.dialects)
        raise InvalidInput(
            [error("unknown-dialect", f"{language.title} has no dialect {dialect!r}", Location("--dialect"), hint=hint)]
        )
    return language.read(parse_tree(_text(file), language.syntax), language.dialect(dialect))


def _text(file: Path) -> str:
    if file.stat().st_size > LARGEST:
        raise InvalidInput([error("file-too-large", f"more than {LARGEST >> 20} MB", Location(str(file)))])
    data = file.read_bytes().rstrip(b"\0")  # what some terminals end a capture with
    for encoding in ("utf-8-sig", "gb18030"):  # Chinese devices and terminals save either
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidInput(
        [
            error(
                "not-text",
                "this is not a text in UTF-8 or GB18030",
                Location(str(file)),
                hint="give the output of display current-configuration or show running-config",
            )
        ]
    )
