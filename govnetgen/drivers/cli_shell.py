"""What the drivers of command lines need of a session, whatever carries it."""

import re
from dataclasses import dataclass
from typing import Protocol

from govnetgen.drivers.cli_language import Question


class UnforeseenQuestion(Exception):
    """A device asks what nobody foresaw; the question was declined. ``recovered``: the prompt is back."""

    def __init__(self, question: str, *, recovered: bool) -> None:
        super().__init__("the device asks a question")
        self.question = question
        self.recovered = recovered


@dataclass(frozen=True, slots=True)
class Answer:
    """What a device printed below a command, up to its next prompt. ``echoed``: the command came back byte by byte."""

    text: str
    echoed: bool
    raw: bytes


class Shell(Protocol):
    """A command line on a device: a terminal over SSH, or commands in NETCONF requests."""

    prompt: re.Match[str] | None
    """The prompt that the session stands at; None where there are none."""

    @property
    def encoding(self) -> str:
        """What is typed and read in."""

    @property
    def alive(self) -> bool:
        """Whether the session is there, as far as can be told without typing."""

    @property
    def configures(self) -> bool:
        """Whether the session stands in a configuration view."""

    def login(self) -> None:
        """Find the session ready for commands."""

    def run(self, command: str, *, timeout_s: float | None = None, expects: Question | None = None) -> Answer:
        """Give a command and return its answer.

        Raises SessionDropped and Unanswered (is it on the device?), EncodingRefused (nothing was sent) and
        UnforeseenQuestion.
        """

    def bytes_of(self, command: str) -> bytes:
        """Return what would be sent for a command; raises EncodingRefused for what cannot be."""

    def asks(self, command: str) -> bool:
        """Tell whether a command is known to ask what cannot be answered in this session."""

    def opened(self, line: str) -> None:
        """Take note that a line, as it was written, has opened a view: what follows it is indented below it."""

    def leave_to_top(self) -> None:
        """Leave the views below the top configuration view."""

    def evidence(self, data: bytes) -> None:
        """Learn the encoding from a whole configuration."""

    def close(self) -> None:
        """End the session."""
