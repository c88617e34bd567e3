"""However the network cuts what a device says into pieces, and however often it stops for a key, it says the same."""

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.cli_session import Session
from govnetgen.drivers.huawei_language import LANGUAGE as VRP
from govnetgen.drivers.ruijie_language import LANGUAGE as RGOS

WORDS = st.text(st.sampled_from("abcXYZ019 .:/-_$%^#!<>[]()大连市政务外网"), min_size=1, max_size=40)
LINES = st.lists(
    st.tuples(st.sampled_from(["", " ", "  "]), WORDS.map(str.strip)).map("".join), min_size=1, max_size=30
)
PAGERS = {
    "core1": (b"  ---- More ----", b"\x1b[42D" + b" " * 42 + b"\x1b[42D"),
    "sw1": (b" --More-- ", b"\r         \r"),
}


class Script:
    """A channel that answers one command, in pieces; behind a pager only after a key."""

    closed = False

    def __init__(self, screens: list[bytes], wipe: bytes, cuts: list[int]) -> None:
        self._screens = deque(screens)
        self._wipe = wipe
        self._cuts = cuts
        self._pieces: deque[bytes] = deque()
        self.keys = 0

    def sendall(self, data: bytes) -> None:
        if data == b" ":
            self.keys += 1
            self._say(self._wipe + self._screens.popleft())
        else:
            self._say(data.replace(b"\n", b"\r\n") + self._screens.popleft())

    def _say(self, data: bytes) -> None:
        for cut in self._cuts:
            self._pieces.append(data[:cut])
            data = data[cut:]
        self._pieces.append(data)

    def recv_ready(self) -> bool:
        return False

    def settimeout(self, seconds: float) -> None:
        pass

    def recv(self, size: int) -> bytes:
        while self._pieces:
            piece = self._pieces.popleft()
            if piece:
                return piece
        raise TimeoutError


def heard(language: Language, name: str, prompt: str, lines: list[str], page: int, cuts: list[int], code: str) -> str:
    pager, wipe = PAGERS[name]
    printed = [line.encode(code) + b"\r\n" for line in lines]
    screens = [b"".join(printed[start : start + page]) for start in range(0, len(printed), page)]
    screens = [*(one + pager for one in screens[:-1]), screens[-1] + prompt.encode()]
    channel = Script(screens, wipe, cuts)
    session = Session(channel, language, encoding=code, timeout_s=5)  # type: ignore[arg-type]
    session._learn(name)
    answer = session.run("display current-configuration" if language is VRP else "show running-config")
    assert channel.keys == len(screens) - 1
    assert session.prompt is not None
    return answer.text


def is_prompt_like(lines: list[str], language: Language, name: str) -> bool:
    pattern = language.prompt_of(name)
    return any(pattern.fullmatch(line) or pattern.match(line) for line in lines)


@given(LINES, st.integers(1, 24), st.lists(st.integers(0, 60), max_size=12), st.sampled_from(["utf-8", "gb18030"]))
def test_vrp(lines: list[str], page: int, cuts: list[int], code: str) -> None:
    if not is_prompt_like(lines, VRP, "core1"):
        assert heard(VRP, "core1", "HRP_M<core1>", lines, page, cuts, code).strip("\n") == "\n".join(lines).strip("\n")


@given(LINES, st.integers(1, 24), st.lists(st.integers(0, 60), max_size=12), st.sampled_from(["utf-8", "gb18030"]))
def test_rgos(lines: list[str], page: int, cuts: list[int], code: str) -> None:
    if not is_prompt_like(lines, RGOS, "sw1"):
        assert heard(RGOS, "sw1", "sw1#", lines, page, cuts, code).strip("\n") == "\n".join(lines).strip("\n")
