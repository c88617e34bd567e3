"""Credentials: what is said of the device itself comes first, and a password goes with its user name."""

from pathlib import Path

import pytest

from govnetgen.deploy.credentials import Credentials, keyless, missing, read_credentials

FILE = """
[default]
username = all
password = for all = %d #
[core*]
username = cores
password = for cores
[core1]
host = 192.0.2.1
port = 2022
encoding = gb18030
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "credentials"
    path.write_text(FILE, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_the_most_specific_comes_first(file: Path) -> None:
    held = read_credentials(file, {}).require()
    one = held.of("core1")
    assert (one.username, one.password, one.host, one.port, one.encoding) == (
        "cores", "for cores", "192.0.2.1", 2022, "gb18030",
    )  # fmt: skip
    assert (held.of("acc1").username, held.of("acc1").password) == ("all", "for all = %d #")


def test_a_variable_of_a_device_comes_before_the_file(file: Path) -> None:
    held = read_credentials(file, {"GOVNETGEN_USERNAME_ACC_1": "me", "GOVNETGEN_PASSWORD_ACC_1": "mine"}).require()
    assert (held.of("acc-1").username, held.of("acc-1").password) == ("me", "mine")


def test_a_password_is_never_sent_with_another_source_s_user_name(file: Path) -> None:
    held = read_credentials(file, {"GOVNETGEN_USERNAME_ACC1": "me"}).require()
    assert (held.of("acc1").username, held.of("acc1").password) == ("me", "")
    assert missing(held, ("acc1", "acc2")) is not None


def test_the_keyring_is_asked_last() -> None:
    asked = []

    def keyring(name: str) -> tuple[str, str] | None:
        asked.append(name)
        return ("kept", "there") if name == "default" else None

    held = Credentials({}, {}, keyring)
    assert (held.of("core1").username, held.of("core1").password) == ("kept", "there")
    assert set(asked) == {"default", "core1"}


def test_a_key_is_enough(file: Path) -> None:
    held = Credentials({"GOVNETGEN_USERNAME": "ops", "GOVNETGEN_KEY_FILE": "/k"})
    assert held.of("x").usable
    assert missing(held, ("x",)) is None


def test_a_file_that_others_can_read_is_refused(file: Path) -> None:
    file.chmod(0o640)
    checked = read_credentials(file, {})
    assert [one.code for one in checked.diagnostics] == ["credentials-exposed"]
    assert checked.value is None


@pytest.mark.parametrize(
    "text",
    ["password = Canary-5ecret\n", "[default]\nCanary-5ecret\n", "[default]\npasword = Canary-5ecret\n",
     "[default]\nport = Canary-5ecret\n", "[a]\nusername = x\n[a]\npassword = Canary-5ecret\n"],
)  # fmt: skip
def test_what_is_malformed_is_refused_and_never_shown(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    checked = read_credentials(file, {})
    assert [one.code for one in checked.diagnostics] == ["credentials-malformed"]
    assert "Canary" not in str(checked.diagnostics)


def test_nothing_of_it_is_in_its_representation(file: Path) -> None:
    held = read_credentials(file, {"GOVNETGEN_PASSWORD": "Canary"}).require()
    assert "for all" not in repr(held) + repr(held.of("x"))
    assert "Canary" not in repr(held)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[default]\nusername = a\npasword = b\n", 3, "[default] has no key 'pasword'"),
        ("[default]\nusername = a\n[core*]\nport = 70000\n", 4, "the port in [core*] is no number from 1 to 65535"),
        ("[default]\ntransport = telnet\n", 2, "transport in [default] is none of ssh, netconf, auto"),
        ("[default]\nport = 22\nencoding = klingon\n", 3, "the encoding in [default] is none that is known"),
        ("[default]\n[a]\n[a]\n", 3, "the section [a] is there twice"),
        ("[default]\nusername = a\nusername = b\n", 3, "[default] has a key twice"),
        ("username = a\n", 1, "no section begins before this line"),
    ],
)
def test_what_is_malformed_has_its_line(file: Path, text: str, line: int, why: str) -> None:
    file.write_text(text, encoding="utf-8")
    (found,) = read_credentials(file, {}).diagnostics
    assert found.location.line == line
    assert why in found.message


def test_a_file_that_an_editor_began_with_a_mark_is_read(file: Path) -> None:
    file.write_text("\ufeff[default]\nusername = 运维\npassword = b\n", encoding="utf-8")
    assert read_credentials(file, {}).require().of("core1").username == "运维"


def test_a_key_file_that_is_not_there_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("")
    there = Credentials({"GOVNETGEN_USERNAME": "ops", "GOVNETGEN_KEY_FILE": str(tmp_path / "id")})
    lost = Credentials({"GOVNETGEN_USERNAME": "ops", "GOVNETGEN_KEY_FILE": str(tmp_path / "no")})
    assert not list(keyless(there, ("core1", "core2")))
    assert [(one.code, one.location.file) for one in keyless(lost, ("core1", "core2"))] == [
        ("no-file", str(tmp_path / "no"))
    ]
