"""Lines typed one by one: each is waited for, and the first that is refused is the last."""

from collections.abc import Sequence

from govnetgen.drivers.cli_hide import hidden, hidden_answer
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.cli_lines import indentation, typed
from govnetgen.drivers.cli_shell import Shell, UnforeseenQuestion
from govnetgen.drivers.errors import (
    DeviceFull,
    EncodingRefused,
    LineRefused,
    LockHeld,
    PromptUnexpected,
    SessionDropped,
    Unanswered,
)


def type_lines(session: Shell, language: Language, lines: Sequence[str]) -> None:
    """Type lines in the configuration view; raises with the lines that were accepted until then."""
    accepted: tuple[str, ...] = ()
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        command = typed(line)
        if command == language.separator:
            if line == command:  # at the margin, a dump begins again at the top
                session.leave_to_top()
            accepted = (*accepted, line)
            continue
        try:
            answer = session.run(command)
        except (SessionDropped, Unanswered, EncodingRefused) as failure:
            failure.accepted, failure.uncertain = accepted, line
            raise
        except UnforeseenQuestion as asked:
            raise declined(asked, line, language, accepted) from None
        _judge(answer.text, line, language, accepted)
        if not answer.echoed:
            message = f"line {len(accepted) + 1} came back garbled: the device does not read {session.encoding}"
            raise EncodingRefused(message, accepted=accepted, uncertain=line)
        accepted = (*accepted, *line.split("\n"))
        if indentation(following) > indentation(line):
            session.opened(line)


def declined(
    asked: UnforeseenQuestion, line: str, language: Language, accepted: tuple[str, ...] = ()
) -> PromptUnexpected:
    """Say which line asked what; where the prompt did not come back, what became of the line is not known."""
    said = hidden_answer(asked.question, line, language)
    where = f"line {len(accepted) + 1} ({hidden(line.strip(), language)})"
    message = f"{where} asks a question, which was declined: {said}"
    failure = PromptUnexpected(message, line=line, index=len(accepted), answer=said, accepted=accepted)
    failure.uncertain = None if asked.recovered else line
    return failure


def unanswerable(line: str, index: int, language: Language) -> PromptUnexpected:
    """Say which line asks what nobody can answer; nothing was sent."""
    message = f"line {index + 1} ({hidden(line.strip(), language)}) asks a question, which cannot be answered here"
    return PromptUnexpected(message, line=line, index=index, answer="nothing was sent", accepted=())


def _judge(answer: str, line: str, language: Language, accepted: tuple[str, ...]) -> None:
    refused = language.refusal(answer)
    if refused is None:
        return
    said = hidden_answer(refused, line, language)
    if language.locked.search(refused):
        raise LockHeld(f"line {len(accepted) + 1}: somebody else is at work: {said}", accepted=accepted)
    kind = DeviceFull if language.full.search(refused) else LineRefused
    message = f"line {len(accepted) + 1} ({hidden(line.strip(), language)}) is refused: {said}"
    raise kind(message, line=line, index=len(accepted), answer=said, accepted=accepted)
