"""Secrets: from the environment or a file, and never into what is printed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.secret import Secret
from govnetgen.secrets import UnknownSecret, read_secrets, variable


def secret_file(tmp_path: Path, text: str) -> Path:
    """A file that only its owner reads."""
    path = tmp_path / "secrets"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_file_holds_a_secret_a_line(tmp_path: Path) -> None:
    path = secret_file(tmp_path, "# keys\n\nntp = k1\nospf-key=a = b # c\n")
    secrets = read_secrets(path, {}).require()
    assert secrets.text(Secret("ntp")) == "k1"
    assert secrets.text(Secret("ospf-key")) == "a = b # c"


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    path = secret_file(tmp_path, "ospf-key = old\n")
    secrets = read_secrets(path, {"GOVNETGEN_SECRET_OSPF_KEY": "new"}).require()
    assert secrets.text(Secret("ospf-key")) == "new"


def test_an_unknown_or_empty_secret_has_no_text(tmp_path: Path) -> None:
    secrets = read_secrets(secret_file(tmp_path, "ntp =\n"), {}).require()
    for name in ("ntp", "syslog"):
        with pytest.raises(UnknownSecret):
            secrets.text(Secret(name))


@pytest.mark.parametrize("text", ["hunter2", "ntp = hunter2\nntp = x", "ntp = hun\tter2"])
def test_a_bad_line_is_named_and_not_shown(tmp_path: Path, text: str) -> None:
    checked = read_secrets(secret_file(tmp_path, text), {})
    assert [one.code for one in checked.diagnostics] == ["secret-malformed"]
    assert "hunter2" not in repr(checked)


def test_a_line_end_in_a_variable_is_refused() -> None:
    checked = read_secrets(None, {"GOVNETGEN_SECRET_NTP": "key\nshutdown"})
    assert [one.code for one in checked.diagnostics] == ["secret-malformed"]
    assert "shutdown" not in repr(checked)


def test_a_file_that_others_can_read_is_a_warning(tmp_path: Path) -> None:
    path = secret_file(tmp_path, "ntp = k1\n")
    path.chmod(0o644)
    checked = read_secrets(path, {})
    assert checked.ok
    assert [one.code for one in checked.diagnostics] == ["secrets-exposed"]


@given(st.from_regex(r"[a-z][a-z0-9_.-]{0,20}", fullmatch=True))
def test_every_name_has_a_variable_that_a_shell_can_set(name: str) -> None:
    assert variable(name).isidentifier()


def test_what_is_held_is_not_printed(tmp_path: Path) -> None:
    secrets = read_secrets(secret_file(tmp_path, "ntp = hunter2\n"), {"GOVNETGEN_SECRET_X": "hunter3"}).require()
    assert "hunter" not in repr(secrets)


def test_a_file_that_is_no_text_is_one_error(tmp_path: Path) -> None:
    path = secret_file(tmp_path, "")
    path.write_bytes(b"\x7fELF\0\n\0\n")
    assert [one.code for one in read_secrets(path, {}).diagnostics] == ["not-text"]


def test_a_file_that_an_editor_began_with_a_mark_is_read(tmp_path: Path) -> None:
    assert read_secrets(secret_file(tmp_path, "\ufeffntp = k1\n"), {}).require().text(Secret("ntp")) == "k1"
