"""A secret that changes in the secrets file is deployed, said by its name, and remembered; its text is nowhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.conftest import INVENTORY, Ended, Govnetgen, files
from deploy.ciphered import CipheredDevice, CipheredDriver, Killed

from govnetgen.cli import run as run_command
from govnetgen.deploy import run as deploy_run
from govnetgen.deploy.session import Target
from govnetgen.drivers.transaction import Transaction
from govnetgen.model.secret import PLACEHOLDER
from govnetgen.workflow import deploy as workflow

OLD, NEW = "Canary-0ld-5ecret", "Canary-N3w-5ecret"
LINE_BY_LINE = Transaction(timer=False, atomic=False, replace=False)
NOTHING = "3 devices as intended\nnothing to deploy\n"


class Site:
    """The small network on devices that hold all that is intended, with the old secrets."""

    def __init__(self, folder: Path, rendered: Path) -> None:
        self.folder = folder
        self.secrets = folder.parent / "secrets"
        self.say("ntp", OLD + "-ntp", "netadmin", OLD + "-admin")
        self.devices = {one.stem: self._device(one) for one in sorted(rendered.glob("*.cfg"))}

    def _device(self, file: Path) -> CipheredDevice:
        made = CipheredDevice(file.read_text(encoding="utf-8").splitlines())
        for number, line in enumerate(made.lines):
            if found := PLACEHOLDER.search(line):
                made.set(number, {"ntp": OLD + "-ntp", "netadmin": OLD + "-admin"}[found["name"]])
        return made

    def say(self, *words: str) -> None:
        """Write the secrets file."""
        pairs = zip(words[::2], words[1::2], strict=True)
        self.secrets.write_text("".join(f"{name} = {text}\n" for name, text in pairs), encoding="utf-8")
        self.secrets.chmod(0o600)

    def driver(self, target: Target) -> CipheredDriver:
        return CipheredDriver(self.devices[target.device])

    @property
    def sent(self) -> dict[str, list[str]]:
        """What was sent since this was asked last."""
        found = {name: one.taken for name, one in self.devices.items() if one.taken}
        for one in self.devices.values():
            one.taken = []
        return found

    def held(self, device: str) -> set[str]:
        return set(self.devices[device].clear.values())


@pytest.fixture
def site(tmp_path: Path, govnetgen: Govnetgen, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    network = tmp_path / "small"
    shutil.copytree(INVENTORY / "small", network)
    assert govnetgen("render", network, "-o", tmp_path / "rendered").code == 0
    made = Site(network, tmp_path / "rendered")
    outside = workflow.Outside
    monkeypatch.setattr(workflow, "Outside", lambda: outside(opener=made.driver))
    monkeypatch.setattr(deploy_run, "answers", lambda target, timeout_s: True)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("GOVNETGEN_USERNAME", "ops")
    monkeypatch.setenv("GOVNETGEN_PASSWORD", "ops-pw")
    yield made


@pytest.fixture
def deploy(site: Site, govnetgen: Govnetgen) -> Govnetgen:
    def command(*more: str | Path) -> Ended:
        return govnetgen("deploy", site.folder, "--secrets", site.secrets, *(more or ("--yes",)))

    return command


def test_what_cannot_be_compared_is_said_once_and_how_to_write_it_again(site: Site, deploy: Govnetgen) -> None:
    ended = deploy("--dry-run")
    assert (ended.code, ended.out) == (0, NOTHING)
    assert ended.err.count("secret-not-compared") == 1
    assert "the secrets netadmin, ntp" in ended.err and "--renew-secret netadmin" in ended.err


def test_a_secret_that_is_asked_for_is_written_and_then_known(site: Site, deploy: Govnetgen) -> None:
    site.say("ntp", NEW + "-ntp", "netadmin", OLD + "-admin")
    ended = deploy("--yes", "--renew-secret", "ntp")
    assert ended.code == 0, ended.out + ended.err
    assert "    the secret ntp is written again\n" in ended.out
    assert site.sent == {
        "core1": [f"ntp authentication-key 1 md5 {NEW}-ntp"],
        "core2": [f"ntp authentication-key 1 md5 {NEW}-ntp"],
        "fw1": [f"ntp-service authentication-keyid 1 authentication-mode md5 cipher {NEW}-ntp"],
    }
    again = deploy()
    assert (again.code, again.out, site.sent) == (0, NOTHING, {})
    assert "the secret netadmin changed" in again.err and "ntp" not in again.err


def test_a_rotation_is_found_and_deployed_without_being_asked_for(
    site: Site, deploy: Govnetgen, govnetgen: Govnetgen
) -> None:
    assert deploy("--yes", "--renew-secret", "*").code == 0
    assert (deploy().out, deploy().err) == (NOTHING, "")
    site.say("ntp", OLD + "-ntp", "netadmin", NEW + "-admin")
    assert site.sent
    plan = deploy("--dry-run", "--json")
    assert plan.code == 3
    assert {name: one["again"] for name, one in plan.json["plan"]["devices"].items()} == {
        name: ["netadmin"] for name in site.devices
    }
    assert deploy().code == 0
    assert [len(lines) for lines in site.sent.values()] == [1, 1, 5], "in the firewall's blocks"
    assert all(site.held(name) == {OLD + "-ntp", NEW + "-admin"} for name in site.devices)
    assert (deploy().out, deploy().err, site.sent) == (NOTHING, "", {})


def test_diff_patch_and_review_say_the_same_as_the_plan(
    site: Site, deploy: Govnetgen, govnetgen: Govnetgen, tmp_path: Path
) -> None:
    deploy("--yes", "--renew-secret", "*")
    site.say("ntp", NEW + "-ntp", "netadmin", OLD + "-admin")
    captures = tmp_path / "captures"
    assert govnetgen("collect", site.folder, "-o", captures).code == 0
    digest = deploy("--dry-run", "--json").json["plan"]["digest"]
    of = ("--running", captures, "--secrets", site.secrets, "--json")
    diff, patch = govnetgen("diff", site.folder, *of), govnetgen("patch", site.folder, "-o", tmp_path / "patches", *of)
    assert diff.code == 3
    assert {one["digest"] for one in (diff.json, patch.json, govnetgen("review", site.folder, *of).json)} == {digest}
    assert all(one["secrets_again"] == ["ntp"] for one in diff.json["devices"].values())
    text = govnetgen("diff", site.folder, *of[:-1]).out
    assert "the secret ntp is written again\n" in text and "+ ntp authentication-key 1 md5 <secret:ntp>" in text
    assert (tmp_path / "patches" / "core1.patch").read_text() == f"ntp authentication-key 1 md5 {NEW}-ntp\n"
    untold = govnetgen("diff", site.folder, "--running", captures)
    assert untold.code == 0 and "nobody gave a text to compare with" in untold.err
    asked = govnetgen("diff", site.folder, "--running", captures, "--renew-secret", "ntp")
    assert asked.code == 3 and "the secret ntp is written again" in asked.out


@pytest.mark.parametrize("verb", ["deploy", "diff", "review"])
def test_a_name_that_no_device_has_is_an_error(site: Site, govnetgen: Govnetgen, verb: str, tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    govnetgen("collect", site.folder, "-o", captures)
    ended = govnetgen(verb, site.folder, "--running", captures, "--renew-secret", "npt", "--json")
    assert (ended.code, ended.found[0]) == (1, "renew-matches-nothing")


def test_what_somebody_typed_on_a_device_is_not_known(site: Site, deploy: Govnetgen) -> None:
    deploy("--yes", "--renew-secret", "*")
    device = site.devices["core1"]
    number = next(at for at, line in enumerate(device.lines) if "<secret:ntp>" in line)
    device.set(number, "typed by hand")
    ended = deploy()
    assert ended.out == NOTHING
    assert "whether the secret ntp changed cannot be told: on core1" in " ".join(ended.err.split())


def test_a_device_that_does_not_take_the_new_secret_is_no_success(site: Site, deploy: Govnetgen) -> None:
    deploy("--yes", "--renew-secret", "*")
    site.say("ntp", NEW + "-ntp", "netadmin", OLD + "-admin")
    site.devices["core1"].deaf = True
    ended = deploy("--yes", "--json", "--limit", "core1")
    assert (ended.code, ended.json["devices"]["core1"]["outcome"]) == (1, "reverted")
    assert deploy("--dry-run", "--limit", "core1").code == 3


def test_a_device_that_shows_the_same_text_in_the_same_way_is_done(site: Site, deploy: Govnetgen) -> None:
    for one in site.devices.values():
        one.salted = False
        for number, text in list(one.clear.items()):
            one.known.clear()
            one.set(number, text)
    assert deploy("--yes", "--renew-secret", "*").code == 0
    assert (deploy().out, deploy().err) == (NOTHING, "")


def test_a_rotation_that_is_taken_back_is_found_again(site: Site, deploy: Govnetgen, govnetgen: Govnetgen) -> None:
    deploy("--yes", "--renew-secret", "*")
    site.say("ntp", NEW + "-ntp", "netadmin", OLD + "-admin")
    run = deploy("--yes", "--json").json["run"]
    assert all(NEW + "-ntp" in site.held(name) for name in site.devices)
    assert govnetgen("rollback", run, "--yes").code == 0
    assert all(site.held(name) == {OLD + "-ntp", OLD + "-admin"} for name in site.devices)
    ended = deploy("--dry-run")
    assert ended.code == 3 and ended.out.count("the secret ntp is written again") == len(site.devices)


def test_a_run_that_was_killed_between_two_secrets_is_taken_up(
    site: Site, deploy: Govnetgen, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy("--yes", "--renew-secret", "*")
    site.say("ntp", NEW + "-ntp", "netadmin", NEW + "-admin")
    assert site.sent
    device = site.devices["core1"]
    device.transaction, device.dies_at = LINE_BY_LINE, 1
    with pytest.raises(Killed):
        arguments = ["--secrets", str(site.secrets), "--yes", "--limit", "core1", "--allow-lockout", "core1"]
        run_command(["deploy", str(site.folder), *arguments])
    capsys.readouterr()
    assert site.held("core1") == {OLD + "-ntp", NEW + "-admin"}, "half of it"
    run = sorted(one.name for one in (site.folder.parent / "state" / "govnetgen" / "runs").glob("small-*"))[-1]
    ended = deploy("--resume", run, "--json")
    assert ended.json["devices"]["core1"]["outcome"] == "reverted", ended.out
    assert site.held("core1") == {OLD + "-ntp", OLD + "-admin"}
    assert deploy("--yes", "--allow-lockout", "core1").code == 0
    assert site.held("core1") == {NEW + "-ntp", NEW + "-admin"}


def test_no_text_of_a_secret_is_anywhere(site: Site, deploy: Govnetgen, govnetgen: Govnetgen, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    printed = [deploy("--dry-run"), deploy("--yes", "--json", "--renew-secret", "*")]
    site.say("ntp", NEW + "-ntp", "netadmin", NEW + "-admin")
    captures, pages = tmp_path / "captures", tmp_path / "pages"
    govnetgen("collect", site.folder, "-o", captures)
    pages.mkdir()
    of = (site.folder, "--running", captures, "--secrets", site.secrets)
    printed += [
        govnetgen("diff", *of),
        govnetgen("diff", *of, "--json"),
        govnetgen("review", *of, "-o", pages / "review.html", "-o", pages / "review.md", "-o", pages / "review.json"),
        govnetgen("patch", site.folder, "--running", captures, "--renew-secret", "*", "-o", pages / "patches"),
    ]
    printed += [deploy("--dry-run", "-o", str(plan)), deploy("--yes", "--reviewed", str(plan)), deploy()]
    assert [one.code for one in printed] == [0, 0, 3, 3, 0, 0, 3, 0, 0], printed
    printed += [govnetgen("runs"), govnetgen("runs", "--json")]
    written = {name: data for name, data in files(tmp_path / "state").items() if "/before/" not in name}
    assert any(name.endswith("small.secrets.json") for name in written)
    written |= files(pages)
    written |= {"plan": plan.read_bytes(), "printed": "".join(one.out + one.err for one in printed).encode()}
    for where, data in written.items():
        assert b"Canary" not in data and b"$1c$" not in data, where
