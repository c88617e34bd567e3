"""One session at a device's prompt: a command goes in, its answer comes out, whole and in the right encoding.

It reads paramiko's channel and not netmiko's, whose channel drops the bytes that it cannot decode: a Chinese
description would be lost without a word.
"""

import re
import time
from contextlib import suppress
from functools import lru_cache

from paramiko import Channel, SSHException

from govnetgen.drivers.cli_encoding import UTF_8, decode, detect, encode
from govnetgen.drivers.cli_language import Language, Question
from govnetgen.drivers.cli_shell import Answer, UnforeseenQuestion
from govnetgen.drivers.errors import EncodingRefused, SessionDropped, Unanswered

_ESCAPE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_NOTHING = re.compile(rb"[\r\n\x08 \x00]")
YES_OR_NO = re.compile(r"[\[(][Yy](?:es)?(?:\([^)]*\))?/[Nn][^\r\n]*[\])]\s*:?\s*$")
_ASKS = re.compile(r"[?:\]]\s*$")
_SETTLED_S = 0.4
"""How long a device must have been silent before a yes or no at the end of its text is a question."""
_LONG_SETTLED_S = 3.0
"""The same for what only looks like a question."""
_SHOWN = b"\x00"
"""Marks a pager that was given its key and a question that was answered; no device prints it."""
_INTERRUPT = b"\x03"


class Session:
    """A shell on a device. ``encoding`` None finds it out from what the device prints; until then it is UTF-8."""

    def __init__(self, channel: Channel, language: Language, *, encoding: str | None, timeout_s: float) -> None:
        self._channel = channel
        self._language = language
        self._fixed_encoding = encoding
        self._found_encoding: str | None = None
        self._timeout_s = timeout_s
        self._buffer = b""
        self._names: list[str] = []
        self._prompt = language.prompt_of()
        self._expected: Question | None = None
        self.prompt: re.Match[str] | None = None

    @property
    def encoding(self) -> str:
        """What is typed and read in."""
        return self._fixed_encoding or self._found_encoding or UTF_8

    @property
    def alive(self) -> bool:
        """Whether the session is there, as far as can be told without typing."""
        transport = self._channel.get_transport()
        return not self._channel.closed and transport is not None and bool(transport.is_active())

    @property
    def configures(self) -> bool:
        """Whether the prompt stands in a configuration view."""
        return self.prompt is not None and bool(self.prompt.group("configures"))

    @property
    def below_top(self) -> bool:
        """Whether the prompt stands in a view below the top configuration view."""
        return self.prompt is not None and bool(self.prompt.group("view"))

    def login(self) -> None:
        """Wait for the first prompt, past banners and the questions that devices greet with."""
        self._until_prompt(b"", "", greeting=True)
        assert self.prompt is not None
        self._learn(self.prompt.group("name"))
        for command in self._language.preparation:
            self.run(command)

    def run(self, command: str, *, timeout_s: float | None = None, expects: Question | None = None) -> Answer:
        """Type a command and return its answer; a command of several lines is a banner or the like.

        ``expects`` is a question of this command alone, as that for a password.

        Raises SessionDropped and Unanswered (is it on the device?), EncodingRefused (nothing was typed) and
        UnforeseenQuestion.
        """
        typed = self.bytes_of(command)
        self._drain()
        self._buffer = b""
        renamed = self._language.renames.fullmatch(command.strip())
        if renamed is not None:
            self._learn(renamed["name"])
        self._expected = expects
        self._send(typed + b"\n")
        return self._until_prompt(typed, command, timeout_s=timeout_s)

    def bytes_of(self, command: str) -> bytes:
        """Return what would be typed for a command; raises EncodingRefused for what cannot be."""
        for character in self._language.untypeable:
            if character in command:
                raise EncodingRefused(f"a line holds {character!r}, which the prompt takes for a key")
        typed = encode(command, self.encoding)
        longest = self._language.longest_line
        if longest is not None and any(len(line) > longest for line in typed.split(b"\n")):
            raise EncodingRefused(f"a line is longer than the {longest} bytes that the device reads")
        return typed

    def asks(self, command: str) -> bool:
        """Return False: here a question is answered, or declined."""
        return False

    def opened(self, line: str) -> None:
        """Do nothing: the prompt says which view is open."""

    def leave_to_top(self) -> None:
        """Leave the views below the top configuration view."""
        for _ in range(8):
            if not self.below_top:
                return
            self.run(self._language.leave)

    def evidence(self, data: bytes) -> None:
        """Learn the encoding from a whole configuration."""
        self._found_encoding = detect(data) or self._found_encoding

    def close(self) -> None:
        """End the session; nothing happens to one that is gone."""
        with suppress(OSError, EOFError, SSHException):
            self._channel.close()

    def _learn(self, name: str) -> None:
        # a prompt may show a new name at once or only after a commit
        self._names = [*self._names[-3:], name]
        self._prompt = self._language.prompt_of(*self._names)

    def _send(self, data: bytes) -> None:
        try:
            self._channel.sendall(data)
        except (OSError, EOFError, SSHException) as error:
            raise SessionDropped("the session ended while a line was typed") from error

    def _drain(self) -> None:
        while self._channel.recv_ready():
            if not self._channel.recv(65536):
                raise SessionDropped("the device has ended the session")

    def _receive(self, timeout_s: float) -> bool:
        """Add what comes within the time; False where nothing does."""
        self._channel.settimeout(timeout_s)
        try:
            data = self._channel.recv(65536)
        except TimeoutError:
            return False
        except (OSError, EOFError, SSHException) as error:
            raise SessionDropped("the session ended before the device answered") from error
        if not data:
            raise SessionDropped("the device ended the session before it answered")
        self._buffer += data
        return True

    def _until_prompt(
        self, typed: bytes, command: str, *, greeting: bool = False, timeout_s: float | None = None
    ) -> Answer:
        limit = timeout_s or self._timeout_s
        last_heard = time.monotonic()
        while True:
            silence_s = time.monotonic() - last_heard
            echo = after_echo(self._buffer, typed)
            # a device that echoes nothing, or something else, is given a moment to say all it has to say
            if silence_s >= _SETTLED_S or (echo is not None and not greeting):
                body = self._buffer[echo or 0 :]
                if self._at_end(body, command, silence_s, greeting):
                    return self._answer(body, typed)
            if self._receive(min(_SETTLED_S, limit)):
                last_heard = time.monotonic()
            elif time.monotonic() - last_heard > limit:
                # an answer that comes too late would be taken for that of another command
                self._channel.close()
                raise Unanswered(f"no prompt came back within {limit:.0f} s")

    def _at_end(self, body: bytes, command: str, silence_s: float, greeting: bool) -> bool:
        """Tell whether the prompt stands at the end; deal with a pager or a question that stands there."""
        last = body.rpartition(b"\n")[2]
        pager = list(self._language.more.finditer(last))
        if pager and not last[pager[-1].end() :].strip(b" "):
            self._buffer += _SHOWN
            self._send(b" ")
            return False
        text = self._text(_clean(last, self._language))
        prompt = self._prompt.fullmatch(text)
        if prompt is not None and not self._channel.recv_ready():
            self.prompt = prompt
            return True
        if silence_s >= _LONG_SETTLED_S and self._prompt_above(body):
            return True
        if silence_s >= _SETTLED_S and text.strip():
            # what it is about may stand in the lines above
            above = self._text(_clean(body.rpartition(_SHOWN)[2], self._language)).split("\n")
            question = " ".join(line.strip() for line in above[-3:]).strip()
            answer = self._foreseen(question, command, greeting)
            if answer is not None:
                self._send(answer.encode(self.encoding) + b"\n")
                self._buffer += _SHOWN + b"\n"
            elif YES_OR_NO.search(text) or (silence_s >= _LONG_SETTLED_S and _ASKS.search(text)):
                self._decline(question)
        return False

    def _prompt_above(self, body: bytes) -> bool:
        """Find the prompt behind which the device has gone on talking: a log message, and no new prompt."""
        for line in reversed(_clean(body, self._language).split(b"\n")[1:]):
            prompt = self._prompt.fullmatch(self._text(line))
            if prompt is not None:
                self.prompt = prompt
                return True
        return False

    def _foreseen(self, question: str, command: str, greeting: bool) -> str | None:
        if self._expected is not None and self._expected.asks.search(question):
            answer, self._expected = self._expected.answer, None
            return answer
        if greeting:
            questions = self._language.login_questions
            return next((one.answer for one in questions if one.asks.search(question)), None)
        return self._language.expected_answer(command, question)

    def _decline(self, question: str) -> None:
        self._send(b"N\n" if YES_OR_NO.search(question) else _INTERRUPT)
        recovered = self._comes_back()
        if not recovered:
            self._channel.close()
        raise UnforeseenQuestion(question, recovered=recovered)

    def _comes_back(self) -> bool:
        self._buffer = b""
        deadline = time.monotonic() + min(self._timeout_s, 10)
        while time.monotonic() < deadline:
            if self._receive(_SETTLED_S):
                continue
            last = self._buffer.rpartition(b"\n")[2]
            prompt = self._prompt.fullmatch(self._text(_clean(last, self._language)))
            if prompt is not None:
                self.prompt = prompt
                return True
        return False

    def _answer(self, body: bytes, typed: bytes) -> Answer:
        echoed = after_echo(self._buffer, typed) is not None
        above = _clean(body, self._language).rpartition(b"\n")[0]
        # in a text of several lines, what the device says between them is no part of the echo
        echoed = echoed or all(line in self._buffer for line in typed.split(b"\n"))
        return Answer(decode(above, self._fixed_encoding), echoed, above)

    def _text(self, data: bytes) -> str:
        return data.decode(self.encoding, errors="replace")


def after_echo(buffer: bytes, typed: bytes) -> int | None:
    """Return where the answer begins: behind the command that the device echoes, which it may wrap; None before that.

    Without an echo an old prompt would be taken for the new one, and every answer for that of another command.
    """
    wanted = _NOTHING.sub(b"", typed)
    if not wanted:
        return 0
    plain = buffer.find(typed)
    if plain >= 0:
        return plain + len(typed)
    at = 0
    position = 0
    while position < len(buffer):
        escape = _ESCAPE.match(buffer, position)
        if escape is not None:
            position = escape.end()
            continue
        one = buffer[position : position + 1]
        position += 1
        if _NOTHING.match(one):
            continue
        at = at + 1 if one == wanted[at : at + 1] else int(one == wanted[:1])
        if at == len(wanted):
            return position
    return None


def _clean(body: bytes, language: Language) -> bytes:
    """Take out what only a screen needs: pagers with what wipes them out, escape sequences, carriage returns."""
    text = _wiped(language.more.pattern).sub(b"", body)
    text = _ESCAPE.sub(b"", text)
    return text.replace(_SHOWN, b"").replace(b"\r", b"")


@lru_cache
def _wiped(more: bytes) -> re.Pattern[bytes]:
    # the blanks that wipe a pager out must go, those that indent the next line must stay
    wipe = rb"(?:\x1b\[\d+D +\x1b\[\d+D|\x1b\[\d+D| ?\r +\r| ?\x08+ +\x08+| ?\r(?!\n))?"
    return re.compile(rb" *" + more + rb" *\x00?" + wipe)
