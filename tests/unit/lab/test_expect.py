"""What a lab is tested for: derived from the inventory alone, and what verify works out by other means agrees."""

from collections import Counter
from pathlib import Path

import pytest
from lab.slices import DALIAN
from networks import FOLDERS

from govnetgen.lab.expect import Expectation, Kind
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_station import Spot
from govnetgen.model.device.acl import Protocol
from govnetgen.workflow.lab_test import Prepared, prepare


def ready(name: str, *limit: str, every: bool = False) -> Prepared:
    """Work out what a lab is tested for."""
    return prepare(Path(FOLDERS[name]), limit, Sampling(every=every)).require()


@pytest.fixture(scope="module")
def small() -> Prepared:
    """The smallest network."""
    return ready("small")


@pytest.fixture(scope="module")
def dalian() -> Prepared:
    """A part of Dalian with VPNs, NAT and redundant firewalls."""
    return ready("dalian", *DALIAN)


def of(prepared: Prepared, kind: Kind, **more: object) -> list[Expectation]:
    """Return the expectations of a kind whose fields are as given."""
    return [
        one
        for one in prepared.expectations.expected
        if one.kind is kind and all(getattr(one, name) == value for name, value in more.items())
    ]


def said(prepared: Prepared, kind: Kind) -> list[str]:
    """Return the expectations of a kind as people read them."""
    return [f"{one} {'passes' if one.passes else 'is blocked'}" for one in of(prepared, kind)]


def test_the_small_network_reads_as_its_policy_does(small: Prepared) -> None:
    assert said(small, Kind.RULE) == ["hr/office 10.32.4.126 to isp 198.51.100.10 tcp/81 is blocked"]
    translated = of(small, Kind.NAT)
    assert translated[0].because == "source translation out, rule of fw1; rule out"
    assert {str(one.seen_as) for one in translated} == {"203.0.113.3-203.0.113.4"}
    assert said(small, Kind.FACT) == [
        "isp 198.51.100.10 to it/servers 10.32.0.126 icmp is blocked",
        "isp 198.51.100.10 to it/servers 10.32.0.126 tcp/80 is blocked",
    ]


def test_every_host_has_a_gateway_that_answers_in_both_versions(small: Prepared) -> None:
    found = of(small, Kind.GATEWAY)
    hosts = [one for one in small.lab.hosts if one.unit]
    assert len(found) == sum(len(one.gateways) for one in hosts) == 8
    assert Counter(one.version for one in found) == {4: 4, 6: 4}
    assert all(one.passes and not one.target.station.node for one in found)


def test_a_rule_is_shown_by_what_it_permits_and_the_port_beside_it(dalian: Prepared) -> None:
    found = of(dalian, Kind.RULE, version=4)
    shared = [one for one in found if "rule to-shared" in one.because.split("; ")]
    beside = [one for one in found if "rule to-shared: not " in one.because]
    assert {one.packet.protocol for one in shared} == {Protocol.TCP, Protocol.UDP}
    assert len(beside) == len(shared)
    assert all(one.passes for one in shared)
    assert not any(one.passes for one in beside)
    assert all(one.location is not None and one.location.file.endswith("policy.yaml") for one in (*shared, *beside))


def test_every_rule_is_shown_or_said_not_to_be(dalian: Prepared) -> None:
    reasons = (each for one in dalian.expectations.expected for each in one.because.split("; "))
    shown = {one.partition(":")[0] for one in reasons}
    left = {one.subject for one in dalian.expectations.not_probed}
    firewalls = {one.name for one in dalian.network.devices.values() if one.is_firewall}
    roles = {dalian.network.devices[name].role for name in firewalls}
    here = [
        f"rule {one.name}"
        for one in dalian.network.policy.rules
        if set(one.roles) & roles or set(one.devices) & firewalls
    ]
    assert [one for one in here if one not in shown | left] == []


def test_translation_is_seen_at_the_far_end_in_both_directions(dalian: Prepared) -> None:
    found = of(dalian, Kind.NAT)
    published = [one for one in found if one.source.station.external and one.passes]
    assert {(str(one.sent_to), str(one.target.address), one.packet.port) for one in published} == {
        ("203.0.113.12", "10.82.0.10", 80),
        ("203.0.113.12", "10.82.0.10", 443),
    }
    unpublished = [one for one in found if not one.passes]
    assert {(str(one.sent_to), one.packet.port) for one in unpublished} == {("203.0.113.12", 81), ("203.0.113.12", 444)}
    pools = {str(one.seen_as) for one in found if one.target.station.external}
    assert pools == {"203.0.113.8-203.0.113.11"}


def test_members_of_a_vpn_reach_each_other_and_nobody_else(dalian: Prepared) -> None:
    inside = of(dalian, Kind.VPN)
    assert inside
    assert all(one.passes and one.source.station.vpn == one.target.station.vpn for one in inside)
    members = {one.vpn: {one.unit} for one in dalian.lab.hosts if one.vpn}
    for one in dalian.lab.hosts:
        if one.vpn:
            members[one.vpn].add(one.unit)
    for vpn, units in members.items():
        if len(units) > 1:
            assert {one.source.station.unit for one in inside if one.source.station.vpn == vpn} == units
    apart = of(dalian, Kind.ISOLATION)
    assert {one.source.station.vpn for one in apart} >= set(members)
    assert not any(one.passes for one in apart)


def test_devices_are_managed_by_managers_only(dalian: Prepared) -> None:
    found = of(dalian, Kind.MANAGEMENT)
    managed = {one.target.station.device for one in found if one.passes}
    by_rule = {one.target.station.device for one in of(dalian, Kind.RULE) if one.passes and one.packet.port == 22}
    assert managed | by_rule >= {"core1", "dsj-fw1", "dsj-fw2", "dsj-sw1", "exit-fw1"}
    assert {one.source.station.name for one in found if one.passes} == {"sjzx/noc"}
    assert all(one.source.station.name != "sjzx/noc" for one in found if not one.passes)


def test_managers_reach_the_firewall_that_they_are_behind(dalian: Prepared) -> None:
    found = [one for one in of(dalian, Kind.MANAGEMENT) if one.target.station.device == "sjzx-fw1"]
    managed = [one for one in found if one.passes]
    assert {one.target.address.version for one in managed} == {4, 6}
    assert {one.source.station.name for one in managed} == {"sjzx/noc"}
    assert [one.passes for one in found].count(False) == 2


def test_what_is_spoofed_is_stopped_and_the_same_unspoofed_passes(small: Prepared) -> None:
    found = of(small, Kind.SPOOFING)
    spoofed = [one for one in found if one.spoofed is not None]
    honest = {(one.source, one.target, one.packet) for one in found if one.spoofed is None and one.passes}
    assert len(spoofed) == 8
    assert all(not one.passes and (one.source, one.target, one.packet) in honest for one in spoofed)


@pytest.mark.parametrize("name", ["small", "dalian"])
def test_verify_predicts_the_same_by_other_means(name: str, request: pytest.FixtureRequest) -> None:
    prepared: Prepared = request.getfixturevalue(name)
    pairs = zip(
        prepared.probes.expected, (prepared.predicted[n] for n in range(len(prepared.probes.expected))), strict=True
    )
    decided = [(one, found) for one, found in pairs if found is not None]
    assert len(decided) > len(prepared.probes.expected) / 2
    assert [str(one) for one, found in decided if found.arrives != one.passes] == []


@pytest.mark.parametrize("name", ["small", "dalian"])
def test_each_target_of_what_is_blocked_is_reached_by_somebody(name: str, request: pytest.FixtureRequest) -> None:
    prepared: Prepared = request.getfixturevalue(name)
    expected = prepared.probes.expected
    reached = {one.target.station for one in expected if one.passes} | {
        one.source.station for one in expected if one.passes
    }
    assert [str(one) for one in expected if not one.passes and one.target.station not in reached] == []


def test_a_far_network_that_nobody_of_a_part_may_reach_is_said_and_not_tested() -> None:
    part = ready("dalian", "core*", "agg-xigang", "agg-sjzx", "agg-wzzx", "prov-fw*", "kjj", "lyj")
    outside = {one.source.station.external for one in part.expectations.expected}
    outside |= {one.target.station.external for one in part.expectations.expected}
    said = [one for one in part.expectations.not_probed if one.subject == "liaoning"]
    assert "liaoning" not in outside
    assert [one.why.partition(", so")[0] for one in said] == ["no packet of this lab may reach it or come from it"]


def test_nothing_is_expected_twice_or_both_ways(dalian: Prepared) -> None:
    keys = [one.key for one in dalian.expectations.expected]
    assert len(keys) == len(set(keys))


def test_the_same_inventory_is_tested_in_the_same_way() -> None:
    one, other = (ready("dalian", "core*", "agg-xigang", "agg-sjzx", "sjzx", "dsj") for _ in range(2))
    assert one.expectations == other.expectations


def test_more_is_tested_where_all_is_asked_for(small: Prepared) -> None:
    everything = ready("small", every=True)
    assert len(everything.expectations.expected) > len(small.expectations.expected)
    shown = {one.packet.port for one in everything.expectations.expected if "rule out" in one.because and one.passes}
    assert shown == {80, 443}


def test_partners_grow_with_the_logarithm_and_are_all_different() -> None:
    few = list(Sampling().partners(range(1000), 7))
    assert len(few) == len(set(few)) < 20
    assert 7 not in few
    assert list(Sampling(every=True).partners(range(5), 3)) == [4, 0, 1, 2]
    assert Sampling().few(range(100), 3) == (0, 50, 99)


def test_words_name_both_ends_and_what_is_sent(dalian: Prepared) -> None:
    one = next(
        one for one in of(dalian, Kind.NAT) if one.passes and one.packet.port == 80 and one.source.station.external
    )
    assert str(one) == "isp 192.0.2.10 to wzzx/web 10.82.0.10 tcp/80 sent to 203.0.113.12 tcp/80"
    assert isinstance(one.source, Spot)
