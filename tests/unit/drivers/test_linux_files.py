"""A node's files as one text, and back; what a candidate says before it is sent."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govnetgen.drivers.errors import EncodingRefused, LineRefused
from govnetgen.drivers.linux_candidate import Candidate, refused
from govnetgen.drivers.linux_node.files import FIRST, MANAGED, NotUnderstood, join, managed, split

PATHS = sorted(one.replace("*", "green") for one in MANAGED)
LINES = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30), max_size=6)


def content(path: str, lines: list[str]) -> bytes:
    kept = [one for one in lines if not one.startswith("### ")]
    while path != FIRST and kept and not kept[-1]:
        kept.pop()
    return "".join(f"{one}\n" for one in kept).encode()


@given(st.dictionaries(st.sampled_from(PATHS), LINES))
@example({FIRST: [""]})
def test_a_text_holds_every_file_as_it_is(files: dict[str, list[str]]) -> None:
    contents = {path: content(path, lines) for path, lines in files.items()}
    found = split(join(contents))
    assert found.contents == contents
    assert found.removed == ()
    assert join(found.contents) == join(contents)


@given(st.text(st.sampled_from("#fileremov /etchosname\n "), max_size=200))
def test_whatever_is_given_is_taken_or_refused(text: str) -> None:
    try:
        change = split(text)
    except NotUnderstood:
        return
    assert all(managed(path) for path in change.paths)


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "/etc/frr/../passwd", "/etc/network/interfaces.d/a/b", "/etc/dnsmasq..conf", "/etc/hostname2"],
)
def test_no_other_file_is_ours(path: str) -> None:
    assert not managed(path)
    with pytest.raises(NotUnderstood):
        split(f"### file {path}\n")


def test_parts_add_up_and_the_last_word_counts() -> None:
    first = Candidate.of(None, "### file /etc/hostname\na\n### remove /etc/environment\n", replace=False)
    second = Candidate.of(None, "### file /etc/environment\nTZ=a\n### remove /etc/hostname\n", replace=False)
    change = first.joined(second).change()
    assert change.contents == {"/etc/environment": b"TZ=a\n"}
    assert change.removed == ("/etc/hostname",)


def test_a_difference_names_what_goes_and_hides_secrets() -> None:
    running = "### file /etc/hostname\na\n### file /etc/tacplus_servers\nserver=10.0.0.1\nsecret=old\n"
    candidate = Candidate.of(None, "### file /etc/tacplus_servers\nserver=10.0.0.1\nsecret=new\n", replace=True)
    assert candidate.difference(running).split("\n") == [
        "--- /etc/tacplus_servers",
        "+++ /etc/tacplus_servers",
        "@@ -1,2 +1,2 @@",
        " server=10.0.0.1",
        "-secret=***",
        "+secret=***",
        "--- /etc/hostname",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-a",
    ]


@pytest.mark.parametrize(
    ("file", "why", "line"),
    [
        ("/etc/frr/frr.conf", "vtysh: line 2: % Unknown command:  neighbor x password hunter2", "b password hunter2"),
        ("/etc/nftables.conf", "nft: /dev/stdin:1:3-7: Error: syntax error", "flush"),
        ("/etc/hostname", "no place is named", "### file /etc/hostname"),
        ("/etc/elsewhere", "no such file", "### file /etc/hostname"),
    ],
)
def test_the_line_is_found_and_its_secret_is_not_said(file: str, why: str, line: str) -> None:
    routing = "### file /etc/frr/frr.conf\na\nb password hunter2\n"
    text = f"### file /etc/hostname\na\n{routing}### file /etc/nftables.conf\nflush\n"
    failure = refused([{"file": file, "why": why}], Candidate.of(None, text, replace=False), "node")
    assert (failure.line, text.split("\n")[failure.index]) == (line, line)
    assert "hunter2" not in f"{failure} {failure.answer}"


def test_what_is_no_configuration_is_refused_before_it_is_sent(tmp_path: object) -> None:
    with pytest.raises(LineRefused) as caught:
        Candidate.of(None, "### file /etc/hostname\na\n### file /etc/shadow\n", replace=False)
    assert (caught.value.index, caught.value.line) == (2, "### file /etc/shadow")


def test_a_file_in_another_encoding_is_refused(tmp_path: pytest.TempPathFactory) -> None:
    file = tmp_path / "candidate"  # type: ignore[operator]
    file.write_bytes("### file /etc/issue.net\n未经授权\n".encode("gb18030"))
    with pytest.raises(EncodingRefused):
        Candidate.of(str(file), None, replace=False)
