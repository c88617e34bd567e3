"""Bytes and text of files that people write."""

from pathlib import Path

from govnetgen.diagnostics import Collector, Location

SIZE_LIMIT = 20 * 1024 * 1024
"""The largest file that is read, in bytes: an inventory of 10,000 units is a tenth of it."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path, shown_as: str, found: Collector, *, limit: int = SIZE_LIMIT) -> bytes | None:
    """Return what a file holds, or None with a diagnostic where it cannot be read, is too large or is empty."""
    place = Location(shown_as)
    try:
        if not path.is_file():
            found.error("unreadable-file", f"{_kind(path)}, not a file", place, hint="put a regular file there")
            return None
        size = path.stat().st_size
        if size > limit:
            message = f"{size / 1048576:.0f} MB is more than the {limit // 1048576} MB that an inventory file may have"
            found.error(
                "file-too-large", message, place, hint="is this the right file? split units over several networks"
            )
            return None
        data = path.read_bytes()
    except OSError as problem:
        found.error(
            "unreadable-file", f"cannot be read: {problem.strerror}", place, hint="check the file's permissions"
        )
        return None
    if not data.strip():
        found.error("empty-file", "the file is empty", place, hint="write its content, or remove the file")
        return None
    return data


def _kind(path: Path) -> str:
    if path.is_dir():
        return "this is a folder"
    return "this is a special file" if path.exists() else "this does not exist"


def decode(data: bytes, shown_as: str, found: Collector, *, chinese: bool = False) -> str | None:
    """Return text without its byte order mark; UTF-8, or with ``chinese`` also GB18030, which Excel saves as CSV."""
    if b"\0" in data or data.startswith(_UTF16_MARKS):
        marked = data.startswith(_UTF16_MARKS)
        hint = "save it as UTF-8" if marked else "is this the right file?"
        place = Location(shown_as) if marked else _place(data, data.find(b"\0"), shown_as)
        found.error("not-text", "this is not text but binary data", place, hint=hint)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        place, byte = _place(data, problem.start, shown_as), data[problem.start]
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        found.error("not-text", f"byte 0x{byte:02x} is neither UTF-8 nor GB18030", place, hint="save the file as UTF-8")
        return None
    if chinese:
        return text
    found.error(
        "not-text", f"byte 0x{byte:02x} is not UTF-8", place, hint="it reads as GB18030: save the file as UTF-8"
    )
    return None


def _place(data: bytes, offset: int, shown_as: str) -> Location:
    """Locate a byte; the column counts bytes, since no characters are known."""
    offset = max(offset, 0)
    line = data.count(b"\n", 0, offset)
    return Location(shown_as, line + 1, offset - (data.rfind(b"\n", 0, offset) + 1) + 1)
