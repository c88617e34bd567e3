"""Who a device should be able to reach, by the plan of whole networks."""

from dataclasses import replace

import pytest
from networks import FOLDERS, Built, build

from govnetgen.deploy.probe import Probe
from govnetgen.deploy.probes import FAR_ENDS, LOOPBACKS, SERVERS, probes_of
from govnetgen.model.network import Role


@pytest.fixture(scope="module", params=sorted(FOLDERS))
def built(request: pytest.FixtureRequest) -> Built:
    return build(request.param)


def probes(built: Built, name: str) -> tuple[Probe, ...]:
    return probes_of(name, built.devices[name], built.network, built.plan)


def test_every_address_is_somebody_elses_and_a_handful_is_enough(built: Built) -> None:
    for name, device in built.devices.items():
        own = {str(held.address) for one in device.interfaces for held in one.addresses}
        found = probes(built, name)
        assert not own & {one.destination for one in found}, name
        assert len({(one.destination, one.vrf) for one in found}) == len(found), name
        assert len(found) <= FAR_ENDS + LOOPBACKS + SERVERS
        assert found, name
        assert {one.source for one in found} <= {"", *own}
        assert {one.vrf for one in found} <= {"", *(one.name for one in device.vrfs)}


def test_who_is_named_has_the_address(built: Built) -> None:
    held = {
        (str(address.address), one.vrf or ""): name
        for name, device in built.devices.items()
        for one in device.interfaces
        for address in one.addresses
        if one.enabled
    }
    named = [one for name in built.devices for one in probes(built, name) if one.who in built.devices]
    assert named
    for one in named:
        assert held[(one.destination, one.vrf)] == one.who


def test_a_router_asks_its_neighbours_those_above_first(built: Built) -> None:
    network = built.network
    tier = {name: network.tiers.index(network.sites[one.site].tier) for name, one in network.devices.items()}
    for name, device in network.devices.items():
        if device.role is Role.ACCESS or not built.plan.loopbacks.get(name):
            continue
        beside = {
            end.device
            for link in network.links.values()
            for end in link.ends()
            if link.far is not None
            if name in {one.device for one in link.ends()}
        } - {name}
        asked = [one.who for one in probes(built, name) if one.destination in loopbacks(built)]
        best = sorted(tier[one] for one in beside if built.plan.loopbacks.get(one))[: len(asked)]
        assert sorted(tier[one] for one in asked) == best, name


def loopbacks(built: Built) -> set[str]:
    return {str(one) for several in built.plan.loopbacks.values() for one in several}


def test_the_order_of_what_is_written_means_nothing(built: Built) -> None:
    network = replace(built.network, links=dict(reversed(built.network.links.items())))
    plan = replace(built.plan, links=dict(reversed(built.plan.links.items())))
    for name, device in built.devices.items():
        turned = replace(device, interfaces=tuple(reversed(device.interfaces)))
        assert probes_of(name, turned, network, plan) == probes(built, name)


def test_a_layer_2_switch_asks_its_gateway_and_servers() -> None:
    built = build("dalian")
    switch = next(name for name, one in built.network.devices.items() if one.role is Role.ACCESS)
    assert [one.who for one in probes(built, switch)][:1] == ["gateway"]
    assert "NTP server" in [one.who for one in probes(built, switch)]
