"""A part of Dalian: up, tested, a firewall of a pair failed and healed, a fault seeded and taken back, changed by
``deploy``, tested, taken back by ``rollback``, tested again.
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
from lab.watching import watch

from govnetgen.cli import run
from govnetgen.lab.expect import Kind
from govnetgen.lab.failure import Failure, failures
from govnetgen.views.lab_test import lab_test_text
from govnetgen.workflow.lab_test import LabTested

pytestmark = [*MARKS, pytest.mark.slow]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, LabTested]]:
    """The part of Dalian, up under another name, and what the first test of it said."""
    base, name = tmp_path_factory.mktemp("lab"), f"ci{os.getpid()}"
    folder = base / "dalian"
    shutil.copytree(ROOT / "inventory" / "dalian", folder, ignore=shutil.ignore_patterns("legacy"))
    change(folder / "network.yaml", "name: dalian\n", f"name: {name}\n")
    bench = Bench(folder, name)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(base / "state"))
        try:
            yield bench, bench.up()
        finally:
            bench.down()


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


def test_it_is_changed_by_deploy_and_taken_back(
    up: tuple[Bench, LabTested], capsys: pytest.CaptureFixture[str]
) -> None:
    bench, _ = up

    def outcomes(*arguments: str) -> dict[str, str]:
        capsys.readouterr()
        assert run([*arguments, "--yes", "--json"]) == 0, capsys.readouterr()
        document = json.loads(capsys.readouterr().out)
        runs.append(document["run"])
        return {name: one["outcome"] for name, one in document["devices"].items()}

    runs: list[str] = []
    policy = bench.folder / "policy.yaml"
    before, after = (f"sources: [clients], services: [{one}], action: permit}}" for one in ("web, dns", "web"))
    pair = {"exit-fw1": "confirmed", "exit-fw2": "confirmed"}
    change(policy, before, after)
    assert outcomes("deploy", str(bench.folder), "--lab", "--limit", "exit-fw*", "--canary", "1") == pair
    changed = Bench(bench.folder, bench.name)
    tested = changed.tested(quiet_s=5.0)
    assert [str(one.expected) for one in tested.differing if one.expected.version == 4] == []
    assert outcomes("rollback", runs[0]) == pair
    change(policy, after, before)


def test_it_is_as_before_in_the_end(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    again = bench.tested(quiet_s=5.0)
    # ospf6d of FRR 8.4 now and then keeps a summary at its highest age after a neighbour was lost, and does without it
    assert [str(one.expected) for one in again.differing if one.expected.version == 4] == []
