"""VRP's command line in NETCONF requests: the shell of a device whose terminal is closed.

No source says whether a view that one request has opened is there for the next; the session finds it out. Each
command is a request of its own, so that nothing is sent behind one that was refused; where views are lost, each request
opens them anew.
"""

import re
from enum import Enum
from typing import Any

from lxml import etree

from govnetgen.drivers.cli_encoding import UTF_8, decode, encode
from govnetgen.drivers.cli_language import Language, Question
from govnetgen.drivers.cli_lines import indentation
from govnetgen.drivers.cli_session import YES_OR_NO
from govnetgen.drivers.cli_shell import Answer, UnforeseenQuestion
from govnetgen.drivers.errors import (
    CliUnsupported,
    CommitRefused,
    EncodingRefused,
    LockHeld,
    SessionDropped,
    Unanswered,
)
from govnetgen.drivers.netconf.execute_cli import answer_of, following, printed, request
from govnetgen.drivers.netconf.session import Session

_UNASKED = "mmi-mode enable"
"""Huawei, CloudEngine command reference: commands that are otherwise asked about are then carried out directly."""


ANNOUNCED = (
    "http://www.huawei.com/netconf/capability/execute-cli/1.0",
    "http://www.huawei.com/netconf/capability/exchange/1.0",
)
"""What our ``<hello>`` has of Huawei's own: ncclient's and Huawei's clients announce what they are going to ask for."""
_MOST_PIECES = 10_000


class Views(Enum):
    """How long a view stays open that a command has opened."""

    SESSION = "from one request to the next"
    REQUEST = "within its request"
    NONE = "not even to the next command"


class ByteWitness:
    """Reads messages, and remembers whether one was not in UTF-8, as NETCONF has it (RFC 6241, chapter 3)."""

    def __init__(self) -> None:
        self.foreign = False

    def __call__(self, message: bytes) -> str:
        """Read a message in UTF-8 or, line by line, in GB18030; raises EncodingRefused."""
        try:
            return message.decode(UTF_8)
        except UnicodeDecodeError:
            self.foreign = True
            return decode(message, None)


class NetconfShell:
    """A ``cli_shell.Shell`` over ``execute-cli``. ``unasked``: the device is told not to ask before it does things."""

    def __init__(
        self, session: Session, language: Language, *, witness: ByteWitness, timeout_s: float, unasked: bool = False
    ) -> None:
        self.prompt: re.Match[str] | None = None
        self.session = session
        self.views = Views.NONE
        self._language = language
        self._witness = witness
        self._timeout_s = timeout_s
        self._unasked = unasked
        self._configures = False
        self._path: list[str] = []
        self._prompts = language.prompt_of()

    @property
    def encoding(self) -> str:
        """What NETCONF is written in."""
        return UTF_8

    @property
    def alive(self) -> bool:
        """Whether the session is there."""
        return self.session.connected

    @property
    def configures(self) -> bool:
        """Whether a configuration view is open."""
        return self._configures

    def login(self) -> None:
        """See that the device executes commands, and how long its views last; raises CliUnsupported."""
        if not self.session.capabilities.execute_cli:
            raise CliUnsupported("the device's <hello> does not offer to execute commands (Huawei's execute-cli)")
        if self._unasked:
            self._unasked = self._takes(_UNASKED)
        for command in self._language.preparation:
            self.run(command)
        self.views = self._how_long()

    def _takes(self, *commands: str) -> bool:
        return self._language.refusal(self._send(commands, self._timeout_s)) is None

    def _how_long(self) -> Views:
        """Find out whether the command that opens the configuration view is refused as one is that stands in it."""
        configure = self._language.configure
        if not self._takes(configure):
            return Views.NONE
        if not self._takes(configure):
            self._send((self._language.end,), self._timeout_s)
            return Views.SESSION
        return Views.NONE if self._takes(configure, configure) else Views.REQUEST

    def run(self, command: str, *, timeout_s: float | None = None, expects: Question | None = None) -> Answer:
        """Send a command as one request and return its answer; see ``Shell.run``."""
        self.bytes_of(command)
        if command == self._language.leave and self._path and self.views is Views.REQUEST:
            text = ""  # the view has gone with the request that opened it
        else:
            commands = (*self._before(), command)
            text = answer_of(self._send(commands, timeout_s or self._timeout_s), command, self._prompts)
            self._see_questions(text)
        if self._language.refusal(text) is None:
            self._follow(command)
        return Answer(text, True, text.encode())

    def _before(self) -> tuple[str, ...]:
        """Return what has to be said again in each request."""
        if self.views is not Views.REQUEST:
            return ()
        unasked = (_UNASKED,) if self._unasked else ()
        path = (one.strip() for one in self._path)
        return (*unasked, self._language.configure, *path) if self._configures else unasked

    def _follow(self, command: str) -> None:
        if command in (self._language.configure, self._language.end):
            self._configures, self._path = command == self._language.configure, []
        elif command == self._language.leave:
            self._path = self._path[:-1]

    def _send(self, commands: tuple[str, ...], timeout_s: float) -> str:
        try:
            with self.session.asked("execute-cli", timeout_s=timeout_s) as manager:
                reply: Any = manager.rpc(request(commands))
                pieces = [str(reply.xml)]
                while (rest := following(pieces[-1])) is not None:
                    if len(pieces) > _MOST_PIECES:
                        raise Unanswered("the device's answer has no end")
                    reply = manager.rpc(rest)
                    pieces.append(str(reply.xml))
                return printed(*pieces)
        except (SessionDropped, Unanswered) as failure:
            failure.uncertain = None
            # an answer that comes too late would be taken for that of another command
            self.session.abort()
            raise
        except CommitRefused as refused:
            return f"Error: {str(refused).removeprefix('execute-cli: ')}"
        except LockHeld as held:
            return f"Error: the configuration is locked: {held}"
        except etree.XMLSyntaxError:
            self.session.abort()
            raise Unanswered("what the device answers to execute-cli is no XML") from None

    def _see_questions(self, text: str) -> None:
        """Nobody can answer here: what becomes of the command, and of the next one, is not known."""
        last = text.rstrip().rpartition("\n")[2]
        if YES_OR_NO.search(last):
            self.session.abort()
            raise UnforeseenQuestion(last.strip(), recovered=False)

    def bytes_of(self, command: str) -> bytes:
        """Return what is sent for a command; raises EncodingRefused and CliUnsupported for what cannot be."""
        if "\n" in command:
            raise EncodingRefused("a text of several lines is more than one command of execute-cli can hold")
        for character in self._language.untypeable:
            if character in command:
                raise EncodingRefused(f"a line holds {character!r}, which the command line takes for a key")
        if self._witness.foreign and not command.isascii():
            raise EncodingRefused("the device holds GB18030, and NETCONF can only say UTF-8: it would not be the same")
        said = encode(command, UTF_8)
        longest = self._language.longest_line
        if longest is not None and len(said) > longest:
            raise EncodingRefused(f"a line is longer than the {longest} bytes that the device reads")
        return said

    def asks(self, command: str) -> bool:
        """Tell whether a command is known to ask before it does something, and this session lets it ask."""
        asked = (one for one in self._language.questions if one.command.match(command))
        return not self._unasked and any(one.answer == "Y" for one in asked)

    def opened(self, line: str) -> None:
        """Take note of the view that a line has opened; one beside it that nobody left has gone with that."""
        self._path = [one for one in self._path if indentation(one) < indentation(line)] + [line.rstrip()]

    def leave_to_top(self) -> None:
        """Leave the views below the top configuration view."""
        while self._path:
            self.run(self._language.leave)

    def evidence(self, data: bytes) -> None:
        """Do nothing: what the device's bytes were, the session has seen as they came."""

    def close(self) -> None:
        """End the session."""
        self.session.close()
