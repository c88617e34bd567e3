"""What is failed on purpose, and which traffic has another way."""

from pathlib import Path

import pytest
from lab.slices import DALIAN
from networks import FOLDERS

from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.failure import FLOWS, failures, survives, watched
from govnetgen.workflow.lab_test import Prepared, prepare


@pytest.fixture(scope="module")
def dalian() -> Prepared:
    """A part of Dalian."""
    return prepare(Path(FOLDERS["dalian"]), DALIAN, Sampling()).require()


def test_one_of_each_kind_is_failed(dalian: Prepared) -> None:
    assert [(one.name, one.what) for one in failures(dalian.network)] == [
        ("core1", "core"),
        ("agg-shahekou--core1", "link"),
        ("dsj-fw1", "firewall of a pair"),
        ("exit-fw1", "exit of a pair"),
    ]


def test_flows_are_few_and_between_hosts(dalian: Prepared) -> None:
    flows = watched(dalian.probes.expected)
    assert len(flows) == FLOWS == len(set(flows))
    assert all(one.passes and not one.source.station.device and not one.target.station.device for one in flows)


def test_what_has_wires_left_survives(dalian: Prepared) -> None:
    flows = watched(dalian.probes.expected)
    for one in failures(dalian.network):
        assert all(survives(dalian.lab, one.name, flow) for flow in flows), one
    alone = [flow for flow in flows if "xigang-gov" in (flow.source.station.unit, flow.target.station.unit)]
    beyond = [flow for flow in alone if flow.source.station.unit != flow.target.station.unit]
    assert beyond
    assert not any(survives(dalian.lab, "xigang-gov-fw1", flow) for flow in beyond)
    assert not any(survives(dalian.lab, "xigang-gov-fw1--xigang-gov-sw1", flow) for flow in beyond)
