"""Packets followed through the Dalian network, through address translation, and through labels."""

from dataclasses import replace

import pytest
from networks import Built, build
from verify_mutations.change import device, interface, observed, permit, policy

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.verify.forwarding import Forwarding
from govnetgen.verify.place import UnknownPlace
from govnetgen.verify.reachability import Answer, answers
from govnetgen.verify.walk import walk


@pytest.fixture(scope="module")
def dalian() -> Built:
    """The Dalian network."""
    return build("dalian")


@pytest.fixture(scope="module")
def mpls() -> Built:
    """A network with VPNs over labels."""
    return build("mpls")


def ask(built: Built, source: str, destination: str, service: str | None = None) -> Answer:
    """The answer about the first source that a name stands for."""
    terms: tuple[ServiceTerm, ...] | None = None
    if service is not None:
        terms = built.network.policy.services[service].terms
    return next(answers(observed(built), source, destination, terms, 4))


def test_departments_reach_the_shared_servers_for_what_the_policy_says(dalian: Built) -> None:
    assert ask(dalian, "gsj/office", "sjzx/app", "web").arrived
    assert not ask(dalian, "gsj/office", "sjzx/app", "operate").arrived
    assert not ask(dalian, "gsj/office", "sjzx/noc").arrived


def test_the_path_is_shown_with_the_rules_that_let_it_pass(dalian: Built) -> None:
    shown = ask(dalian, "gsj/office", "sjzx/app", "web").shown()
    assert shown[0].startswith("10.66.0.10 to ")
    assert [line.split(":")[0] for line in shown[1:]] == ["gsj-fw1", "agg-zhongshan", "core1", "agg-sjzx", "sjzx-fw1"]
    assert "by rule to-shared" in shown[1]
    assert "by rule shared-in" in shown[-1]


def test_a_dropped_packet_is_shown_with_the_rule_that_drops_it(dalian: Built) -> None:
    assert "dropped by policy of dsj-fw1: deny-all" in ask(dalian, "gsj/office", "dsj/office").shown()[-1]


def test_the_internet_reaches_published_servers_and_nothing_else(dalian: Built) -> None:
    portal = ask(dalian, "isp", "wzzx/web/10")
    assert portal.arrived is not None
    assert "203.0.113.12" not in portal.shown()[-1]
    assert {(box.protocol.value, box.ports) for box in portal.arrived.packets} <= {
        ("tcp", (80, 80)),
        ("tcp", (443, 443)),
    }
    assert not ask(dalian, "isp", "gsj").arrived


def test_departments_reach_the_internet_by_the_exit(dalian: Built) -> None:
    answer = ask(dalian, "gsj/office", "isp", "web")
    assert answer.arrived is not None
    assert answer.arrived.device == "exit-fw1"
    low, high = Address.parse("203.0.113.8").value, Address.parse("203.0.113.11").value
    assert answer.arrived.packets[0].source == (low, high)


def test_the_province_sees_the_exchange_gateway_by_its_translated_address(dalian: Built) -> None:
    assert ask(dalian, "liaoning", "sjzx/exchange/10", "transfer").arrived
    assert not ask(dalian, "liaoning", "sjzx/exchange/11", "transfer").arrived
    there = ask(dalian, "sjzx/exchange/10", "liaoning", "transfer").arrived
    assert there is not None
    assert there.packets[0].source == (Address.parse("198.18.160.10").value,) * 2


def test_a_rule_that_is_too_wide_shows(dalian: Built) -> None:
    wide = permit("test", "backbone", "intranet")
    assert ask(policy(dalian, "dsj-fw1", wide), "gsj/office", "dsj/office", "web").arrived


def test_an_access_list_drops(dalian: Built) -> None:
    deny = Acl(name="no-web", rules=(AclRule(sequence=10, permit=False, source=Prefix.parse("10.66.0.0/21")),))
    spoilt = interface(
        device(dalian, "core1", lambda one: replace(one, acls=(*one.acls, deny))),
        "core1",
        "10ge-1/11",
        lambda one: replace(one, acls=(AclBinding(name="no-web", direction=Direction.IN),)),
    )
    answer = ask(spoilt, "gsj/office", "sjzx/app", "web")
    assert answer.arrived is None
    assert "access list on core1 10ge-1/11" in answer.shown()[-1]


def test_routes_go_round_what_is_shut_down(dalian: Built) -> None:
    spoilt = interface(dalian, "core1", "10ge-1/11", lambda one: replace(one, enabled=False))
    way = [line.split(":")[0] for line in ask(spoilt, "gsj/office", "sjzx/app", "web").shown()[1:]]
    assert way == ["gsj-fw1", "agg-zhongshan", "core2", "agg-sjzx", "sjzx-fw1"]


def test_vpns_cross_the_backbone_under_labels_and_stay_apart(mpls: Built) -> None:
    assert ask(mpls, "east-sj/audit", "west-sj/audit").arrived
    assert not ask(mpls, "east-sj/audit", "west-fp/office").arrived
    shown = ask(mpls, "east-sj/audit", "west-sj/audit").shown()
    assert any("into a label-switched path" in line for line in shown)


def test_a_reflector_without_clients_tells_them_nothing(mpls: Built) -> None:
    spoilt = mpls
    for name in ("rr1", "rr2"):
        spoilt = device(
            spoilt,
            name,
            lambda one: replace(
                one,
                bgp=replace(
                    one.bgp,
                    neighbors=tuple(
                        replace(each, families=tuple(replace(f, reflector_client=False) for f in each.families))
                        for each in one.bgp.neighbors
                    ),
                ),
            ),
        )
    assert not ask(spoilt, "east-sj/audit", "west-sj/audit").arrived


def test_names_that_stand_for_nothing_are_said(dalian: Built) -> None:
    with pytest.raises(UnknownPlace, match="'nobody' is no unit"):
        ask(dalian, "nobody", "gsj")
    with pytest.raises(UnknownPlace, match="has no VLAN 'attic'"):
        ask(dalian, "gsj/attic", "dsj")


def test_every_subnet_is_reached_from_every_gateway(dalian: Built) -> None:
    forwarding = Forwarding(observed(dalian), 4)
    targets = [subnet for (_, vlan), (subnet, *_) in dalian.plan.subnets.items() if vlan == "office"]
    for name in ("gsj-fw1", "core2", "exit-fw1", "prov-fw2"):
        for subnet in targets:
            *_, last = walk(forwarding, name, "", subnet.host(5))
            assert not last.way.why_not
            assert last.way.prefix == subnet
