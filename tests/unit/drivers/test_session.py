"""The small parts of a session: echoes, pagers, prompts, refusals, what is hidden."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.configtree.masking import mask
from govnetgen.drivers import huawei_language, ruijie_language
from govnetgen.drivers.cli_hide import hidden, hidden_answer
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.cli_lines import typed, units
from govnetgen.drivers.cli_session import _clean, after_echo
from govnetgen.platform import platforms

VRP, RGOS = huawei_language.LANGUAGE, ruijie_language.LANGUAGE
LANGUAGES = {"huawei_vrp": VRP, "ruijie_rgos": RGOS}


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=60), st.integers(1, 20))
def test_an_echo_is_found_however_it_is_wrapped(command: str, width: int) -> None:
    data = command.encode()
    wrapped = b"\r\n".join(data[start : start + width] for start in range(0, len(data), width))
    found = after_echo(wrapped + b"\r\n[core1]", data)
    assert found is not None
    assert (wrapped + b"\r\n[core1]")[found:].strip() == b"[core1]"


def test_an_answer_without_its_command_is_not_its_answer() -> None:
    assert after_echo(b"[core1]", b"vlan batch 30") is None


@pytest.mark.parametrize(
    ("language", "pager"),
    [
        (VRP, b"  ---- More ----\x1b[42D" + b" " * 42 + b"\x1b[42D"),
        (VRP, b"  ---- More ----\x00\x1b[16D" + b" " * 16 + b"\x1b[16D"),
        (RGOS, b" --More-- \x00\r         \r"),
        (RGOS, b"--More--\x08\x08\x08\x08\x08\x08\x08\x08        \x08\x08\x08\x08\x08\x08\x08\x08"),
    ],
)
def test_a_pager_leaves_no_trace_and_takes_no_indentation(language: Language, pager: bytes) -> None:
    body = b"interface Vlanif10\r\n" + pager + b" ip address 10.0.0.1 255.255.255.0\r\n"
    assert _clean(body, language) == b"interface Vlanif10\n ip address 10.0.0.1 255.255.255.0\n"


@pytest.mark.parametrize(
    ("prompt", "configures", "below"),
    [
        ("<core-1>", False, False),
        ("[core-1]", True, False),
        ("[~core-1]", True, False),
        ("[*core-1-10GE1/0/1]", True, True),
        ("[core-1-bgp-af-vpn-a]", True, True),
        ("HRP_M<core-1>", False, False),
        ("HRP_S[core-1-policy-security]", True, True),
    ],
)
def test_prompts_of_vrp(prompt: str, configures: bool, below: bool) -> None:
    match = VRP.prompt_of("core-1").fullmatch(prompt)
    assert match is not None
    assert (bool(match.group("configures")), bool(match.group("view"))) == (configures, below)


@pytest.mark.parametrize("text", ["[Y/N]", "<core-2>", "<core-1", "[core-1>", " rule 5 <core-1>", "x [core-1"])
def test_what_is_no_prompt_of_this_device(text: str) -> None:
    assert VRP.prompt_of("core-1").fullmatch(text) is None


@pytest.mark.parametrize(
    ("prompt", "configures", "below"),
    [
        ("sw1>", False, False),
        ("sw1#", False, False),
        ("sw1(config)#", True, False),
        ("sw1(config-if-VLAN 10)#", True, True),
    ],
)
def test_prompts_of_rgos(prompt: str, configures: bool, below: bool) -> None:
    match = RGOS.prompt_of("sw1").fullmatch(prompt)
    assert match is not None
    assert (bool(match.group("configures")), bool(match.group("view"))) == (configures, below)


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        (VRP, "        ^\nError: Unrecognized command found at '^' position."),
        (VRP, "Error:Too many parameters found at '^' position."),
        (VRP, "Warning: the port is down.\n Error: The VLAN does not exist."),
        (RGOS, "                 ^\n% Invalid input detected at '^' marker."),
        (RGOS, "% Unknown command."),
        (RGOS, "%Error: vlan 10 is in use"),
    ],
)
def test_refusals_are_seen(language: Language, answer: str) -> None:
    assert language.refusal(answer) is not None


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        (VRP, ""),
        (VRP, "Info: This operation may take a few seconds. Please wait for a moment...done."),
        (VRP, "Warning: All IPv4 related configurations on this interface are removed!"),
        (VRP, "description Error: none"),
        (RGOS, "%Warning: the port is a member of an aggregate"),
        (RGOS, "*Jan  1 00:00:00: %LINEPROTO-5-UPDOWN: Line protocol changed"),
    ],
)
def test_notes_are_no_refusals(language: Language, answer: str) -> None:
    assert language.refusal(answer) is None


@pytest.mark.parametrize("name", LANGUAGES)
def test_blocks_are_those_of_the_platform(name: str) -> None:
    found = [(one.start.pattern, one.end) for one in LANGUAGES[name].blocks]
    assert found == [(one.start.pattern, one.end) for one in platforms()[name].syntax.blocks]


DUMPS = Path(__file__).parents[2] / "platforms"


@pytest.mark.parametrize("name", LANGUAGES)
def test_what_the_platform_hides_is_hidden(name: str) -> None:
    rules = platforms()[name].patch_rules
    assert rules is not None
    lines = [line for file in sorted((DUMPS / name).glob("*.cfg")) for line in file.read_text("utf-8").splitlines()]
    lines = [re.sub("<secret:([^>]*)>", r"\1", line) for line in lines]
    secret = [line for line in lines if mask(line, rules.secrets) != line]
    assert len(secret) > 4
    for line in secret:
        for word in set(line.split()) - set(mask(line, rules.secrets).split()):
            assert word not in hidden(line, LANGUAGES[name]).split()
    plain = [line for line in lines if mask(line, rules.secrets) == line]
    assert sum(hidden(line, LANGUAGES[name]) == line for line in plain) > 0.98 * len(plain)


def test_a_banner_is_typed_at_once_and_as_it_stands() -> None:
    text = 'sysname a\n header login information "one\n   two\n\n three"\nvlan batch 2'
    assert units(text, VRP) == ("sysname a", ' header login information "one\n   two\n\n three"', "vlan batch 2")
    assert typed(units(text, VRP)[1]) == 'header login information "one\n   two\n\n three"'


@pytest.mark.parametrize(
    ("line", "language", "secret"),
    [
        ("local-user a password irreversible-cipher Vault-123", VRP, "Vault-123"),
        (" hwtacacs-server shared-key cipher Vault-123", VRP, "Vault-123"),
        ("ike peer x pre-shared-key Vault-123", VRP, "Vault-123"),
        ("username a privilege 15 secret Vault-123", RGOS, "Vault-123"),
        ("tacacs-server host 10.0.0.1 key Vault-123", RGOS, "Vault-123"),
        ("snmp-server user u g v3 auth sha Vault-123 priv aes128 Vault-456", RGOS, "Vault-456"),
        ("some-feature-of-tomorrow passphrase Vault-123", VRP, "Vault-123"),
    ],
)
def test_a_line_is_said_without_its_secret(line: str, language: Language, secret: str) -> None:
    assert secret not in hidden(line, language)
    assert secret not in hidden_answer(f"Error: {line} is refused, {secret} is too short", line, language)


def test_ports_are_no_secrets() -> None:
    assert hidden("interface GigabitEthernet0/0/1", VRP) == "interface GigabitEthernet0/0/1"
