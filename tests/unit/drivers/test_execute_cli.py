"""What is sent for execute-cli, what is read of its replies, and messages out of a stream."""

import logging
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from ncclient.transport.errors import NetconfFramingError

from govnetgen.drivers.errors import EncodingRefused
from govnetgen.drivers.huawei_language import LANGUAGE
from govnetgen.drivers.netconf.execute_cli import answer_of, printed, request
from govnetgen.drivers.netconf.framing import Messages
from govnetgen.drivers.netconf.hello import capabilities
from govnetgen.drivers.netconf.huawei_cli import ByteWitness

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("大"), min_size=1, max_size=60)


def test_the_request_is_that_of_huawei_s_own_clients() -> None:
    assert etree.tostring(request(["display current-configuration"]), encoding="unicode") == (
        '<execute-cli xmlns="http://www.huawei.com/netconf/capability/base/1.0">'
        "<cmd><id>1</id><cmdline>display current-configuration</cmdline></cmd></execute-cli>"
    )


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_commands_arrive_as_they_are(commands: list[str]) -> None:
    sent = etree.fromstring(etree.tostring(request(commands), encoding="unicode"))
    assert [one.text for one in sent.iter("{*}cmdline")] == commands
    assert {etree.QName(one).namespace for one in sent.iter()} == {"http://www.huawei.com/netconf/capability/base/1.0"}
    assert [one.text for one in sent.iter("{*}id")] == [str(number) for number in range(1, len(commands) + 1)]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ok/>", ""),
        ("<data/>", ""),
        ("<data>one\ntwo\n</data>", "one\ntwo"),
        ("<data><![CDATA[<core1>]]>\none</data>", "<core1>\none"),
        ("<data><cmd><id>1</id><cmdline>display x</cmdline><result> one\r\n two</result></cmd></data>", " one\n two"),
        (
            "<data><execute-cli><cmd><id>1</id>one</cmd><!-- no --><cmd><id>2</id>two</cmd></execute-cli></data>",
            "one\ntwo",
        ),
    ],
)
def test_whatever_text_a_reply_holds_is_the_answer(body: str, text: str) -> None:
    assert printed(f'<rpc-reply xmlns="{BASE}" message-id="1">{body}</rpc-reply>') == text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("<core1>display version\nVRP\n<core1>", "VRP"),
        ("[~core1-aaa]display version\nVRP\n[*core1-aaa]", "VRP"),
        ("HRP_M[fw1]display version\nVRP\nHRP_M<fw1>", "VRP"),
        ("VRP", "VRP"),
        (" display version\n [not a prompt", " display version\n [not a prompt"),
    ],
)
def test_prompts_and_the_echo_are_no_part_of_it(said: str, text: str) -> None:
    assert answer_of(said, "display version", LANGUAGE.prompt_of()) == text


def test_a_hello_says_whether_commands_are_executed() -> None:
    uri = "http://www.huawei.com/netconf/capability/execute-cli/1.0"
    assert capabilities([f"urn:ietf:params:netconf:base:1.1\n{uri}".split()[1]]).execute_cli
    assert not capabilities(["http://www.huawei.com/netconf/capability/execute-action/1.0"]).execute_cli


# ── framing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def pieces(data: bytes, cuts: Sequence[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(places)]


@given(st.lists(TEXT, max_size=4), st.lists(st.integers(min_value=0)), st.integers(1, 9))
def test_messages_are_whole_however_they_come(texts: list[str], cuts: list[int], size: int) -> None:
    """Also where a cut or a chunk goes through a character."""
    messages = [one.strip().encode() or b"<x/>" for one in texts]
    delimited = b"".join(one + b"]]>]]>\n" for one in messages)
    chunked = b"".join(
        b"".join(b"\n#%d\n%s" % (len(part), part) for part in pieces(one, range(0, len(one), size))) + b"\n##\n"
        for one in messages
    )
    assert fed(pieces(delimited, cuts), chunked=False) == messages
    assert fed(pieces(chunked, cuts), chunked=True) == messages


def fed(parts: Sequence[bytes], *, chunked: bool) -> list[bytes]:
    found = Messages()
    return [one for part in parts for one in found.feed(part, chunked=lambda: chunked)]


def test_the_framing_changes_behind_the_hello() -> None:
    said = iter([False, True, True])
    found = Messages().feed(b"<hello/>]]>]]>\n#4\n<a/>\n##\n", chunked=lambda: next(said))
    assert list(found) == [b"<hello/>", b"<a/>"]


def test_what_is_no_chunk_is_not_waited_for_and_not_shown() -> None:
    with pytest.raises(NetconfFramingError) as failure:
        list(Messages().feed(b"password Sekret$1c$ and more of it", chunked=lambda: True))
    assert "Sekret" not in str(failure.value)


def test_bytes_that_are_no_utf_8_are_read_and_remembered() -> None:
    witness = ByteWitness()
    assert (witness("大连".encode()), witness.foreign) == ("大连", False)
    assert (witness("大连\n".encode("gb18030")), witness.foreign) == ("大连\n", True)
    with pytest.raises(EncodingRefused):
        ByteWitness()(b"\xff\xff\xff")


def test_the_loggers_that_would_show_what_is_sent_are_off() -> None:
    assert all(logging.getLogger(f"ncclient.transport.{name}").disabled for name in ("session", "ssh", "parser"))
