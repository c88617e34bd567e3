"""Bytes of Chinese office files as text: UTF-8, UTF-16, GB18030, and files put together from several."""

import codecs

from govnetgen.diagnostics import Collector, Location

_SELDOM = 100
_FIRST_CJK = "\u2000"
_ALSO_IN_GB = frozenset("·×÷±°¤§¨àáèéêìíòóùúü")
"""Characters below U+0800 that a Chinese text may well hold."""


def decode_legacy(data: bytes, shown_as: str, found: Collector) -> str | None:
    """Return text; None with a diagnostic for what is no text at all.

    A file that is neither wholly UTF-8 nor wholly GB18030 is decoded line by line, and that is reported.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            _not_text(shown_as, found)
            return None
    if b"\0" in data:
        if data.count(b"\0") * _SELDOM > len(data):
            _not_text(shown_as, found)
            return None
        data = data.replace(b"\0", b"")  # terminals leave some in captures
    data = data.removeprefix(codecs.BOM_UTF8)
    text = _utf8(data)
    if text is not None:
        return text
    lines = data.split(b"\n")
    kinds = [_kind(line) for line in lines]
    if "utf-8" not in kinds:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return _mixed(lines, kinds, shown_as, found)


def _mixed(lines: list[bytes], kinds: list[str], shown_as: str, found: Collector) -> str:
    texts = []
    broken = []
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True), 1):
        try:
            texts.append(line.decode(kind))
        except UnicodeDecodeError:
            texts.append(line.decode(kind, errors="replace"))
            broken.append(number)
    minor = "utf-8" if kinds.count("utf-8") < kinds.count("gb18030") else "gb18030"
    first = next(number for number, kind in enumerate(kinds, 1) if kind == minor) if minor in kinds else broken[0]
    found.warning(
        "mixed-encoding",
        f"some lines are UTF-8, others GB18030: {minor} from line {first}, {kinds.count(minor):,} of {len(kinds):,}",
        Location(shown_as, first),
        hint="each line was read by its own encoding; save the file anew as UTF-8",
    )
    for number in broken:
        message = "bytes of this line are neither UTF-8 nor GB18030"
        found.warning("damaged-text", message, Location(shown_as, number), hint="type the line again")
    return "\n".join(texts)


def _utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii():
        return text
    # two bytes of GB2312 may also be a Greek or Cyrillic letter in UTF-8; Chinese never is
    return text if any(one >= _FIRST_CJK for one in text) or not _is_gb(data) else None


def _is_gb(data: bytes) -> bool:
    try:
        return any("\u4e00" <= one <= "\u9fff" for one in data.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def _kind(line: bytes) -> str:
    if line.isascii():
        return "ascii"
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    odd = any("\x7f" < one < _FIRST_CJK and one not in _ALSO_IN_GB for one in text)
    return "gb18030" if odd else "utf-8"


def _not_text(shown_as: str, found: Collector) -> None:
    found.warning(
        "unknown-content",
        "this is neither text nor a workbook",
        Location(shown_as),
        hint="hand in .xlsx, .xls, .csv, or what the device shows as text",
    )
