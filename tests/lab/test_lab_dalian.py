"""A part of Dalian: up, tested, a firewall of a pair failed and healed, a fault seeded and taken back, changed by
``deploy``, tested, locked out by a change that its node takes back, taken back by ``rollback``, tested again.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.machine import MARKS, change
from lab.mutated import Bench, caught
from lab.mutations import MUTATIONS
from lab.site import Site, held
from lab.watching import watch

from govnetgen.cli import run
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.runs import state_folder
from govnetgen.deploy.settings import Settings
from govnetgen.lab.expect import Kind
from govnetgen.lab.failure import Failure, failures
from govnetgen.lab.run import in_node
from govnetgen.lab.state import read_state
from govnetgen.views.lab_test import lab_test_text
from govnetgen.workflow.deploy import Outside, Request, prepare, push
from govnetgen.workflow.lab_aims import lab_targets_of
from govnetgen.workflow.lab_test import LabTested
from govnetgen.workflow.targets import Access

pytestmark = [*MARKS, pytest.mark.slow]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of Dalian under another name."""
    base, name = tmp_path_factory.mktemp("lab"), f"ci{os.getpid()}"
    folder = base / "dalian"
    shutil.copytree(ROOT / "inventory" / "dalian", folder, ignore=shutil.ignore_patterns("legacy"))
    change(folder / "network.yaml", "name: dalian\n", f"name: {name}\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(base / "state"))
        yield Site(folder, name, base / "state")


@pytest.fixture(scope="module")
def up(site: Site) -> Iterator[tuple[Bench, LabTested]]:
    """The part of Dalian, up, and what the first test of it said."""
    bench = Bench(site.folder, site.name)
    with bench.running() as tested:
        yield bench, tested


def test_it_does_what_its_inventory_says(up: tuple[Bench, LabTested]) -> None:
    _, tested = up
    assert not tested.failed, lab_test_text(tested)
    kinds = {one.expected.kind for one in tested.judged}
    assert kinds >= {Kind.RULE, Kind.NAT, Kind.VPN, Kind.ISOLATION, Kind.MANAGEMENT, Kind.GATEWAY}
    assert sum(one.predicted is not None for one in tested.judged) > 400


def test_a_failed_firewall_of_a_pair_is_survived(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    failure = Failure("dsj-fw1", "firewall of a pair")
    assert failure in failures(bench.prepared.network)
    tested = watch(bench, failure)
    assert tested.ok
    assert tested.failed.after_s is not None
    assert tested.healed.after_s is not None


def test_a_translation_that_is_off_by_one_bit_is_caught(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    (fault,) = (one for one in MUTATIONS if one.name == "NAT pool off by one bit")
    found = caught(bench, fault, quiet_s=2.0)
    assert any(one.startswith("nat: ") for one in found.by_packets)


PAIR = {"exit-fw1": "confirmed", "exit-fw2": "confirmed"}


def pushed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, dict[str, str]]:
    """Run a command that pushes; return the name of its run, and how each device ended."""
    capsys.readouterr()
    assert run([*arguments, "--yes", "--json"]) == 0, capsys.readouterr()
    document = json.loads(capsys.readouterr().out)
    return document["run"], {name: one["outcome"] for name, one in document["devices"].items()}


def test_it_is_changed_by_deploy_and_taken_back(
    up: tuple[Bench, LabTested], site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = (f"sources: [clients], services: [{one}], action: permit}}" for one in ("web, dns", "web"))
    with site.changed(("policy.yaml", before, after)):
        # packets are asked all over the network: devices need not ask around, too
        deploy = ("deploy", str(site.folder), "--lab", "--limit", "exit-fw*", "--canary", "1", "--no-probes")
        name, outcomes = pushed(capsys, *deploy)
        assert outcomes == PAIR
        tested = Bench(site.folder, site.name).tested(quiet_s=5.0)
        assert [str(one.expected) for one in tested.differing] == []
        locks_itself_out(site, "agg-wzzx")
        assert pushed(capsys, "rollback", name, "--no-probes")[1] == PAIR


def locks_itself_out(site: Site, device: str) -> None:
    """Let logins come from elsewhere than deploy does: nobody can confirm the change, and the node takes it back."""
    console = site.console(device)
    before = held(console)
    request = Request(
        network=site.folder,
        state=state_folder(os.environ),
        limit=(device,),
        access=Access(lab=True, timeout_s=3),
        settings=Settings(confirm_within_s=8, settle_s=2.0, between_tries_s=0.5, beyond_timer_s=20.0, probing=False),
    )
    with site.changed(("network.yaml", "ssh: {from: [sjzx/noc]", "ssh: {from: [dsj/office]")):
        prepared = prepare(request, Outside(), lambda *told: None, lambda *told: None).require()
        assert "management-acl" in {one.code for one in prepared.plan.devices[device].risks}
        ended = push(prepared, Outside(), lambda *told: None).ended[device]
    assert ended.outcome is Outcome.REVERTED, ended
    assert last_change(site, device) == ("reverted", "nobody confirmed it in time")
    assert held(console) == before
    assert held(lab_targets_of(site.folder, [device]).require().targets[device]) == before  # in-band again


def last_change(site: Site, device: str) -> tuple[str, str]:
    """Return how a node says that its last change ended, and why."""
    state = read_state(site.name)
    first = state.nodes[device].process if state is not None else None
    assert first is not None
    code, answer = in_node(first, ["sh", "-c", "python3 -IS /usr/local/lib/govnetgen/node-*.pyz status"])
    assert code == 0
    last = json.loads(answer)["last"]
    return last["outcome"], last["why"]


def test_it_is_as_before_in_the_end(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    again = bench.tested(quiet_s=5.0)
    assert [str(one.expected) for one in again.differing] == []
