"""The standby of a pair stays out of the way in IS-IS as it does in OSPF."""

from dataclasses import replace

from networks import Built

from govnetgen.intent import Intent
from govnetgen.intent.ospf import STANDBY_COST


def test_links_of_a_standby_cost_more_at_both_ends(mpls: Built) -> None:
    devices = {**mpls.network.devices, "pe-west": replace(mpls.network.devices["pe-west"], standby=True)}
    intent = Intent(replace(mpls.network, devices=devices), mpls.plan)
    costs = {
        (name, one.description.split()[1]): one.isis.cost
        for name in ("rr1", "pe-east", "pe-west")
        for one in intent.device(name).interfaces
        if one.isis is not None and not one.isis.passive and one.description is not None
    }
    assert {ends for ends, cost in costs.items() if cost == STANDBY_COST} == {
        ("rr1", "pe-west"),
        ("pe-west", "rr1"),
        ("pe-west", "rr2"),
    }
    assert costs["rr1", "pe-east"] is None
