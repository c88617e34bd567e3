"""Each risk of a change review, on the Dalian network: the running device differs, the intended one is the plan's."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from networks import Built, build

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix, numbers, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LocalUser
from govnetgen.model.device.firewall import PolicyRule
from govnetgen.model.device.interface import Interface, TrunkPort
from govnetgen.model.device.spanning_tree import BridgePriority, SpanningTree, SpanningTreeMode
from govnetgen.model.secret import Secret
from govnetgen.semantics import compare
from govnetgen.semantics.risk import TITLES, Compared, Level, Risk, Situation, assess

Edit = Callable[[DeviceConfig], DeviceConfig]


@pytest.fixture(scope="module")
def dalian() -> Built:
    return build("dalian")


def risks(built: Built, shares: dict[str, float] | None = None, **edits: Edit) -> tuple[Risk, ...]:
    """Assess the change from edited devices to the plan's; device names are written with ``_`` for ``-``."""
    named = {name.replace("_", "-"): edit for name, edit in edits.items()}
    intended = {name: built.devices[name] for name in named}
    running = {name: edit(built.devices[name]) for name, edit in named.items()}
    compared = tuple(
        Compared(name, running[name], intended[name], compare(running[name], intended[name])) for name in named
    )
    found = assess(
        Situation(
            network=built.network,
            plan=built.plan,
            running={**built.devices, **running},
            intended=built.devices,
            compared=tuple(one for one in compared if one.changes),
            shares=shares or {},
        )
    )
    changes = {one.name: {change.path for change in one.changes} for one in compared}
    for risk in found:
        assert set(risk.changes) <= set().union(*(changes[name] for name in risk.devices))
        assert risk.words.en and risk.words.zh
    return found


def codes(found: tuple[Risk, ...]) -> list[str]:
    """The kinds of risk, each once."""
    return list(dict.fromkeys(one.code for one in found))


def interface(chosen: Callable[[Interface], bool], **fields: object) -> Edit:
    """Change the first interface that fits."""

    def edit(device: DeviceConfig) -> DeviceConfig:
        name = next(one.name for one in device.interfaces if chosen(one))
        changed = (
            replace(one, **fields) if one.name == name else one  # type: ignore[arg-type]
            for one in device.interfaces
        )
        return replace(device, interfaces=tuple(changed))

    return edit


def without(name: str) -> Edit:
    """A device that lacks a policy rule."""
    return lambda device: replace(
        device,
        firewall=replace(device.firewall, rules=tuple(one for one in device.firewall.rules if one.name != name)),  # type: ignore[union-attr]
    )


def addresses(*texts: str) -> tuple[InterfaceAddress, ...]:
    return tuple(map(InterfaceAddress.parse, texts))


def test_nothing_changes_nothing_risked(dalian: Built) -> None:
    assert risks(dalian, core1=lambda device: device) == ()


def test_a_description_is_no_risk(dalian: Built) -> None:
    assert risks(dalian, core1=interface(lambda one: one.description is not None, description="old")) == ()


def test_the_management_address(dalian: Built) -> None:
    found = risks(dalian, core1=interface(lambda one: one.name == "loopback-0", addresses=addresses("10.0.3.250/32")))
    assert "management-address" in codes(found)
    assert found[0].level is Level.HIGH


def test_the_management_address_of_a_switch(dalian: Built) -> None:
    (own,) = dalian.plan.management["gsj-sw1"][:1]
    found = risks(dalian, gsj_sw1=interface(lambda one: own in one.addresses, enabled=False))
    assert codes(found) == ["management-address"]


def test_the_list_of_who_may_log_in(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        return replace(device, acls=tuple(replace(one, rules=one.rules[:-1]) for one in device.acls))

    assert codes(risks(dalian, core1=edit)) == ["management-acl", "opens-acl"]


def test_who_may_log_in(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        assert device.aaa is not None
        old = LocalUser(name="old", privilege=15, secret=Secret("x", "5"))
        return replace(device, aaa=replace(device.aaa, users=(*device.aaa.users, old)))

    assert codes(risks(dalian, core1=edit)) == ["management-access"]


def test_the_route_to_the_operators(dalian: Built) -> None:
    ssh = dalian.network.baseline.ssh
    assert ssh is not None
    stations = dalian.plan.subnets[ssh.source_vlans[0]][0]

    def edit(device: DeviceConfig) -> DeviceConfig:
        route = replace(device.static_routes[0], prefix=Prefix(4, stations.value, stations.length), distance=5)
        return replace(device, static_routes=(*device.static_routes, route))

    assert codes(risks(dalian, exit_fw1=edit)) == ["management-route"]


def test_the_default_route(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        other = Address.parse("203.0.113.9")
        routes = (
            replace(one, next_hop=other) if one.prefix.length == 0 and one.prefix.version == 4 else one
            for one in device.static_routes
        )
        return replace(device, static_routes=tuple(routes))

    found = risks(dalian, exit_fw1=edit)
    assert codes(found) == ["default-route"]
    assert {one.level for one in found} == {Level.HIGH, Level.MEDIUM}


def test_a_field_of_the_default_route(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        routes = (replace(one, distance=99) if one.prefix.length == 0 else one for one in device.static_routes)
        return replace(device, static_routes=tuple(routes))

    assert codes(risks(dalian, exit_fw1=edit)) == ["default-route"]


def test_a_bgp_neighbour(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        assert device.bgp is not None
        changed = tuple(replace(one, remote_as=one.remote_as + 1) for one in device.bgp.neighbors)
        return replace(device, bgp=replace(device.bgp, neighbors=changed))

    assert codes(risks(dalian, prov_fw1=edit)) == ["neighbor-reset"]


def test_a_key_that_the_other_end_must_have_too(dalian: Built) -> None:
    def keyed(secret: Secret) -> DeviceConfig:
        device = dalian.devices["prov-fw1"]
        assert device.bgp is not None
        first, *others = (replace(one, secret=secret) for one in device.bgp.neighbors)
        return replace(device, bgp=replace(device.bgp, neighbors=(first, *others)))

    meant = replace(dalian, devices={**dalian.devices, "prov-fw1": keyed(Secret("bgp"))})
    found = risks(meant, prov_fw1=lambda device: keyed(Secret("%^%#old%^%#", "cipher")))
    assert codes(found) == ["neighbor-reset"]
    assert all(one.words.en.startswith("neighbours are lost until the other end has the same key: ") for one in found)


@pytest.mark.parametrize(("field", "value"), [("addresses", addresses("10.0.31.0/31")), ("mtu", 1400), ("ospf", ())])
def test_an_ospf_neighbour(dalian: Built, field: str, value: object) -> None:
    def speaks(one: Interface) -> bool:
        return one.name.startswith("10ge") and any(not part.passive for part in one.ospf)

    found = risks(dalian, core1=interface(speaks, **{field: value}))
    assert codes(found) == ([] if field == "ospf" else ["neighbor-reset"])  # one that begins to speak resets nobody


def test_an_ospf_neighbour_that_falls_silent(dalian: Built) -> None:
    full = dalian.devices["core1"]
    mute = interface(lambda one: any(not part.passive for part in one.ospf), ospf=())(full)
    silent = replace(dalian, devices={**dalian.devices, "core1": mute})
    assert codes(risks(silent, core1=lambda device: full)) == ["neighbor-reset"]


def test_the_root_of_the_spanning_tree(dalian: Built) -> None:
    def tree(priority: int) -> Edit:
        made = SpanningTree(mode=SpanningTreeMode.RSTP, priorities=(BridgePriority(instance=0, priority=priority),))
        return lambda device: replace(device, spanning_tree=made)

    found = risks(dalian, gsj_fw1=tree(0))
    switches = [one for one in found if one.code == "stp-root"]
    assert [one.level for one in switches] == [Level.HIGH]


def test_a_vlan_with_hosts_leaves_a_trunk(dalian: Built) -> None:
    number = dalian.plan.vlan_ids["gsj", "office"]

    narrowed = replace(dalian, devices={**dalian.devices, "gsj-sw1": _trunks(dalian.devices["gsj-sw1"], number)})
    full = dalian.devices["gsj-sw1"]
    found = risks(narrowed, gsj_sw1=lambda device: full)
    assert codes(found) == ["vlan-in-use"]
    assert "1,500 hosts" in found[0].words.en


def _trunks(device: DeviceConfig, number: int) -> DeviceConfig:
    """The device with a VLAN taken off its trunks."""

    def narrowed(one: Interface) -> Interface:
        if not isinstance(one.switchport, TrunkPort):
            return one
        kept = ranges_of(set(numbers(one.switchport.vlans)) - {number})
        return replace(one, switchport=replace(one.switchport, vlans=kept))

    return replace(device, interfaces=tuple(map(narrowed, device.interfaces)))


def test_a_vlan_of_nobody_leaves_a_trunk(dalian: Built) -> None:
    wider = NumberRange(4000, 4000)

    def edit(device: DeviceConfig) -> DeviceConfig:
        return replace(
            device,
            interfaces=tuple(
                replace(one, switchport=replace(one.switchport, vlans=(*one.switchport.vlans, wider)))
                if isinstance(one.switchport, TrunkPort)
                else one
                for one in device.interfaces
            ),
        )

    assert risks(dalian, gsj_sw1=edit) == ()


def test_the_gateway_of_hosts(dalian: Built) -> None:
    found = risks(dalian, gsj_fw1=interface(lambda one: bool(one.vrrp), addresses=addresses("10.66.99.2/24")))
    assert codes(found) == ["gateway-moves"]


def test_a_prefix_with_hosts_goes(dalian: Built) -> None:
    full = dalian.devices["gsj-fw1"]
    name = next(one.name for one in full.interfaces if one.vrrp)
    bare = replace(full, interfaces=tuple(one for one in full.interfaces if one.name != name))
    without_one = replace(dalian, devices={**dalian.devices, "gsj-fw1": bare})
    assert "prefix-in-use" in codes(risks(without_one, gsj_fw1=lambda device: full))


def test_policy_that_opens(dalian: Built) -> None:
    found = risks(dalian, exit_fw1=without("portal"))
    assert codes(found) == ["opens-policy"]
    assert found[0].changes == (("firewall", "rules", "portal"),)


def test_policy_that_closes_opens_nothing(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        extra = PolicyRule(name="temporary", permit=True)
        return replace(device, firewall=replace(device.firewall, rules=(*device.firewall.rules, extra)))

    assert risks(dalian, exit_fw1=edit) == ()


def test_an_address_object_that_grows(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        assert device.firewall is not None
        small = tuple(
            replace(one, members=(Prefix.parse("10.64.0.0/24"),)) if one.name == "clients" else one
            for one in device.firewall.address_objects
        )
        return replace(device, firewall=replace(device.firewall, address_objects=small))

    found = [one for one in risks(dalian, exit_fw1=edit) if one.code == "opens-policy"]
    assert found
    assert ("firewall", "address_objects", "clients", "members") in found[0].changes


def test_nat_that_opens(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        assert device.nat is not None
        return replace(device, nat=replace(device.nat, destination=()))

    assert codes(risks(dalian, exit_fw1=edit)) == ["opens-nat"]


def test_both_of_a_pair(dalian: Built) -> None:
    edit = interface(lambda one: one.description is not None, description="old")
    (found,) = risks(dalian, core1=edit, core2=edit)
    assert (found.code, found.devices) == ("both-of-a-pair", ("core1", "core2"))


def test_a_large_change(dalian: Built) -> None:
    edit = interface(lambda one: one.description is not None, description="old")
    (found,) = risks(dalian, {"core1": 0.4}, core1=edit)
    assert found.code == "large-change"
    assert "40%" in found.words.en


def test_the_same_on_several_devices_is_said_once(dalian: Built) -> None:
    def edit(device: DeviceConfig) -> DeviceConfig:
        assert device.aaa is not None
        old = LocalUser(name="old", privilege=15, secret=Secret("x", "5"))
        return replace(device, aaa=replace(device.aaa, users=(*device.aaa.users, old)))

    (found,) = (one for one in risks(dalian, core1=edit, agg_xigang=edit) if one.code == "management-access")
    assert found.devices == ("agg-xigang", "core1")


def test_every_kind_has_a_title_in_both_languages() -> None:
    assert all(words.en and words.zh for words in TITLES.values())
