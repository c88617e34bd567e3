"""Law 1: what is printed parses back to the same tree, in every kind of syntax; and how each rule of a syntax reads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.trees import trees

from govnetgen.configtree import Block, Closer, ConfigTree, Line, Section, Syntax, parse_tree, print_tree

INDENTED = Syntax()
SEPARATED = Syntax(separator="#", separator_resets=True)
MARKED = Syntax(indent="  ", separator="!", comment=re.compile(r"!|Building "))
BRACED = Syntax(indent="    ", braces=True, comment=re.compile(r"##"))
BANNERED = Syntax(
    separator="!",
    blocks=(Block(re.compile(r"^banner (?P<delimiter>\S)$"), r"\g<delimiter>$"), Block(re.compile("<<$"), "^>>$")),
)
CLOSED = Syntax(
    closers=(
        Closer(re.compile(r"vrf "), "exit-vrf"),
        Closer(re.compile(r"edit "), "next"),
        Closer(re.compile("config "), "end"),
    )
)
FILES = Syntax(
    comment=re.compile(r"\$"),
    sections=(
        Section(re.compile(r"=== [a-z]{1,4}\.sh"), Syntax(comment=re.compile("#"))),
        Section(re.compile(r"=== [a-z]{1,4}\.nft"), Syntax(indent="\t", braces=True)),
    ),
)
SYNTAXES = {
    "indented": INDENTED,
    "separated": SEPARATED,
    "marked": MARKED,
    "braced": BRACED,
    "bannered": BANNERED,
    "closed": CLOSED,
    "files": FILES,
}
SAMPLES = {"closed": ("vrf red", "edit 1", "config x"), "marked": ("Built", "description Building A")}
BLOCKS = {
    "bannered": (
        Line("banner %", block=("", "  # welcome", "!", "100 %")),
        Line("banner +", block=(" a+",)),
        Line("certificate <<", block=("30820", " 1F", ">>")),
    )
}


@pytest.mark.parametrize("name", SYNTAXES)
@given(data=st.data())
def test_printing_then_parsing_gives_the_tree_back(name: str, data: st.DataObject) -> None:
    syntax = SYNTAXES[name]
    tree = data.draw(trees(syntax, SAMPLES.get(name, ()), BLOCKS.get(name, ())))
    assert parse_tree(print_tree(tree, syntax), syntax) == tree


@pytest.mark.parametrize("name", SYNTAXES)
@given(data=st.data())
def test_printing_is_stable(name: str, data: st.DataObject) -> None:
    syntax = SYNTAXES[name]
    text = print_tree(data.draw(trees(syntax, SAMPLES.get(name, ()), BLOCKS.get(name, ()))), syntax)
    assert print_tree(parse_tree(text, syntax), syntax) == text


@pytest.mark.parametrize("name", SYNTAXES)
@given(text=st.text(alphabet="ab #!{}\n\r\t%=<>.\f 网", max_size=60))
def test_any_text_parses_and_its_tree_survives_printing(name: str, text: str) -> None:
    syntax = SYNTAXES[name]
    tree = parse_tree(text, syntax)
    assert parse_tree(print_tree(tree, syntax), syntax) == tree


@given(text=st.text(alphabet="ab \n\r", max_size=60))
def test_lines_know_their_number(text: str) -> None:
    physical = re.split(r"\r\n|\r|\n", text)
    for line in parse_tree(text, INDENTED).walk():
        assert physical[line.number - 1].strip() == line.text


def test_deeper_lines_are_children_whatever_the_steps() -> None:
    text = "a\n   b\n     c\n   d\ne\n"
    assert parse_tree(text, INDENTED) == ConfigTree(
        (Line("a", (Line("b", (Line("c"),)), Line("d"))), Line("e")),
    )


def test_a_separator_at_the_margin_ends_all_blocks_only_where_the_platform_says_so() -> None:
    text = "a\n b\n#\n c\n"
    assert parse_tree(text, SEPARATED) == ConfigTree((Line("a", (Line("b"),)), Line("c")))
    kept = Syntax(separator="#")
    assert parse_tree(text, kept) == ConfigTree((Line("a", (Line("b"), Line("c"))),))


def test_an_indented_separator_ends_nothing() -> None:
    assert parse_tree("a\n b\n #\n c\n", SEPARATED) == ConfigTree((Line("a", (Line("b"), Line("c"))),))


def test_form_feeds_and_unicode_separators_do_not_break_lines() -> None:
    text = "description a\x0cb\u2028c\n"
    assert parse_tree(text, INDENTED) == ConfigTree((Line("description a\x0cb\u2028c"),))


def test_line_ends_of_all_systems() -> None:
    assert parse_tree("a\r\nb\rc\n", INDENTED) == ConfigTree((Line("a"), Line("b"), Line("c")))


def test_a_block_is_kept_as_it_stands() -> None:
    text = "banner %\n  # keep\n\n!\nend %\nnext\n"
    assert parse_tree(text, BANNERED) == ConfigTree(
        (Line("banner %", block=("  # keep", "", "!", "end %")), Line("next")),
    )


def test_a_block_that_never_ends_holds_the_rest() -> None:
    assert parse_tree("banner %\na\nb", BANNERED) == ConfigTree((Line("banner %", block=("a", "b")),))


def test_the_delimiter_of_a_block_is_taken_literally() -> None:
    assert parse_tree("banner +\nab\nc+\nd", BANNERED) == ConfigTree((Line("banner +", block=("ab", "c+")), Line("d")))


def test_closers_are_written_again_at_the_depth_of_what_they_close() -> None:
    tree = ConfigTree((Line("config x", (Line("edit 1", (Line("set y"),)),)),))
    text = "config x\n edit 1\n  set y\n next\nend\n"
    assert print_tree(tree, CLOSED) == text
    assert parse_tree(text, CLOSED) == tree


def test_each_section_is_read_by_its_own_syntax() -> None:
    text = "$ note\nfirst\n=== a.sh\n# note\nip link\n=== b.nft\ntable ip {\n}\n"
    assert parse_tree(text, FILES) == ConfigTree(
        (Line("first"), Line("=== a.sh", (Line("ip link"),)), Line("=== b.nft", (Line("table ip {"),))),
    )


def test_walk_and_below() -> None:
    tree = ConfigTree((Line("vlan 1", (Line("name a"),)), Line("vlan", (Line("name"),)), Line("vlans")))
    assert [line.text for line in tree.walk()] == ["vlan 1", "name a", "vlan", "name", "vlans"]
    assert [line.text for line in tree.below("vlan")] == ["vlan 1", "vlan"]
    assert [line.text for line in tree.lines[1].below("name")] == ["name"]
