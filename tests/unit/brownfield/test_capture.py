"""Captures: what a terminal adds is taken away, and what may not be the whole configuration is refused."""

import pytest

from govnetgen.brownfield.capture import LARGEST, clean_capture
from govnetgen.platform import platforms

RULES = platforms()["huawei_vrp"].patch_rules
assert RULES is not None
WHOLE = """#
sysname CORE
#
vlan batch 10 20
#
interface Vlanif10
 description 政务外网
 ip address 10.0.0.1 255.255.255.0
#
return
"""


def cleaned(data: bytes, hostname: str | None = None) -> str | list[str]:
    """The text, or the codes of what stands in its way."""
    assert RULES is not None
    checked = clean_capture(data, "CORE.cfg", RULES, hostname)
    return checked.value if checked.value is not None else [one.code for one in checked.diagnostics]


@pytest.mark.parametrize(
    "captured",
    [
        WHOLE,
        WHOLE.replace("\n", "\r\n"),
        "<CORE>display current-configuration\n" + WHOLE + "<CORE>\n",
        "<CORE>screen-length 0 temporary\n<CORE>dis cur\n" + WHOLE + "<CORE>quit\n",
        WHOLE.replace("interface", "  ---- More ----\x1b[42D" + " " * 42 + "\x1b[42Dinterface"),
        WHOLE.replace(" description", "  ---- More ----" + " " * 42 + " description"),
        WHOLE.replace(" description", " --More-- \x08\x08\x08\x08\x08        \x08\x08\x08\x08\x08 description"),
        WHOLE.replace("sysname", "sysx\x08name"),
    ],
    ids=["whole", "crlf", "prompts", "echo", "pager", "pager-without-escapes", "pager-backspaces", "backspace"],
)
def test_what_a_terminal_adds_is_taken_away(captured: str) -> None:
    assert cleaned(captured.encode()) == WHOLE


def test_gb18030_is_read() -> None:
    assert cleaned(WHOLE.encode("gb18030")) == WHOLE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-capture"),
        (b"\r\n\r\n", "empty-capture"),
        (b"\x7fELF\x00\x01\x02", "not-text"),
        (WHOLE.encode()[:60], "truncated-capture"),
        ((WHOLE + WHOLE.replace("CORE", "EDGE")).encode(), "several-devices"),
        (b"<CORE>dis cur\n      ^\nError: Unrecognized command found at '^' position.\n", "capture-is-error"),
        (b"% Invalid input detected at '^' marker.\n", "capture-is-error"),
        (b"x" * (LARGEST + 1), "file-too-large"),
    ],
)
def test_what_is_no_whole_configuration_is_refused(data: bytes, code: str) -> None:
    assert code in cleaned(data)


def test_the_capture_of_another_device_is_refused() -> None:
    assert cleaned(WHOLE.encode(), "EDGE") == ["capture-of-another"]
    assert cleaned(WHOLE.encode(), "CORE") == WHOLE


def test_an_error_is_told_by_its_own_line_and_shows_no_secret() -> None:
    assert RULES is not None
    data = b"local-user ops password geheim1\n   ^\nError: Wrong password geheim2 found at '^' position.\n"
    (found,) = clean_capture(data, "CORE.cfg", RULES).diagnostics
    assert found.message == "the device answered with an error: Error: Wrong password ***"
