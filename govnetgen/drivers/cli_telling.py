"""What a device tells of itself, where a release may not know how to: refused, idle, or an answer."""

import re

from govnetgen.drivers.cli_language import Language

_IDLE = re.compile(
    r"not (?:been )?(?:run(?:ning)?|enabled?|activ\w+|configured|started|created|exist)|does(?: not|n't) exist"
    r"|\binactive\b|\bdisabled\b|\bno (?:such )?(?:\S+ ){0,2}(?:process|instance|router)\b",
    re.IGNORECASE,
)


def told(answer: str, language: Language, command: str) -> str:
    """Return an answer, empty where the device says that it does not run what it was asked about.

    Raises NotImplementedError where it does not take the command: nothing is known then.
    """
    refused = language.refusal(answer)
    if refused is None:
        return answer
    if _IDLE.search(refused):
        return ""
    raise NotImplementedError(f"the device does not take {command!r}: {refused}")
