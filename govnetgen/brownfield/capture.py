"""A capture of a terminal session to the configuration in it; what may not be the whole of it is refused.

A patch deletes what the running configuration lacks: a capture that was cut would cost a device its configuration.
"""

import re
from collections.abc import Iterator

from govnetgen.configtree.masking import without_secrets
from govnetgen.configtree.rules import PatchRules
from govnetgen.diagnostics import Checked, Collector, Location

LARGEST = 32 << 20
"""Bytes; the largest real configurations have a few million."""

_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# the pager's words are overwritten by blanks as wide as they; the indentation after them belongs to the line
_PAGER = re.compile(
    r"^[ ]*-{2,4} ?more ?-{2,4}"
    r"(?:\x1b\[\d+D[ ]*\x1b\[\d+D|[ ]?\x08+[ ]*\x08+|[ ]?\r[ ]*\r|[ ]{42})?",
    re.IGNORECASE | re.MULTILINE,
)
_PROMPT = r"(?:<[^<>\s]+>|\[[~*]?[^\[\]\s]+\]|[\w.-]+(?:\([\w-]+\))?[#>])"
_ECHO = re.compile(rf"{_PROMPT} ?(?:dis(?:play)?|show?|screen-length|terminal|quit|exit|return|en(?:able)?)\b.*")
_BARE_PROMPT = re.compile(rf"(?:HRP_[MSA])?{_PROMPT}\s*")
_ERROR = re.compile(r"\s*(?:%|Error:|\^\s*$|Unrecognized command|Invalid input|Connection |Permission denied)")
_FEW_LINES = 12


def clean_capture(data: bytes, file: str, rules: PatchRules, hostname: str | None = None) -> Checked[str]:
    """Return the configuration that a capture holds, or what keeps it from being one.

    ``hostname`` is the device that it should be of.
    """
    collector = Collector()
    place = Location(file)
    if len(data) > LARGEST:
        collector.error("file-too-large", f"more than {LARGEST >> 20} MB", place)
        return collector.checked(None)
    text = _decoded(data)
    if text is None:
        collector.error(
            "not-text",
            "this is not a text in UTF-8 or GB18030",
            place,
            hint="give the output of display current-configuration or show running-config",
        )
        return collector.checked(None)
    lines = list(_lines(text))
    _check(lines, place, rules, hostname, collector)
    return collector.checked("".join(line + "\n" for line in lines))


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):  # Chinese devices and terminals save either
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _lines(text: str) -> Iterator[str]:
    """Yield the lines without what the terminal added to them."""
    text = _ESCAPE.sub("", _PAGER.sub("", text.replace("\r\n", "\n")))
    while "\x08" in text:
        shorter = re.sub(r"[^\x08\n]\x08|^\x08+", "", text, flags=re.MULTILINE)
        if shorter == text:
            break
        text = shorter
    for line in re.split(r"\r|\n", text.removesuffix("\n")):
        if not _ECHO.fullmatch(line) and not _BARE_PROMPT.fullmatch(line):
            yield line


def _check(lines: list[str], place: Location, rules: PatchRules, hostname: str | None, collector: Collector) -> None:
    said = [line for line in lines if line.strip()]
    if not said:
        collector.error("empty-capture", "the capture is empty", place, hint="capture the configuration again")
        return
    errors = [line.strip() for line in said if _ERROR.match(line)]
    if len(said) < _FEW_LINES and errors:
        telling = max(errors, key=len)  # beside a line that only points at the place
        collector.error(
            "capture-is-error",
            f"the device answered with an error: {without_secrets(telling)[:80]}",
            place,
            hint="capture the configuration again, with an account that may show it",
        )
        return
    names = _names(lines, rules)
    if len(names) > 1:
        held = ", ".join(dict.fromkeys(name for _, name in names))
        collector.error(
            "several-devices",
            f"several configurations in one file: {held}",
            Location(place.file, names[1][0]),
            hint="keep each device's capture in a file of its own",
        )
    elif hostname is not None and rules.hostname is not None and [name for _, name in names] != [hostname]:
        held = names[0][1] if names else "no name"
        collector.error(
            "capture-of-another",
            f"the capture is of {held}, not of {hostname}",
            place,
            hint="give the capture of this device",
        )
    if rules.last_line is not None and said[-1].strip() != rules.last_line:
        collector.error(
            "truncated-capture",
            f"the capture does not end with {rules.last_line!r}: its end is missing",
            Location(place.file, len(lines)),
            hint="capture again with the pager off, to the end",
        )


def _names(lines: list[str], rules: PatchRules) -> list[tuple[int, str]]:
    if rules.hostname is None:
        return []
    found = ((number, rules.hostname.fullmatch(line.rstrip())) for number, line in enumerate(lines, start=1))
    return [(number, match["name"]) for number, match in found if match is not None]
