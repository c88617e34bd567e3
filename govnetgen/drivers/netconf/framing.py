"""NETCONF messages out of a stream of bytes, in the framing of 1.0 and of 1.1 (RFC 6242, chapter 4).

ncclient's own parser decodes pieces of a message: a Chinese character that lies across two pieces kills its session.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ncclient.transport.errors import NetconfFramingError
from ncclient.transport.session import NetconfBase

_END_10 = b"]]>]]>"
_CHUNK = re.compile(rb"\s*\n#(?:(?P<length>[1-9]\d{0,9})|#)\n")
_LONGEST_HEAD = 24
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to say, and devices print all the same: NUL, BEL, escapes."""

Read = Callable[[bytes], str]
"""Turns the bytes of one message into text."""


def utf_8(message: bytes) -> str:
    """Read a message as RFC 6241, chapter 3, has it; raises UnicodeDecodeError."""
    return message.decode("utf-8")


class Messages:
    """Takes bytes as they come and gives whole messages."""

    def __init__(self) -> None:
        self._held = b""
        self._chunks: list[bytes] = []

    def feed(self, data: bytes, *, chunked: Callable[[], bool]) -> Iterator[bytes]:
        """Yield the messages that are whole now; the framing may change after each, as it does after ``<hello>``.

        Raises NetconfFramingError.
        """
        self._held += data
        while True:
            message = self._chunked() if chunked() else self._delimited()
            if message is None:
                return
            yield message

    def _delimited(self) -> bytes | None:
        message, end, rest = self._held.partition(_END_10)
        if not end:
            return None
        self._held = rest
        return message.strip()

    def _chunked(self) -> bytes | None:
        while True:
            head = _CHUNK.match(self._held)
            if head is None:
                if len(self._held) > _LONGEST_HEAD:
                    # what stands there may be a secret: it is not quoted
                    raise NetconfFramingError("no chunk begins where one must", None)
                return None
            if head["length"] is None:
                self._held = self._held[head.end() :]
                message, self._chunks = b"".join(self._chunks), []
                return message
            end = head.end() + int(head["length"])
            if len(self._held) < end:
                return None
            self._chunks.append(self._held[head.end() : end])
            self._held = self._held[end:]


class Parser:
    """What an ncclient session calls its parser: it gives the session the messages that have arrived."""

    def __init__(self, session: Any, read: Read = utf_8) -> None:
        self._session = session
        self._read = read
        self._messages = Messages()

    def parse(self, data: bytes) -> None:
        """Take what has arrived."""
        for message in self._messages.feed(data, chunked=self._is_chunked):
            if message:
                self._session._dispatch_message(_FORBIDDEN.sub("", self._read(message)))

    def _is_chunked(self) -> bool:
        return bool(self._session._base == NetconfBase.BASE_11)
