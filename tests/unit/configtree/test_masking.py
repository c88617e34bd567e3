"""Secrets in lines: hidden by where they stand, by their text, and in unknown lines by the word before them."""

import re

import pytest

from govnetgen.configtree import Line
from govnetgen.configtree.masking import Masking, mask, masking, same_text, without_secrets
from govnetgen.platform import platforms

RULES = platforms()["huawei_vrp"].patch_rules
assert RULES is not None
PATTERNS = RULES.secrets


def hiding(*secrets: str, unknown: tuple[Line, ...] = ()) -> Masking:
    return masking(PATTERNS, secrets, unknown)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("peer 10.0.0.1 password plain geheimnis", "peer 10.0.0.1 password ***"),
        ("snmp-server community geheimnis ro", "snmp-server community ***"),
        ("ike proposal psk geheimnis", "ike proposal psk ***"),
        ("token geheimnis", "token ***"),
        ("wonder $1$Xy$abc rest", "wonder ***"),
        ("wonder %^%#a<b>c%^%#", "wonder ***"),
        ("  peer password geheimnis", "  peer password ***"),
        ("wonder feature 12", "wonder feature 12"),
    ],
)
def test_a_line_that_no_model_knows(line: str, shown: str) -> None:
    assert without_secrets(line) == shown


def test_a_secret_is_hidden_wherever_it_stands() -> None:
    hidden = hiding("$1$abc", unknown=(Line("peer 10.0.0.1 password plain geheimnis"),))
    assert hidden.hide(" username a words 5 $1$abc") == " username a words 5 ***"
    assert hidden.hide(" set to geheimnis") == " set to ***"
    assert hidden.hide(" description geheimnisvoll") == " description geheimnisvoll"


@pytest.mark.parametrize("command", ["wonder key abc", "undo wonder key abc", "  undo wonder key abc"])
def test_a_short_secret_of_an_unknown_line_is_hidden_in_commands(command: str) -> None:
    assert "abc" not in hiding(unknown=(Line("wonder key abc"),)).hide(command)


def test_every_secret_of_a_line_is_hidden() -> None:
    line = "snmp-agent usm-user v3 u authentication-mode sha cipher one privacy-mode aes128 cipher two"
    assert hiding().hide(line) == "snmp-agent usm-user v3 u authentication-mode sha *** privacy-mode aes128 ***"


def test_the_lines_of_an_unknown_key_are_hidden() -> None:
    unknown = Line("crypto private-key x", block=("MIIabc", "END"))
    assert hiding(unknown=(unknown,)).hide("crypto private-key x\nMIIabc\nEND") == "crypto private-key ***\n***"


def test_references_stay() -> None:
    line = " local-user ops password irreversible-cipher <secret:ops>"
    assert hiding("ops").hide(line) == line


def test_what_hides_secrets_does_not_show_them() -> None:
    assert "geheimnis" not in repr(hiding("geheimnis", unknown=(Line("key geheimnis"),)))


@pytest.mark.parametrize(
    ("old", "new", "stale", "same"),
    [
        ("password cipher abc", "password cipher <secret:ops>", {}, True),
        ("password cipher abc", "password cipher <secret:ops>", {"ops": frozenset({"abc"})}, False),
        ("password cipher abc", "password cipher <secret:ops>", {"ops": frozenset({"abcd"})}, True),
        ("password cipher abc", "password cipher <secret:ops>", {"ntp": frozenset({"abc"})}, True),
        ("password cipher <secret:ops>", "password cipher abc", {"ops": frozenset({"abc"})}, False),
        ("password simple abc", "password cipher <secret:ops>", {"ops": frozenset({"abc"})}, False),
        ("password cipher abc", "password cipher abc", {"ops": frozenset({"abc"})}, True),
        ("password cipher <secret:ops>", "password cipher <secret:ops>", {"ops": frozenset({"abc"})}, True),
    ],
)
def test_a_reference_stands_for_whatever_is_not_stale(
    old: str, new: str, stale: dict[str, frozenset[str]], same: bool
) -> None:
    patterns = (re.compile(r"password (?P<secret>(?:cipher|simple) \S+)"),)
    assert same_text(Line(old), Line(new), patterns, stale) is same


def test_a_word_that_stands_apart_belongs_to_the_secret() -> None:
    patterns = (re.compile(r"(?P<word>encrypted )?auth \S+ (?P<secret>\S+)"), re.compile(r"priv \S+ (?P<secret>\S+)"))
    shown, meant = (
        Line("user u encrypted auth sha ab priv aes cd"),
        Line("user u auth sha <secret:a> priv aes <secret:b>"),
    )
    assert same_text(shown, meant, patterns)
    assert not same_text(shown, meant, patterns, {"b": frozenset({"cd"})})
    assert not same_text(shown, Line(meant.text.replace("sha", "md5")), patterns)
    assert mask(shown.text, patterns) == "user u encrypted auth sha *** priv aes ***"


def test_a_reference_in_quotes_is_one() -> None:
    patterns = (re.compile(r'secret = (?P<secret>"[^"]*")'),)
    old, new = Line('secret = "abc def"'), Line('secret = "<secret:psk>"')
    assert same_text(old, new, patterns)
    assert not same_text(old, new, patterns, {"psk": frozenset({"abc def"})})
    assert mask(new.text, patterns) == new.text
