"""Reading never raises, whatever the text: what is not understood is left unread."""

import random
from pathlib import Path as FilePath

import pytest
from strategies.cases import EVERY, EXAMPLES, Case, captures, cases
from strategies.sample import SEED

from govnetgen.model.device.order import in_order

ODD_WORDS = ("", "0", "-1", "99999999999", "x", "1.2.3.4", "256.1.1.1", "255.0.255.0", "::", "1.2.3.4/33", "网")


def damaged(text: str, chance: random.Random) -> str:
    """The text with lines deleted, cut short, swapped, doubled, moved in, or with a word exchanged."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 12)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        words = lines[at].split(" ")
        match chance.randrange(6):
            case 0:
                del lines[at : at + chance.randint(1, 3)]
                lines = lines or [""]
            case 1:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " " * chance.randint(0, 3) + lines[other].lstrip()
            case 4:
                words[chance.randrange(len(words))] = chance.choice(ODD_WORDS)
                lines[at] = " ".join(words)
            case _:
                donor = chance.choice(lines).split(" ")
                words[chance.randrange(len(words))] = chance.choice(donor)
                lines[at] = " ".join(words)
    return "\n".join(lines)


def read_damaged(case: Case, text: str, chance: random.Random) -> None:
    broken = damaged(text, chance)
    try:
        reading = case.read(broken)
    except Exception as failure:  # noqa: BLE001 - whatever it is, it is a defect: say of which text
        lines = broken.split("\n")
        at = 0
        while at < len(lines):  # take away all lines that the failure does not need
            fewer = lines[:at] + lines[at + 1 :]
            try:
                case.read("\n".join(fewer))
            except Exception as other:  # noqa: BLE001
                if type(other) is type(failure):
                    lines = fewer
                    continue
            at += 1
        pytest.fail(f"{case!r}: reading raises {failure!r} on\n" + "\n".join(lines), pytrace=False)
    assert in_order(reading.device) == reading.device


@EVERY
def test_reading_never_raises_on_damaged_renderings(case: Case) -> None:
    chance = random.Random(SEED)
    for device in case.devices(EXAMPLES):
        text = case.render(device)
        for _ in range(5):
            read_damaged(case, text, chance)


@pytest.mark.parametrize(("name", "file"), captures())
def test_reading_never_raises_on_damaged_captures(name: str, file: FilePath) -> None:
    text = file.read_text(encoding="utf-8", errors="replace")
    chance = random.Random(f"{file.name} {SEED}")
    for case in cases():
        if case.platform.name == name:
            case.read(text)
            for _ in range(40):
                read_damaged(case, text, chance)
