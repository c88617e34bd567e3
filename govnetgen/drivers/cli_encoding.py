"""The bytes of a command line: old devices keep GB18030, new ones UTF-8, and some a bit of both."""

import re

from govnetgen.drivers.errors import EncodingRefused

UTF_8 = "utf-8"
GB18030 = "gb18030"
_CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd]")


def detect(data: bytes) -> str | None:
    """Return the encoding of a text; None where every byte is ASCII and tells nothing.

    Nearly all Chinese in UTF-8 could be GB18030 too, never the other way round but for some pairs of bytes that are
    Latin or Greek letters in UTF-8: so UTF-8 counts where it can be, unless only the other reading is Chinese.
    """
    if data.isascii():
        return None
    readings = {one: text for one in (UTF_8, GB18030) if (text := _read(data, one)) is not None}
    if not readings:
        # lines of both kinds: what most of them are
        found = [one for line in data.split(b"\n") if (one := _of_line(line)) is not None]
        return max((UTF_8, GB18030), key=found.count) if found else None
    if UTF_8 not in readings or GB18030 not in readings:
        return next(iter(readings))
    return UTF_8 if _CHINESE.search(readings[UTF_8]) or not _CHINESE.search(readings[GB18030]) else GB18030


def decode(data: bytes, encoding: str | None) -> str:
    """Return the text of what a device printed; raises EncodingRefused for what is neither UTF-8 nor GB18030.

    ``encoding`` None finds it out; lines that are not in the encoding of the others are read in their own.
    """
    chosen = encoding or detect(data) or UTF_8
    # nearly all UTF-8 could be GB18030, so lines of both kinds must not be read in that as a whole
    text = _read(data, chosen) if encoding is not None or chosen == UTF_8 else None
    return text if text is not None else "\n".join(_line(line, encoding) for line in data.split(b"\n"))


def encode(text: str, encoding: str) -> bytes:
    """Return the bytes to type; raises EncodingRefused for what the encoding cannot say and no keyboard types."""
    held = _CONTROL.search(text)
    if held is not None:
        raise EncodingRefused(f"a line holds the control character U+{ord(held[0]):04X}, which no prompt takes as text")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise EncodingRefused(f"{character!r} (U+{ord(character):04X}) cannot be said in {encoding}") from None


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _of_line(line: bytes) -> str | None:
    if line.isascii():
        return None
    return next((one for one in (UTF_8, GB18030) if _read(line, one) is not None), None)


def _line(line: bytes, encoding: str | None) -> str:
    for one in (encoding, detect(line), UTF_8, GB18030):
        text = _read(line, one) if one is not None else None
        if text is not None:
            return text
    raise EncodingRefused("the device prints bytes that are neither UTF-8 nor GB18030: nothing can be compared with it")
