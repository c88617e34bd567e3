"""Chinese survives, whatever a device keeps it in; what does not is refused."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govnetgen.drivers.cli_encoding import decode, detect, encode
from govnetgen.drivers.errors import EncodingRefused

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)
PLAIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20)
TEXTS = st.lists(st.tuples(PLAIN, CHINESE, PLAIN).map("".join), min_size=1, max_size=6).map("\n".join)


@given(TEXTS)
def test_utf_8_is_known(text: str) -> None:
    data = text.encode("utf-8")
    assert (detect(data), decode(data, None)) == ("utf-8", text)


@given(TEXTS)
def test_gb18030_is_known(text: str) -> None:
    data = text.encode("gb18030")
    try:
        reading = data.decode("utf-8")
    except UnicodeDecodeError:
        reading = ""
    assume(not any("\u3400" <= one <= "\u9fff" for one in reading))
    assert (detect(data), decode(data, None)) == ("gb18030", text)


@given(TEXTS, st.sampled_from(["utf-8", "gb18030"]))
def test_what_was_typed_is_read(text: str, encoding: str) -> None:
    assert decode(encode(text, encoding), encoding) == text


def test_pairs_that_are_greek_in_utf_8_are_chinese() -> None:
    data = "description 效".encode("gb18030") + b"\n" + "小".encode("gb18030")
    assert detect(b"description \xcf\xb5") == "gb18030"  # 系
    assert decode(data, None).endswith("小")


def test_lines_of_both_kinds_are_read_in_their_own() -> None:
    data = "interface A\n description 数据中心\n".encode() + "interface B\n description 电子政务".encode("gb18030")
    assert decode(data, None) == "interface A\n description 数据中心\ninterface B\n description 电子政务"


def test_ascii_tells_nothing() -> None:
    assert detect(b"interface GigabitEthernet0/0/1") is None


def test_bytes_that_are_neither_are_refused() -> None:
    with pytest.raises(EncodingRefused):
        decode("概要".encode() + b" \xff\xfe\n", None)


def test_what_an_encoding_cannot_say_is_refused() -> None:
    with pytest.raises(EncodingRefused, match="U\\+9F98"):
        encode("description 龘", "gb2312")


@pytest.mark.parametrize("text", ["a\tb", "a\x03b", "a\x1b[Ab", "\x7f", "a\ufffdb"])
def test_what_no_prompt_takes_as_text_is_refused(text: str) -> None:
    with pytest.raises(EncodingRefused):
        encode(text, "utf-8")
