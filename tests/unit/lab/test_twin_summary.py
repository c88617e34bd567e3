"""Summaries inside summaries, which FRR would take for its own."""

from dataclasses import replace

import pytest
from networks import Built

from govnetgen.lab.topology import LabPlan
from govnetgen.lab.twin_summary import without_nested_summaries
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ospf import InterfaceOspf, OspfArea, OspfProcess
from govnetgen.model.device.system import System


def border(name: str, area: int, summary: str, subnet: str, vrf: str | None = None) -> DeviceConfig:
    """An area border router with one subnet in its area."""
    process = OspfProcess(
        number=1,
        router_id=Address.parse("10.0.0.1"),
        vrf=vrf,
        areas=(OspfArea(number=0), OspfArea(number=area, ranges=(Prefix.parse(summary),))),
    )
    held = Interface(
        name="vlan-10",
        vrf=vrf,
        addresses=(InterfaceAddress.parse(subnet),),
        ospf=(InterfaceOspf(process=1, area=area, passive=True),),
    )
    return replace(DeviceConfig(system=System(hostname=name)), interfaces=(held,), ospf=(process,))


CITY = border("city", 48, "10.68.0.0/15", "10.68.1.1/24")


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (border("county", 12, "10.69.0.0/20", "10.69.1.1/24"), False),
        (border("county", 12, "10.70.0.0/20", "10.70.1.1/24"), True),
        (border("county", 12, "10.69.0.0/20", "10.69.1.1/24", vrf="red"), True),
        (border("second", 48, "10.68.0.0/15", "10.69.1.1/24"), True),
    ],
    ids=["inside", "beside", "in a VRF", "of the same area"],
)
def test_a_summary_goes_where_another_area_is_inside_it(other: DeviceConfig, kept: bool) -> None:
    found = without_nested_summaries({"city": CITY, other.system.hostname: other})
    ranges = {one for area in found.configs["city"].ospf[0].areas for one in area.ranges}
    assert ranges == ({Prefix.parse("10.68.0.0/15")} if kept else set())
    assert [(one.node, one.subject) for one in found.left_out] == ([] if kept else [("city", "summary 10.68.0.0/15")])
    assert found.configs[other.system.hostname] == other


def test_where_no_summary_holds_another_nothing_changes(dalian: Built, dalian_lab: LabPlan) -> None:
    assert without_nested_summaries(dalian.devices).configs == dalian.devices
    assert not [one for one in dalian_lab.left_out if one.subject.startswith("summary")]
