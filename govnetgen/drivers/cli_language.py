"""How one command line talks, as data: prompts, pagers, questions, errors."""

import re
from dataclasses import dataclass, field

from govnetgen.configtree import Block


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is expected: which command asks it, how it reads, and what is answered.

    A question that is not foreseen is never answered by yes: what it would do is not known.
    """

    command: re.Pattern[str]
    asks: re.Pattern[str]
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The command line of a platform.

    ``prompt`` is a pattern with ``{name}`` where the device's name stands; its group ``view`` is there inside a
    configuration view below the top one, ``configures`` in any configuration view. ``more`` is the whole text of the
    pager: half of it is not answered. ``preparation`` are commands of a new session that a device may refuse.
    ``refusals``, ``full`` and ``locked`` are found in the answer to a line. ``untypeable`` are characters that the
    prompt takes for a key.
    """

    prompt: str
    name: str
    renames: re.Pattern[str]
    more: re.Pattern[bytes]
    preparation: tuple[str, ...]
    configure: str
    leave: str
    end: str
    running: str
    startup: str
    save: str
    refusals: tuple[re.Pattern[str], ...]
    full: re.Pattern[str]
    locked: re.Pattern[str]
    questions: tuple[Question, ...] = ()
    login_questions: tuple[Question, ...] = ()
    blocks: tuple[Block, ...] = ()
    separator: str = ""
    secrets: tuple[re.Pattern[str], ...] = ()
    untypeable: str = "?"
    longest_line: int | None = None
    """In bytes; what is typed beyond it is cut off without a word."""
    last_line: str = ""
    """What a configuration ends with; without it, it was cut off."""
    heading: tuple[re.Pattern[str], ...] = ()
    """Lines that a device prints around its configuration and that are not part of it."""

    def prompt_of(self, *names: str) -> re.Pattern[str]:
        """Return the pattern of the prompts of a device by its name; without names, of any device."""
        name = "|".join(re.escape(one) for one in names) if names else self.name
        return re.compile(self.prompt.replace("{name}", f"(?P<name>{name})"))

    def refusal(self, answer: str) -> str | None:
        """Return what an answer says against the line; None where the line was taken."""
        lines = answer.splitlines()
        for line in lines:
            if any(one.search(line) for one in self.refusals):
                return line.strip()
        return None

    def expected_answer(self, command: str, question: str) -> str | None:
        """Return what is answered to a question that a command is known to ask; None for any other."""
        for one in self.questions:
            if one.command.match(command) and one.asks.search(question):
                return one.answer
        return None


def expected(command: str, asks: str, answer: str) -> Question:
    """Describe an expected question by two patterns, the second without regard to capitals."""
    return Question(re.compile(command), re.compile(asks, re.IGNORECASE), answer)
