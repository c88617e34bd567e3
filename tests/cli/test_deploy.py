"""``deploy``, ``rollback``, ``runs`` and ``collect``, against devices in memory that show whole configurations."""

import json
import logging
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.conftest import INVENTORY, Ended, Govnetgen, files
from deploy.text import TextDevice, TextDriver

from govnetgen.deploy import run as deploy_run
from govnetgen.deploy.session import Target
from govnetgen.drivers.transaction import Transaction
from govnetgen.workflow import deploy as workflow

CANARY = "Canary-5ecret-Text"
"""Stands for every secret that must never be written anywhere."""
SECRETS = {"GOVNETGEN_SECRET_NTP": f"{CANARY}-ntp", "GOVNETGEN_SECRET_NETADMIN": f"{CANARY}-admin"}
ON_DEVICE = "$1c$Canary-5alted-Text$"
PASSWORD = "Canary-Pa55word"
TIMER = Transaction(timer=True, atomic=True, replace=False)
NO_TIMER = Transaction(timer=False, atomic=False, replace=False)
LOST = {
    "core1": "logging server 10.32.0.11\n",
    "core2": "ntp authentication-key 1 md5 <secret:ntp>\n",
}


class Fleet:
    """The devices of the small network, each a line behind what is intended; fw1 is as intended."""

    def __init__(self, network: Path, rendered: Path) -> None:
        self.network = network
        self.devices = {path.stem: self._device(path) for path in sorted(rendered.glob("*.cfg"))}

    def _device(self, path: Path) -> TextDevice:
        text = path.read_text(encoding="utf-8")
        shown = text.replace("<secret:netadmin>", ON_DEVICE).replace("<secret:ntp>", ON_DEVICE)
        before = shown.replace(LOST.get(path.stem, "\0").replace("<secret:ntp>", ON_DEVICE), "")
        return TextDevice([before, shown], TIMER) if before != shown else TextDevice([shown], TIMER)

    def driver(self, target: Target) -> TextDriver:
        device = self.devices[target.device]
        device.targets.append(target)
        return TextDriver(device)

    @property
    def sent(self) -> dict[str, list[str]]:
        return {name: one.taken for name, one in self.devices.items() if one.taken}


@pytest.fixture
def fleet(tmp_path: Path, govnetgen: Govnetgen, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fleet]:
    network = tmp_path / "small"
    shutil.copytree(INVENTORY / "small", network)
    assert govnetgen("render", network, "-o", tmp_path / "rendered").code == 0
    made = Fleet(network, tmp_path / "rendered")
    outside = workflow.Outside
    monkeypatch.setattr(workflow, "Outside", lambda: outside(opener=made.driver))
    monkeypatch.setattr(deploy_run, "answers", lambda target, timeout_s: True)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name, text in {**SECRETS, "GOVNETGEN_USERNAME": "ops", "GOVNETGEN_PASSWORD": PASSWORD}.items():
        monkeypatch.setenv(name, text)
    yield made


def outcomes(ended: Ended) -> dict[str, str]:
    return {name: one["outcome"] for name, one in ended.json["devices"].items()}


def test_what_differs_is_pushed_and_confirmed_and_a_second_run_has_nothing_to_do(
    fleet: Fleet, govnetgen: Govnetgen
) -> None:
    ended = govnetgen("deploy", fleet.network, "--yes", "--json")
    assert ended.code == 0, ended.out + ended.err
    assert outcomes(ended) == {"core1": "confirmed", "core2": "confirmed", "fw1": "unchanged"}
    assert fleet.sent == {
        "core1": ["logging server 10.32.0.11"],
        "core2": [f"ntp authentication-key 1 md5 {CANARY}-ntp"],
    }
    again = govnetgen("deploy", fleet.network, "--yes")
    assert (again.code, again.out) == (0, "3 devices as intended\nnothing to deploy\n"), again.err


def test_both_of_a_pair_are_never_in_one_wave(fleet: Fleet, govnetgen: Govnetgen) -> None:
    ended = govnetgen("deploy", fleet.network, "--dry-run", "--json")
    assert ended.code == 3
    assert ended.json["plan"]["waves"] == [["core1"], ["core2"]]
    assert fleet.sent == {}


def test_only_what_was_reviewed_is_deployed(fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert govnetgen("deploy", fleet.network, "--dry-run", "-o", plan).code == 3
    drifted = fleet.devices["core1"]
    drifted.texts = [text.replace("10 permit 10.32.0.0 0.0.0.127", "10 permit any", 1) for text in drifted.texts]
    ended = govnetgen("deploy", fleet.network, "--reviewed", plan, "--yes", "--json")
    assert ended.code == 1
    assert outcomes(ended) == {"core1": "refused", "core2": "confirmed", "fw1": "unchanged"}
    assert "drifted" in ended.json["devices"]["core1"]["why"][0]
    assert list(fleet.sent) == ["core2"]


def test_a_digest_that_is_not_the_plans_stops_everything(fleet: Fleet, govnetgen: Govnetgen) -> None:
    ended = govnetgen("deploy", fleet.network, "--reviewed", "0123456789abcdef", "--yes", "--json")
    assert (ended.code, ended.found, fleet.sent) == (1, ["plan-differs"], {})


def test_the_digest_of_a_plan_is_that_of_a_review(fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    assert govnetgen("collect", fleet.network, "-o", captures).code == 0
    review = tmp_path / "review.json"
    assert govnetgen("review", fleet.network, "--running", captures, "-o", review).code == 0
    ended = govnetgen("deploy", fleet.network, "--dry-run", "--json")
    assert json.loads(review.read_text(encoding="utf-8"))["digest"] == ended.json["plan"]["digest"]
    assert govnetgen("deploy", fleet.network, "--reviewed", review, "--yes").code == 0


def test_a_plan_that_was_edited_is_refused(fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    govnetgen("deploy", fleet.network, "--dry-run", "-o", plan)
    plan.write_text(plan.read_text(encoding="utf-8").replace("10.32.0.11", "10.32.0.12"), encoding="utf-8")
    ended = govnetgen("deploy", fleet.network, "--reviewed", plan, "--yes", "--json")
    assert (ended.code, ended.found, fleet.sent) == (1, ["plan-edited"], {})
    plan.write_text("{", encoding="utf-8")
    assert govnetgen("deploy", fleet.network, "--reviewed", plan, "--json").found == ["plan-damaged"]


def test_a_pattern_that_matches_nothing_is_an_error(fleet: Fleet, govnetgen: Govnetgen) -> None:
    ended = govnetgen("deploy", fleet.network, "--limit", "cor9", "--yes", "--json")
    assert (ended.code, ended.found, fleet.sent) == (1, ["limit-matches-nothing"], {})


def test_no_credentials(fleet: Fleet, govnetgen: Govnetgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVNETGEN_PASSWORD")
    ended = govnetgen("deploy", fleet.network, "--yes", "--json")
    assert (ended.code, ended.found) == (1, ["no-credentials"])
    assert not any(one.targets for one in fleet.devices.values())


def test_nobody_to_ask(fleet: Fleet, govnetgen: Govnetgen) -> None:
    ended = govnetgen("deploy", fleet.network, "--json")
    assert (ended.code, ended.found, fleet.sent) == (1, ["deploy-unconfirmed"], {})


def test_two_deployments_at_once(fleet: Fleet, govnetgen: Govnetgen) -> None:
    import fcntl

    held = os.open(fleet.network, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        ended = govnetgen("deploy", fleet.network, "--yes", "--json")
    finally:
        os.close(held)
    assert (ended.code, ended.found, fleet.sent) == (1, ["deploy-busy"], {})


def test_an_invalid_inventory_touches_nothing(fleet: Fleet, govnetgen: Govnetgen) -> None:
    (fleet.network / "vlans.yaml").write_text("vlans: [", encoding="utf-8")
    assert govnetgen("deploy", fleet.network, "--yes").code == 1
    assert not any(one.targets for one in fleet.devices.values())


def test_addresses_that_the_ledger_does_not_hold(fleet: Fleet, govnetgen: Govnetgen) -> None:
    (fleet.network / "ledger.txt").unlink()
    assert govnetgen("deploy", fleet.network, "--yes", "--json").found == ["ledger-unwritten"]
    assert fleet.sent == {}


def test_a_secret_without_text_refuses_only_the_device_that_needs_it(
    fleet: Fleet, govnetgen: Govnetgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GOVNETGEN_SECRET_NTP")
    ended = govnetgen("deploy", fleet.network, "--yes", "--json")
    assert outcomes(ended) == {"core1": "confirmed", "core2": "refused", "fw1": "unchanged"}
    assert ended.json["plan"]["refused"][0]["code"] == "secret-unresolved"


def test_a_device_that_does_not_answer_hides_no_other(fleet: Fleet, govnetgen: Govnetgen) -> None:
    fleet.devices["core1"].fails = f"no way in, said {PASSWORD}"
    ended = govnetgen("deploy", fleet.network, "--yes", "--json")
    assert ended.code == 1
    assert outcomes(ended) == {"core1": "not_reached", "core2": "confirmed", "fw1": "unchanged"}
    assert PASSWORD not in ended.out + ended.err


def test_a_document_says_ok_where_the_exit_code_does(fleet: Fleet, govnetgen: Govnetgen) -> None:
    ended = govnetgen("deploy", fleet.network, "--dry-run", "--json")
    assert (ended.code, ended.json["ok"]) == (3, True)
    fleet.devices["core1"].fails = "no way in"
    for arguments in (("--dry-run",), ("--yes",)):
        ended = govnetgen("deploy", fleet.network, *arguments, "--json")
        assert (ended.code, ended.json["ok"]) == (1, False)


@pytest.mark.parametrize("command", ["unclosed ' quotation", "no-such-program --at all"])
def test_a_probe_that_could_not_run_is_refused_before_anything_is_done(
    fleet: Fleet, govnetgen: Govnetgen, command: str
) -> None:
    ended = govnetgen("deploy", fleet.network, "--probe", command, "--yes", "--json")
    assert (ended.code, ended.found, fleet.sent) == (1, ["bad-value"], {})


def test_the_way_in_is_not_changed_without_a_timer(fleet: Fleet, govnetgen: Govnetgen) -> None:
    device = fleet.devices["core1"]
    device.texts = [
        device.texts[1].replace("10 permit 10.32.0.0 0.0.0.127", "10 permit 10.99.0.0 0.0.0.127", 1),
        device.texts[1],
    ]
    device.transaction = NO_TIMER
    ended = govnetgen("deploy", fleet.network, "--yes", "--json", "--limit", "core1")
    assert (ended.code, ended.json["plan"]["refused"][0]["code"]) == (1, "would-lock-out")
    assert fleet.sent == {}
    allowed = govnetgen("deploy", fleet.network, "--yes", "--json", "--limit", "core1", "--allow-lockout", "core1")
    assert outcomes(allowed) == {"core1": "confirmed"}


def test_a_risk_is_taken_for_a_device_that_is_there(fleet: Fleet, govnetgen: Govnetgen) -> None:
    ended = govnetgen("deploy", fleet.network, "--yes", "--json", "--allow-lockout", "cor1")
    assert (ended.code, ended.found, fleet.sent) == (1, ["unknown-reference"], {})


def test_what_differs_from_before_is_said_without_its_secrets(
    fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path
) -> None:
    """The commit leads to neither what was there nor what is intended, and nothing leads back."""
    device = fleet.devices["core1"]
    spoilt = device.texts[0].replace(f"ntp authentication-key 1 md5 {ON_DEVICE}\n", f"username x password {CANARY}\n")
    assert spoilt != device.texts[0]
    device.texts = [device.texts[0], spoilt]
    device.transaction = NO_TIMER
    device.stays = True
    ended = govnetgen("deploy", fleet.network, "--yes", "--json", "--limit", "core1", "--settle", 0)
    assert outcomes(ended) == {"core1": "reverted"}
    assert "nothing of this change is on it" in ended.json["devices"]["core1"]["why"][-1]
    told = ended.json["devices"]["core1"]["on_device"]
    assert any(line.startswith("- ") and "ntp authentication-key" in line for line in told), told
    text = govnetgen("runs", ended.json["run"])
    written = [data for name, data in files(tmp_path / "state").items() if "/before/" not in name]
    for data in [ended.out.encode(), text.out.encode(), *written]:
        for secret in (CANARY, ON_DEVICE):
            assert secret.encode() not in data


def test_a_run_is_taken_back(fleet: Fleet, govnetgen: Govnetgen) -> None:
    before = {name: one.texts[one.at] for name, one in fleet.devices.items()}
    run = govnetgen("deploy", fleet.network, "--yes", "--json").json["run"]
    ended = govnetgen("rollback", run, "--yes", "--json")
    assert outcomes(ended) == {"core1": "confirmed", "core2": "confirmed"}
    assert {name: one.texts[one.at] for name, one in fleet.devices.items()} == before
    assert fleet.devices["core1"].taken[1] == "no logging server 10.32.0.11"
    assert ended.json["plan"]["waves"] == [["core2"], ["core1"]]
    listed = govnetgen("runs", "--json").json["runs"]
    assert [one["takes_back"] for one in listed] == ["", run]
    assert govnetgen("runs", run).out.count("changed and confirmed") == 2


def test_what_was_changed_since_is_not_taken_back(fleet: Fleet, govnetgen: Govnetgen) -> None:
    run = govnetgen("deploy", fleet.network, "--yes", "--json").json["run"]
    device = fleet.devices["core1"]
    device.texts = [text.replace("10 permit 10.32.0.0 0.0.0.127", "10 permit any", 1) for text in device.texts]
    ended = govnetgen("rollback", run, "--yes", "--json")
    assert outcomes(ended) == {"core1": "refused", "core2": "confirmed"}


def test_an_unknown_run(fleet: Fleet, govnetgen: Govnetgen) -> None:
    assert govnetgen("rollback", "small-1", "--json").found == ["unknown-run"]
    assert govnetgen("runs", "../../etc", "--json").found == ["unknown-run"]
    assert govnetgen("runs").out == "no run\n"


def test_captures_are_for_their_owner_and_never_written_over_silently(
    fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path
) -> None:
    out = tmp_path / "captures"
    ended = govnetgen("collect", fleet.network, "-o", out, "--json")
    assert (ended.code, ended.json["written"]) == (0, ["core1", "core2", "fw1"])
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {
        f"{name}.cfg": 0o600 for name in fleet.devices
    }
    assert (out / "fw1.cfg").read_text(encoding="utf-8") == fleet.devices["fw1"].texts[0]
    assert govnetgen("collect", fleet.network, "-o", out, "--json").found == ["capture-exists"]
    assert govnetgen("collect", fleet.network, "-o", out, "--force", "--json").json["changed"] == []


def test_half_a_configuration_is_not_collected(fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path) -> None:
    fleet.devices["core1"].texts[0] = "% Authorization failed\n"
    ended = govnetgen("collect", fleet.network, "-o", tmp_path / "captures", "--json")
    assert (ended.code, ended.json["ok"], ended.json["written"]) == (1, False, ["core2", "fw1"])
    assert "answered with an error" in ended.json["failed"][0]["why"]
    assert not (tmp_path / "captures" / "core1.cfg").exists()


def test_no_secret_is_written_anywhere(
    fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Journals, plans, reports, JSON, logs at DEBUG; only what a device held before holds what the device shows."""
    caplog.set_level(logging.DEBUG)
    plan = tmp_path / "plan.json"
    printed = []
    for arguments in (
        ("deploy", fleet.network, "--dry-run", "-o", plan),
        ("deploy", fleet.network, "--yes", "--reviewed", plan),
        ("runs",),
        ("runs", "--json"),
    ):
        ended = govnetgen(*arguments)
        printed.append(ended.out + ended.err)
    run = json.loads(printed[-1])["runs"][0]["run"]
    for arguments in (("runs", run), ("rollback", run, "--yes", "--json")):
        ended = govnetgen(*arguments)
        printed.append(ended.out + ended.err)
    state = tmp_path / "state"
    kept = {name: data for name, data in files(state).items() if "/before/" not in name}
    written = {**kept, "plan": plan.read_bytes()}
    assert sum("journal" in name for name in written) == 2
    for where, data in {**written, "log": caplog.text.encode(), "printed": "".join(printed).encode()}.items():
        for secret in (CANARY, ON_DEVICE, PASSWORD):
            assert secret.encode() not in data, where
    for path in state.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.parent == state, path


def test_a_device_that_is_not_what_its_capture_says_is_refused(
    fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path
) -> None:
    """The plan is made from captures; the device is asked before it is changed."""
    captures = tmp_path / "captures"
    govnetgen("collect", fleet.network, "-o", captures)
    drifted = fleet.devices["core1"]
    drifted.texts = [text.replace("10 permit 10.32.0.0 0.0.0.127", "10 permit any", 1) for text in drifted.texts]
    ended = govnetgen("deploy", fleet.network, "--running", captures, "--yes", "--json", "--max-failures", 1)
    assert outcomes(ended) == {"core1": "refused", "core2": "confirmed", "fw1": "unchanged"}
    assert list(fleet.sent) == ["core2"]


def test_a_dry_run_from_captures_needs_no_credentials(
    fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures = tmp_path / "captures"
    govnetgen("collect", fleet.network, "-o", captures)
    monkeypatch.delenv("GOVNETGEN_PASSWORD")
    assert govnetgen("deploy", fleet.network, "--running", captures, "--dry-run").code == 3


class Killed(BaseException):
    """Our process was killed here."""


def kill(fleet: Fleet, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process be killed when a device's commit is done."""
    real = TextDriver.commit_config

    def commit(driver: TextDriver, message: str = "", revert_in: int | None = None) -> None:
        real(driver, message, revert_in)
        if driver.device is fleet.devices[name]:
            raise Killed

    monkeypatch.setattr(TextDriver, "commit_config", commit)


def test_a_killed_run_is_taken_up(fleet: Fleet, govnetgen: Govnetgen) -> None:
    with pytest.MonkeyPatch.context() as patched:
        kill(fleet, "core1", patched)
        with pytest.raises(Killed):
            govnetgen("deploy", fleet.network, "--yes", "--json")
    found = govnetgen("runs", "--json").json["runs"][0]
    assert found["uncertain"] == ["core1"]
    assert govnetgen("rollback", found["run"], "--yes", "--json").found == ["run-unfinished"]
    ended = govnetgen("deploy", fleet.network, "--resume", found["run"], "--json")
    assert outcomes(ended) == {"core1": "confirmed", "core2": "confirmed"}
    assert {name: len(sent) for name, sent in fleet.sent.items()} == {"core1": 1, "core2": 1}
    assert govnetgen("deploy", fleet.network, "--resume", found["run"], "--json").found == ["run-over"]


def test_a_risk_that_was_taken_counts_when_a_run_is_taken_up(fleet: Fleet, govnetgen: Govnetgen) -> None:
    for name in ("core1", "core2"):
        device = fleet.devices[name]
        guarded = device.texts[1].replace("10 permit 10.32.0.0 0.0.0.127", "10 permit 10.99.0.0 0.0.0.127", 1)
        device.texts, device.transaction = [guarded, device.texts[1]], NO_TIMER
    allowed = ("--allow-lockout", "core1", "--allow-lockout", "core2")
    with pytest.MonkeyPatch.context() as patched:
        kill(fleet, "core1", patched)
        with pytest.raises(Killed):
            govnetgen("deploy", fleet.network, "--yes", "--json", *allowed)
    run = govnetgen("runs", "--json").json["runs"][0]["run"]
    ended = govnetgen("deploy", fleet.network, "--resume", run, "--json")
    assert outcomes(ended) == {"core1": "confirmed", "core2": "confirmed"}


def test_a_run_is_not_taken_up_with_another_inventory(fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        kill(fleet, "core1", patched)
        with pytest.raises(Killed):
            govnetgen("deploy", fleet.network, "--yes", "--json")
    run = govnetgen("runs", "--json").json["runs"][0]["run"]
    file = fleet.network / "network.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("is logged", "is seen"), encoding="utf-8")
    assert govnetgen("deploy", fleet.network, "--resume", run, "--json").found == ["run-outdated"]
    other = tmp_path / "other"
    shutil.copytree(fleet.network, other)
    assert govnetgen("deploy", other, "--resume", run, "--json").found == ["run-of-another"]


def test_a_killed_rollback_is_taken_up(fleet: Fleet, govnetgen: Govnetgen) -> None:
    before = {name: one.texts[one.at] for name, one in fleet.devices.items()}
    run = govnetgen("deploy", fleet.network, "--yes", "--json").json["run"]
    with pytest.MonkeyPatch.context() as patched:
        kill(fleet, "core2", patched)
        with pytest.raises(Killed):
            govnetgen("rollback", run, "--yes", "--json")
    killed = govnetgen("runs", "--json").json["runs"][1]
    assert killed["takes_back"] == run
    ended = govnetgen("deploy", fleet.network, "--resume", killed["run"], "--json")
    assert outcomes(ended) == {"core1": "confirmed", "core2": "confirmed"}
    assert {name: one.texts[one.at] for name, one in fleet.devices.items()} == before


def test_a_run_that_changed_nothing_is_not_taken_back(fleet: Fleet, govnetgen: Govnetgen) -> None:
    for name in ("core1", "core2"):
        fleet.devices[name].texts = fleet.devices[name].texts[:1]  # a commit leads nowhere
    run = govnetgen("deploy", fleet.network, "--yes", "--json", "--settle", 0).json["run"]
    assert govnetgen("rollback", run, "--yes", "--json").found == ["run-changed-nothing"]


CORE2, FIREWALL = "10.40.0.5", "10.40.0.1"
"""The far ends of core1's links."""


def test_who_is_asked_is_in_the_plan_and_in_no_digest(fleet: Fleet, govnetgen: Govnetgen, tmp_path: Path) -> None:
    shown = govnetgen("deploy", fleet.network, "--dry-run").out
    assert f"asks before and after: {CORE2} (core2), {FIREWALL} (fw1)" in shown
    plan = govnetgen("deploy", fleet.network, "--dry-run", "--json", "-o", tmp_path / "plan.json").json["plan"]
    assert plan["devices"]["core1"]["probes"][0] == {
        "destination": CORE2,
        "who": "core2",
        "source": "",
        "vrf": "",
        "far": False,
    }
    without = govnetgen("deploy", fleet.network, "--dry-run", "--no-probes", "--json").json["plan"]
    assert "probes" not in without["devices"]["core1"]
    assert without["digest"] == plan["digest"]
    assert not fleet.devices["core1"].asked
    ended = govnetgen("deploy", fleet.network, "--reviewed", tmp_path / "plan.json", "--no-probes", "--yes")
    assert (ended.code, fleet.devices["core1"].asked) == (0, [])


def test_what_was_looked_at_is_in_the_report(fleet: Fleet, govnetgen: Govnetgen) -> None:
    fleet.devices["core1"].answering = (CORE2,)
    ended = govnetgen("deploy", fleet.network, "--yes", "--json")
    assert ended.code == 0
    assert ended.json["devices"]["core1"]["health"] == {
        "looked_at": ["reach"],
        "untold": ["ospf", "ospfv3", "interface"],
    }
    assert ended.json["devices"]["fw1"]["health"] == {"looked_at": [], "untold": []}
    shown = govnetgen("runs", ended.json["run"], "--json").json["run"]["devices"]["core1"]
    assert shown["health"] == ended.json["devices"]["core1"]["health"]


def test_what_devices_cannot_tell_is_said(fleet: Fleet, govnetgen: Govnetgen) -> None:
    said = govnetgen("deploy", fleet.network, "--yes", "--no-probes").out
    assert "health: ospf could not be told by core1, core2\n" in said
    assert "isis" not in said, "no device is to speak it"


def test_a_rollback_asks_who_answered_before_what_it_takes_back(fleet: Fleet, govnetgen: Govnetgen) -> None:
    core1 = fleet.devices["core1"]
    core1.answering = (CORE2,)
    run = govnetgen("deploy", fleet.network, "--yes", "--json").json["run"]
    core1.asked.clear()
    core1.answering = (CORE2, FIREWALL)  # the change has brought one more, which goes with it
    assert govnetgen("rollback", run, "--yes").code == 0
    assert set(core1.asked) == {CORE2}


def runs_on_disk(fleet: Fleet) -> list[str]:
    state = fleet.network.parent / "state" / "govnetgen" / "runs"
    return sorted(one.name for one in state.iterdir() if one.is_dir())


def two_runs(fleet: Fleet, govnetgen: Govnetgen) -> tuple[str, str]:
    """A deployment, and another one of the same devices."""
    first = govnetgen("deploy", fleet.network, "--yes", "--json").json["run"]
    for one in fleet.devices.values():
        one.at = 0
    return first, govnetgen("deploy", fleet.network, "--yes", "--json").json["run"]


def test_a_damaged_journal_hides_no_other_run(fleet: Fleet, govnetgen: Govnetgen) -> None:
    first, second = two_runs(fleet, govnetgen)
    journal = next((fleet.network.parent / "state").rglob(f"{first}/journal*"))
    journal.write_bytes(b"\x00" + journal.read_bytes())
    listed = govnetgen("runs", "--json")
    assert (listed.code, listed.json["ok"], listed.found) == (1, False, ["journal-damaged"])
    assert [one["run"] for one in listed.json["runs"]] == [second]
    plain = govnetgen("runs")
    assert second in plain.out
    assert "error[journal-damaged]" in plain.err
    # which devices it changed last, nobody knows
    assert govnetgen("runs", "--prune", "--keep", "0", "--yes", "--json").found == ["journal-damaged"]


def test_old_runs_are_removed_and_the_last_stays(fleet: Fleet, govnetgen: Govnetgen) -> None:
    first, second = two_runs(fleet, govnetgen)
    dry = govnetgen("runs", "--prune", "--keep", "0", "--dry-run", "--json")
    assert (dry.code, dry.json["removed"]) == (3, False)
    assert dry.json["going"] == [{"run": first, "last_of": []}]
    assert dry.json["kept"][0]["run"] == second
    assert "core1, core2" in dry.json["kept"][0]["why"]
    assert runs_on_disk(fleet) == sorted([first, second])
    done = govnetgen("runs", "--prune", "--keep", "0", "--yes")
    assert (done.code, runs_on_disk(fleet)) == (0, [second])
    assert f"removed  {first}\n" in done.out
    assert f"kept     {second}: a rollback could need it" in done.out
    assert govnetgen("rollback", second, "--dry-run").code == 3
    again = govnetgen("runs", "--prune", "--older-than", "0", "--yes")
    assert (again.code, again.out.splitlines()[-1]) == (0, "no run to remove")
    assert govnetgen("runs", "--prune", "--keep", "0", "--even-needed", "--yes").out == (
        f"removed  {second}: core1, core2 cannot be taken back to before it\n"
    )
    assert govnetgen("runs").out == "no run\n"


def test_a_young_run_is_not_removed_by_its_age(fleet: Fleet, govnetgen: Govnetgen) -> None:
    two_runs(fleet, govnetgen)
    ended = govnetgen("runs", "--prune", "--older-than", "1", "--even-needed", "--dry-run", "--json")
    assert (ended.code, ended.json["going"], ended.json["kept"]) == (0, [], [])


def test_removing_runs_is_asked_for_and_agreed_to(fleet: Fleet, govnetgen: Govnetgen) -> None:
    first, second = two_runs(fleet, govnetgen)
    assert govnetgen("runs", "--prune", "--keep", "0", "--json").found == ["prune-unconfirmed"]
    for arguments in (("--prune",), ("--keep", "1"), ("--yes",), ("--prune", "--keep", "0", first)):
        assert govnetgen("runs", *arguments).code == 2, arguments
    assert runs_on_disk(fleet) == sorted([first, second])


def test_a_removal_that_was_cut_short_is_brought_to_its_end(fleet: Fleet, govnetgen: Govnetgen) -> None:
    first, second = two_runs(fleet, govnetgen)
    state = fleet.network.parent / "state" / "govnetgen" / "runs"
    shutil.copytree(state / first, state / ".gone-small-1")
    assert [one["run"] for one in govnetgen("runs", "--json").json["runs"]] == [first, second]
    assert govnetgen("runs", "--prune", "--keep", "1", "--yes").code == 0
    assert runs_on_disk(fleet) == [second]
