"""A network of IS-IS, BGP with route reflectors, and L3VPNs whose labels the lab does without."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.machine import MARKS
from lab.mutated import Bench
from lab.watching import watch

from govnetgen.lab.expect import Kind
from govnetgen.lab.failure import Failure
from govnetgen.views.lab_test import lab_test_text
from govnetgen.workflow.lab_test import LabTested

pytestmark = MARKS
FOLDER = Path(__file__).parents[1] / "networks" / "mpls"


@pytest.fixture(scope="module")
def up() -> Iterator[tuple[Bench, LabTested]]:
    """The network, up under another name, and what the first test of it said."""
    bench = Bench(FOLDER, f"ci{os.getpid()}l3")
    with bench.running() as tested:
        yield bench, tested


def test_members_of_a_vpn_reach_each_other_and_nobody_else(up: tuple[Bench, LabTested]) -> None:
    _, tested = up
    assert not tested.failed, lab_test_text(tested)
    kinds = {one.expected.kind for one in tested.judged}
    assert kinds >= {Kind.VPN, Kind.ISOLATION}


def test_the_vpns_go_through_the_core_and_outlive_the_half_of_it(up: tuple[Bench, LabTested]) -> None:
    bench, _ = up
    tested = watch(bench, Failure("rr1", "core"))
    assert tested.ok
