"""The Dalian network does what its description says."""

from networks import Built

from govnetgen.model.address import Prefix
from govnetgen.model.device.ospf import DefaultRoute
from govnetgen.model.network import Role


def test_scale_of_the_source(dalian: Built) -> None:
    roles = [one.role for one in dalian.network.devices.values()]
    departments = [one for one in dalian.network.devices.values() if one.role is Role.ACCESS]
    terminals = sum(
        vlan.hosts for unit in dalian.network.units.values() for vlan in unit.vlans if vlan.name == "office"
    )
    assert roles.count(Role.CORE) == 2
    assert roles.count(Role.AGGREGATION) == 12
    assert len([one for one in dalian.network.devices.values() if one.is_firewall]) > 100
    assert len(departments) == 56
    assert terminals > 40_000


def test_only_the_exit_originates_a_default_route(dalian: Built) -> None:
    origins = {
        name
        for name, device in dalian.devices.items()
        if any(one.default_route is not DefaultRoute.NEVER for one in device.ospf)
    }
    assert origins == {"exit-fw1", "exit-fw2"}


def test_an_aggregation_switch_advertises_one_summary_for_each_pool(dalian: Built) -> None:
    for name, device in dalian.devices.items():
        if dalian.network.devices[name].role is not Role.AGGREGATION:
            continue
        main = next(one for one in device.ospf if one.version == 2 and one.vrf is None)
        areas = {area.number: area.ranges for area in main.areas}
        assert areas[0] == ()
        (ranges,) = (found for number, found in areas.items() if number)
        served = [
            subnet
            for (unit, vlan), subnets in dalian.plan.subnets.items()
            for subnet in subnets
            if dalian.network.units[unit].site == dalian.network.devices[name].site
            and subnet.version == 4
            and dalian.network.units[unit].vlan(vlan).vpn is None
        ]
        assert served and all(any(block.contains(one) for block in ranges) for one in served), name
        assert len(ranges) == 2, (name, [str(one) for one in ranges])  # service and management


def test_nothing_but_the_national_block_goes_to_the_province(dalian: Built) -> None:
    device = dalian.devices["prov-fw1"]
    assert device.bgp is not None
    (neighbor,) = device.bgp.neighbors
    (family,) = neighbor.families
    outgoing = next(one for one in device.prefix_lists if one.name == family.prefix_list_out)
    permitted = [one.prefix for one in outgoing.rules if one.permit]
    assert permitted == [Prefix.parse("198.18.160.0/24")]
    assert not outgoing.rules[-1].permit


def test_a_vpn_is_only_where_it_has_members(dalian: Built) -> None:
    members = {
        name
        for unit in dalian.network.units.values()
        if any(one.vpn == "gongan" for one in unit.vlans)
        for name in unit.gateways
    }
    holders = {name for name, device in dalian.devices.items() if any(one.name == "gongan" for one in device.vrfs)}
    firewalls = {name for name in holders if dalian.network.devices[name].role is Role.GATEWAY}
    assert firewalls == members
    assert "exit-fw1" not in holders and "prov-fw1" not in holders
    assert {"core1", "core2", "agg-zhongshan"} <= holders


def test_the_preferred_firewall_of_a_pair_is_cheaper_for_return_traffic(dalian: Built) -> None:
    def cost(name: str) -> int | None:
        (uplink,) = (
            one for one in dalian.devices[name].interfaces if one.ospf and one.ospf[0].point_to_point and not one.vlan
        )
        return uplink.ospf[0].cost

    assert cost("gsj-fw1") is None
    assert (cost("gsj-fw2") or 0) > 100
