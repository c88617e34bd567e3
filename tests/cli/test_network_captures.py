"""``diff`` and ``patch`` of a network, with captures as they come: cleaned where that is sure, refused where not.

Every bad input gives a diagnostic with the file's name, and never a command that would delete what the capture lacks.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import INVENTORY, Ended, Govnetgen

Edit = Callable[[str], bytes]
ADDRESS = ("ip address 10.40.0.4 255.255.255.254", "ip address 10.40.0.8 255.255.255.254")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small network with ``running/`` as intended."""
    from govnetgen.workflow.render import Request, render

    folder = tmp_path_factory.mktemp("networks") / "small"
    shutil.copytree(INVENTORY / "small", folder)
    render(Request(network=folder, output=folder / "running", frozen=True), lambda done, total: None).require()
    return folder


@pytest.fixture
def network(rendered: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    folder = tmp_path / "small"
    shutil.copytree(rendered, folder)
    return folder


def edit(network: Path, device: str, change: Edit) -> Path:
    """Change a capture."""
    file = network / "running" / f"{device}.cfg"
    file.write_bytes(change(file.read_text(encoding="utf-8")))
    return file


def with_address(text: str) -> bytes:
    """The core with another address."""
    assert ADDRESS[0] in text
    return text.replace(*ADDRESS).encode()


def without_a_rule(text: str) -> bytes:
    """A switch that lacks the last rule of an ACL."""
    assert " 30 deny ip any any\n" in text
    return text.replace(" 30 deny ip any any\n", "", 1).encode()


def of_other(name: str) -> Edit:
    return lambda text: text.replace("hostname core1", f"hostname {name}").encode()


CLEANED: dict[str, Edit] = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "prompts-and-echo": lambda text: f"core1#show running-config\n{text}core1#exit\n".encode(),
    "pager": lambda text: text.replace("\nvlan ", "\n --More-- \nvlan ", 1).encode(),
    "pager-over-a-line": lambda text: text.replace(
        "\nvlan ", "\n --More-- \b\b\b\b\b        \b\b\b\b\bvlan ", 1
    ).encode(),
    "byte-order-mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
}
REFUSED: dict[str, tuple[str, Edit]] = {
    "truncated": ("truncated-capture", lambda text: text[: len(text) // 2].encode()),
    "truncated-in-its-last-line": ("truncated-capture", lambda text: text.rstrip()[:-1].encode()),
    "two-devices": ("several-devices", lambda text: (text + text.replace("core1", "core2")).encode()),
    "another-device": ("capture-of-another", of_other("core9")),
    "another-platform": ("capture-of-platform", lambda text: b"#\nsysname core1\n#\nvlan batch 10\n#\nreturn\n"),
    "binary": ("not-text", lambda text: b"\x7fELF\x02\x01\x01\0\0\0" + bytes(range(256)) * 40),
    "empty": ("empty-capture", lambda text: b""),
    "blank": ("empty-capture", lambda text: b" \r\n\r\n"),
    "50-megabytes": ("file-too-large", lambda text: text.encode() * (1 + (50 << 20) // len(text))),
    "error-message": ("capture-is-error", lambda text: b"% Invalid input detected at '^' marker.\n"),
    "permission-denied": ("capture-is-error", lambda text: b"core1#show run\n% Permission denied\ncore1#\n"),
}


@pytest.mark.parametrize("case", CLEANED)
def test_what_a_terminal_adds_is_no_difference(govnetgen: Govnetgen, network: Path, case: str) -> None:
    edit(network, "core1", CLEANED[case])
    ended = govnetgen("diff", network, "--json")
    assert (ended.code, ended.json["changed"], ended.found) == (0, [], [])


def test_a_description_in_gbk_is_read(govnetgen: Govnetgen, network: Path) -> None:
    edit(network, "core1", lambda text: text.replace("description hr office", "description 人事处").encode("gb18030"))
    changes = govnetgen("diff", network, "--json").json["devices"]["core1"]["changes"]
    assert {change["before"] for change in changes} == {"人事处"}


@pytest.mark.parametrize("case", REFUSED)
def test_a_capture_that_cannot_be_relied_on_is_named(govnetgen: Govnetgen, network: Path, case: str) -> None:
    code, change = REFUSED[case]
    file = edit(network, "core1", change)
    edit(network, "core2", without_a_rule)
    ended = govnetgen("diff", network, "--json")
    assert ended.code == 1
    assert ended.json["refused"] == {"core1": [code]}
    assert [(one["code"], one["location"]["file"]) for one in ended.json["diagnostics"]] == [(code, str(file))]
    assert list(ended.json["devices"]) == ["core2"], "one bad capture costs no other device its difference"


@pytest.mark.parametrize("case", REFUSED)
def test_a_capture_that_cannot_be_relied_on_gives_no_patch(
    govnetgen: Govnetgen, network: Path, tmp_path: Path, case: str
) -> None:
    code, change = REFUSED[case]
    edit(network, "core1", change)
    edit(network, "core2", without_a_rule)
    ended = govnetgen("patch", network, "-o", tmp_path / "patches")
    assert ended.code == 1
    assert f"error[{code}]" in ended.err
    assert not (tmp_path / "patches").exists(), "half of a change is not written"
    skipped = govnetgen("patch", network, "-o", tmp_path / "patches", "--skip-refused")
    assert skipped.code == 1
    assert f"error[{code}]" in skipped.err
    written = {file.name for file in (tmp_path / "patches").iterdir()}
    assert written == {".govnetgen.json", "core2.patch", "core2.rollback"}


def test_no_cut_of_a_capture_is_taken_for_the_whole(rendered: Path) -> None:
    from govnetgen.platform import platforms
    from govnetgen.workflow.running import read_running

    for device, platform in (("core1", "ruijie_rgos"), ("fw1", "huawei_vrp")):
        language = platforms()[platform]
        data = (rendered / "running" / f"{device}.cfg").read_bytes()
        for length in range(0, len(data.rstrip()), 97):
            cut = read_running(data[:length], "cut", language, language.dialect(None), device=device)
            assert cut.value is None


def test_devices_and_captures_without_each_other_are_named(govnetgen: Govnetgen, network: Path) -> None:
    running = network / "running"
    (running / "core2.cfg").rename(running / "Core2.cfg")
    ended = govnetgen("diff", network, "--json")
    assert ended.code == 0
    assert ended.found == ["device-without-capture", "capture-without-device"]
    assert (ended.json["without_capture"], ended.json["without_device"]) == (["core2"], ["Core2"])
    assert "did you mean 'core2'?" in govnetgen("diff", network).err


def test_a_difference_is_pending_with_its_blocks_and_its_meaning(govnetgen: Govnetgen, network: Path) -> None:
    edit(network, "core1", with_address)
    ended = govnetgen("diff", network)
    assert ended.code == 3
    assert ended.out.startswith(
        "core1 (ruijie_rgos)\n"
        "  interface TenGigabitEthernet 0/4\n"
        "-   ip address 10.40.0.8 255.255.255.254\n"
        "+   ip address 10.40.0.4 255.255.255.254\n"
        "what it means:\n"
        "  * address of 10ge-0/4 changes from 10.40.0.8/31 to 10.40.0.4/31\n"
    )
    assert "\n1 of 3 devices changes; fingerprint " in ended.out
    assert govnetgen("diff", network, "--limit", "core2").code == 0


@pytest.mark.parametrize(
    ("device", "held", "instead"),
    [
        ("core1", "no enable service telnet-server\n", ""),
        ("core1", "no enable service telnet-server\n", "enable service telnet-server\n"),
        ("core1", " transport input ssh\n", ""),
        ("core1", "service dhcp\n", ""),
        ("fw1", "undo telnet server enable\n", ""),
        ("fw1", " protocol inbound ssh\n", ""),
        ("fw1", " authentication-mode aaa\n", ""),
    ],
)
def test_what_no_meaning_tells_is_sent_where_a_device_lacks_it(
    govnetgen: Govnetgen, network: Path, device: str, held: str, instead: str
) -> None:
    """That Telnet is off is in every rendering and in no model: a device that lacks it does not mean the same."""
    edit(network, device, lambda text: text.replace(held, instead, 1).encode())
    commands = govnetgen("patch", network, "--json").json["devices"][device]["commands"]
    assert held.rstrip("\n") in commands


def test_captures_elsewhere(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> None:
    edit(network, "core1", with_address)
    (network / "running").rename(tmp_path / "captured")
    assert govnetgen("diff", network, "--json").found == ["no-captures"]
    assert govnetgen("diff", network, "--running", tmp_path / "captured").code == 3


def patched(govnetgen: Govnetgen, network: Path, out: Path, *more: str) -> Ended:
    return govnetgen("patch", network, "--running", network / "running", "-o", out, *more)


def test_each_changed_device_has_its_commands_and_those_that_take_them_back(
    govnetgen: Govnetgen, network: Path, out: Path
) -> None:
    edit(network, "core1", with_address)
    ended = patched(govnetgen, network, out)
    assert (ended.code, ended.err) == (0, "")
    assert "medium risk[neighbor-reset]: core1: " in ended.out
    assert {file.name for file in out.iterdir()} == {".govnetgen.json", "core1.patch", "core1.rollback"}
    assert "10.40.0.4" in (out / "core1.patch").read_text(encoding="utf-8")
    assert "10.40.0.8" in (out / "core1.rollback").read_text(encoding="utf-8")


def test_no_address_is_sent_that_is_not_written_down(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    before = (network / "ledger.txt").read_bytes()
    (network / "ledger.txt").unlink()
    edit(network, "core1", with_address)
    assert govnetgen("diff", network).code == 3
    assert not (network / "ledger.txt").exists(), "a difference writes nothing"
    assert "the ledger changed" in patched(govnetgen, network, out).out
    assert (network / "ledger.txt").read_bytes() == before


def test_a_patch_of_before_does_not_stay(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    before = (network / "running" / "core1.cfg").read_bytes()
    edit(network, "core1", with_address)
    patched(govnetgen, network, out)
    (network / "running" / "core1.cfg").write_bytes(before)
    assert patched(govnetgen, network, out).code == 0
    assert {file.name for file in out.iterdir()} == {".govnetgen.json"}


def test_rendered_configurations_in_the_same_folder_stay(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    edit(network, "core1", with_address)
    assert govnetgen("render", network, "-o", out).code == 0
    assert patched(govnetgen, network, out).code == 0
    assert govnetgen("render", network, "-o", out).code == 0
    assert {file.name for file in out.iterdir() if file.suffix != ".json"} == {
        "core1.cfg",
        "core2.cfg",
        "fw1.cfg",
        "core1.patch",
        "core1.rollback",
    }


def test_an_edited_patch_is_not_written_over(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    edit(network, "core1", with_address)
    patched(govnetgen, network, out)
    (out / "core1.patch").write_text("mine\n")
    edit(network, "core1", without_a_rule)
    assert "error[output-edited]" in patched(govnetgen, network, out).err
    assert patched(govnetgen, network, out, "--force").code == 0
    assert (out / "core1.patch").read_text() != "mine\n"


def test_patches_as_json(govnetgen: Govnetgen, network: Path) -> None:
    edit(network, "core1", with_address)
    document = govnetgen("patch", network, "--json").json
    assert document["ok"] is True
    device = document["devices"]["core1"]
    assert {"commands", "rollback", "risks", "unmanaged"} <= set(device)
    assert [one["code"] for one in device["risks"]] == ["neighbor-reset"]
    assert document["digest"] == govnetgen("diff", network, "--json").json["digest"]
    assert document["digest"] == govnetgen("review", network, "--json").json["digest"]
    assert document["written"] is None


def test_secrets_are_put_in_when_asked_for_and_only_their_owner_may_read_them(
    govnetgen: Govnetgen, network: Path, out: Path, tmp_path: Path
) -> None:
    edit(
        network,
        "core1",
        lambda text: text.replace("username netadmin privilege 15 secret <secret:netadmin>", "").encode(),
    )
    ended = patched(govnetgen, network, out)
    assert "one of these patches cannot be sent as it is" in ended.out
    assert "secret <secret:netadmin>" in (out / "core1.patch").read_text()
    secrets = tmp_path / "secrets"
    secrets.write_text("netadmin = Kan4ry-7\n")
    secrets.chmod(0o600)
    ended = patched(govnetgen, network, out, "--secrets", str(secrets))
    assert ended.code == 0
    assert "Kan4ry-7" in (out / "core1.patch").read_text()
    assert (out / "core1.patch").stat().st_mode & 0o777 == 0o600
    assert "Kan4ry-7" not in ended.out + ended.err + (out / ".govnetgen.json").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "NETWORK", "other.cfg"),
        ("diff", "NETWORK", "--platform", "huawei_vrp"),
        ("diff", "one.cfg", "other.cfg"),
        ("diff", "one.cfg", "other.cfg", "--platform", "huawei_vrp", "--limit", "core*"),
        ("patch", "NETWORK"),
        ("patch", "NETWORK", "-o", "out", "--rollback"),
        ("patch", "one.cfg", "other.cfg", "-p", "huawei_vrp", "-o", "out"),
    ],
    ids=" ".join,
)
def test_options_of_the_other_form_are_wrong_usage(
    govnetgen: Govnetgen, network: Path, arguments: tuple[str, ...]
) -> None:
    assert govnetgen(*(str(network) if one == "NETWORK" else one for one in arguments)).code == 2


@pytest.mark.parametrize("verb", ["diff", "patch"])
def test_no_such_network(govnetgen: Govnetgen, tmp_path: Path, verb: str) -> None:
    assert govnetgen(verb, tmp_path / "nothing", "--json").found == ["no-network"]


def test_one_configuration_alone_is_wrong_usage(govnetgen: Govnetgen, tmp_path: Path) -> None:
    (tmp_path / "core1.cfg").write_text("hostname core1\nend\n", encoding="utf-8")
    ended = govnetgen("diff", tmp_path / "core1.cfg")
    assert ended.code == 2
    assert "name the intended one behind it" in ended.err


def test_where_there_are_no_captures_a_verb_is_named_that_makes_them(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("diff", network, "--running", network / "none")
    assert ended.code == 1
    assert f"hint: govnetgen collect NETWORK -o {network / 'none'} makes it" in ended.err
