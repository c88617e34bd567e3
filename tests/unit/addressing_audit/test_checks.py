"""What each defect is evidence of: the rows and lines concerned, and no others."""

from collections.abc import Iterable
from typing import Any

import pytest

from govnetgen.addressing.audit import audit
from govnetgen.addressing.audit.gravity import GRAVITY
from govnetgen.model.address import Address, AddressRange, InterfaceAddress, Prefix
from govnetgen.model.claims import (
    ArpEntry,
    Claim,
    ConfigLine,
    HandedIn,
    Host,
    Origin,
    Owner,
    OwnSpace,
    RegisteredUnit,
    RowFacts,
    RunningDevice,
)
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, NeighborFamily
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.nat import Nat, NatPool
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import Syslog, SyslogServer
from govnetgen.model.device.system import System
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.views.audit_wording import CHINESE, ENGLISH, in_chinese, in_english

UNITS = {unit: RegisteredUnit(id=unit, name=f"{unit}局", attach=("agg-1",)) for unit in ("cz", "jy", "ty")}


def claim(row: int, unit: str, prefix: str, *, subnet: bool = True, **facts: Any) -> Claim:
    """A claim of a row."""
    held = {"gateways": tuple(map(Address.parse, facts.pop("gateways", ()))), **facts}
    return Claim(
        origin=Origin("sheet.csv", row, 2),
        owner=Owner(unit, unit),
        prefix=Prefix.parse(prefix),
        written=prefix,
        subnet=subnet,
        facts=RowFacts(**held),
    )


def host(row: int, unit: str, address: str, mac: str = "", **facts: Any) -> Host:
    """A host of a row."""
    return Host(
        origin=Origin("hosts.csv", row, 3),
        owner=Owner(unit, unit),
        address=Address.parse(address),
        mac=mac,
        facts=RowFacts(**facts),
    )


def arp(row: int, address: str, mac: str, device: str = "agg-1", **more: Any) -> ArpEntry:
    """A line of an ARP table."""
    return ArpEntry(origin=Origin("arp.txt", row), device=device, address=Address.parse(address), mac=mac, **more)


def device(name: str, lines: Iterable[str], unit: str = "", **features: Any) -> RunningDevice:
    """A running configuration; lines that begin with a space stand below the last that does not."""
    held, parent = [], ""
    for number, text in enumerate(lines, 1):
        if not text.startswith(" "):
            parent = ""
        held.append(ConfigLine(number, text.strip(), parent))
        if not text.startswith(" "):
            parent = text
    return RunningDevice(
        file=f"{name}.cfg",
        name=name,
        platform="huawei_vrp",
        unit=unit,
        config=DeviceConfig(system=System(hostname=name), **features),
        lines=tuple(held),
    )


def rows(code: str, **handed_in: Any) -> set[tuple[str, int]]:
    """The rows of a code."""
    found = audit(HandedIn(units=UNITS, **handed_in))
    return {(one.origin.file, one.origin.row) for finding in found if finding.code == code for one in finding.evidence}


def sheet(code: str, *claims: Claim, **more: Any) -> set[int]:
    """The rows of a sheet that are evidence of a code."""
    return {row for file, row in rows(code, claims=claims, **more) if file == "sheet.csv"}


def test_equal_prefixes_of_one_unit_or_of_two_routing_domains_are_no_conflict() -> None:
    assert sheet("D01", claim(1, "cz", "10.1.0.0/24"), claim(2, "cz", "10.1.0.0/24")) == set()
    assert sheet("D01", claim(1, "cz", "10.1.0.0/24"), claim(2, "jy", "10.1.0.0/24", domain="vpn-a")) == set()
    assert sheet(
        "D01", claim(1, "cz", "10.1.0.0/24"), claim(2, "jy", "10.1.0.0/24"), claim(3, "ty", "10.1.1.0/24")
    ) == {
        1,
        2,
    }


def test_of_nested_prefixes_only_rows_with_a_stranger_inside_or_around_are_evidence() -> None:
    claims = (
        claim(1, "cz", "10.0.0.0/8"),
        claim(2, "jy", "10.0.0.0/8"),
        claim(3, "cz", "10.1.0.0/16"),
        claim(4, "cz", "172.16.0.0/16"),
        claim(5, "cz", "172.16.1.0/24"),
    )
    # jy's block holds cz's; cz's block holds nothing of a stranger
    assert sheet("D02", *claims) == {2, 3}
    assert sheet("D03", *claims) == {1, 3, 4, 5}


def test_addresses_whose_subnet_is_unknown_give_no_mask() -> None:
    assert sheet("D03", claim(1, "cz", "10.1.0.0/24"), claim(2, "cz", "10.1.0.8/32", subnet=False)) == set()


@pytest.mark.parametrize(
    ("prefix", "code"),
    [
        ("11.0.0.0/8", "D04"),
        ("100.0.0.0/8", "D04"),
        ("100.64.0.0/10", "D05"),
        ("172.15.0.0/16", "D06"),
        ("172.32.0.0/16", "D06"),
        ("172.0.0.0/8", "D06"),
        ("192.169.0.0/24", "D06"),
        ("169.254.3.0/24", "D06"),
        ("240e::/24", "D04"),
        ("172.16.0.0/12", ""),
        ("198.18.0.0/16", ""),
        ("2001:db8::/48", ""),
        ("fd00::/48", ""),
    ],
)
def test_space_has_one_code_at_most(prefix: str, code: str) -> None:
    found = [one.code for one in audit(HandedIn(claims=(claim(1, "cz", prefix),)))]
    assert found == ([code] if code else [])


def test_the_networks_own_public_space_is_its_own() -> None:
    own = OwnSpace(prefixes=(Prefix.parse("11.0.0.0/8"),))
    assert sheet("D04", claim(1, "cz", "11.1.0.0/16"), own=own) == set()


def test_gateways_are_judged_by_the_prefixes_of_their_row() -> None:
    assert sheet("D07", claim(1, "cz", "10.1.0.0/24", gateways=("10.1.1.1",))) == {1}
    assert sheet("D07", claim(1, "cz", "10.1.0.0/24", gateways=("10.1.0.255",))) == {1}
    assert sheet("D07", claim(1, "cz", "10.1.0.0/31", gateways=("10.1.0.0",))) == set()
    both = (
        claim(1, "cz", "10.1.0.0/24", gateways=("10.2.0.1",)),
        claim(1, "cz", "10.2.0.0/24", gateways=("10.2.0.1",)),
    )
    assert sheet("D07", *both) == set()
    assert sheet("D07", claim(1, "cz", "10.1.0.9/32", subnet=False, gateways=("10.1.0.1",))) == set()


def test_a_host_at_the_edge_of_its_units_subnet_is_impossible() -> None:
    claims = (claim(1, "cz", "10.1.0.0/23"), claim(2, "jy", "10.1.0.0/24"))
    hosts = (host(1, "cz", "10.1.0.255"), host(2, "jy", "10.1.0.255"), host(3, "cz", "10.1.1.255"))
    assert rows("D07", claims=claims, hosts=hosts) == {("hosts.csv", 2), ("hosts.csv", 3)}


def test_two_mac_addresses_count_within_one_routing_table() -> None:
    one, two = "00e0fc000001", "00e0fc000002"
    assert rows("D08", arp=(arp(1, "10.1.0.5", one), arp(2, "10.1.0.5", two))) == {("arp.txt", 1), ("arp.txt", 2)}
    assert rows("D08", arp=(arp(1, "10.1.0.5", one), arp(2, "10.1.0.5", two, vrf="vpn-a"))) == set()
    assert rows("D08", hosts=(host(1, "cz", "10.1.0.5", one), host(2, "cz", "10.1.0.5", two))) == set()
    virtual = (arp(1, "10.1.0.1", one), arp(2, "10.1.0.1", "00005e000101"))
    assert rows("D08", arp=virtual) == set()


def test_a_host_counts_as_unseen_only_where_arp_covers_its_subnet() -> None:
    claims = (claim(1, "cz", "10.1.0.0/24", gateways=("10.1.0.1",)), claim(2, "cz", "10.2.0.0/24"))
    hosts = (host(1, "cz", "10.1.0.5"), host(2, "cz", "10.2.0.5"))
    entries = (arp(1, "10.1.0.1", "00e0fc000001"), arp(2, "10.1.0.9", "00e0fc000002"))
    assert rows("D09", claims=claims, hosts=hosts, arp=entries) == {("hosts.csv", 1), ("arp.txt", 2)}
    assert rows("D09", claims=claims, arp=entries) == set()


def test_vlans_clash_on_the_device_that_both_units_hang_on() -> None:
    units = {**UNITS, "ty": RegisteredUnit(id="ty", name="ty", attach=("agg-2",))}
    claims = (
        claim(1, "cz", "10.1.0.0/24", vlans=(10,)),
        claim(2, "jy", "10.2.0.0/24", vlans=(10, 20)),
        claim(3, "ty", "10.3.0.0/24", vlans=(10,)),
        claim(4, "cz", "10.4.0.0/24", vlans=(1,)),
    )
    found = audit(HandedIn(units=units, claims=claims))
    assert [{one.origin.row for one in each.evidence} for each in found if each.code == "D10"] == [{4}, {1, 2}]


def test_scattered_prefixes() -> None:
    near = (claim(1, "cz", "10.1.0.0/24"), claim(2, "cz", "10.1.1.0/24"), claim(3, "cz", "10.1.3.0/24"))
    assert sheet("D13", *near) == set()
    assert sheet("D13", near[0], claim(4, "cz", "10.9.0.0/24")) == {1, 4}


def test_a_nat_pool_over_a_lan() -> None:
    pool = NatPool(name="p", addresses=AddressRange(Address.parse("10.1.0.10"), Address.parse("10.1.0.20")))
    fw = device("fw", ["nat address-group p", " section 10.1.0.10 10.1.0.20"], nat=Nat(pools=(pool,)))
    claims = (claim(1, "cz", "10.1.0.0/24"), claim(2, "jy", "10.2.0.0/24"))
    assert rows("D14", claims=claims, devices=(fw,)) == {("fw.cfg", 2), ("sheet.csv", 1)}


def test_an_internet_exit_of_ones_own() -> None:
    route = StaticRoute(prefix=Prefix.parse("0.0.0.0/0"), next_hop=Address.parse("61.1.1.1"))
    line = "ip route-static 0.0.0.0 0.0.0.0 61.1.1.1"
    own = device("cz-fw", ["sysname cz-fw", line], unit="cz", static_routes=(route,))
    assert rows("D15", devices=(own,)) == {("cz-fw.cfg", 2)}
    assert rows("D15", devices=(device("exit", [line], static_routes=(route,)),)) == set()
    assert sheet("D15", claim(1, "cz", "10.1.0.0/24", own_exit=True), claim(2, "cz", "10.2.0.0/24")) == {1}


def test_what_is_in_both_networks() -> None:
    hosts = (
        host(1, "cz", "10.1.0.5", "00e0fc000001", network="intranet"),
        host(2, "cz", "10.2.0.5", "00e0fc000001", network="extranet"),
        host(3, "cz", "10.3.0.5", "00e0fc000003", network="intranet"),
        host(4, "jy", "10.3.0.5", "00e0fc000004", network="extranet"),
    )
    assert rows("D16", hosts=hosts) == {("hosts.csv", 1), ("hosts.csv", 2)}


def speaker(name: str, asn: int, *remote: int) -> RunningDevice:
    """A device that speaks BGP."""
    neighbors = tuple(Neighbor(address=Address(4, number + 1), remote_as=one) for number, one in enumerate(remote))
    bgp = Bgp(asn=asn, router_id=Address.parse("10.255.0.1"), neighbors=neighbors)
    return device(name, [f"bgp {asn}", " router-id 10.255.0.1"], bgp=bgp)


def test_identities_given_out_twice() -> None:
    address = InterfaceAddress.parse("10.255.0.9/32")
    loopback = Interface(name="loopback-0", addresses=(address,))
    lines = ["interface LoopBack0", " ip address 10.255.0.9 255.255.255.255"]
    found = rows(
        "D17", devices=(device("a", lines, interfaces=(loopback,)), device("b", lines, interfaces=(loopback,)))
    )
    assert found == {("a.cfg", 2), ("b.cfg", 2)}
    assert rows("D17", devices=(speaker("a", 65001, 65001), speaker("b", 65002))) == {("a.cfg", 2), ("b.cfg", 2)}
    assert ("c.cfg", 1) in rows("D17", devices=(speaker("c", 65001, 65009), speaker("d", 65001, 65009)))
    vrfs = [device(name, [f"rd {name}"], vrfs=(Vrf(name=f"v{name}", route_distinguisher="1:1"),)) for name in "ef"]
    assert rows("D17", devices=tuple(vrfs)) == {("e.cfg", 1), ("f.cfg", 1)}


def routed(name: str, text: str) -> RunningDevice:
    """A device with a routed port."""
    address = InterfaceAddress.parse(text)
    port = Interface(name="ge-0/1", addresses=(address,))
    return device(name, ["interface GE0/1", f" ip address {address.address} {address.netmask}"], interfaces=(port,))


def test_links_and_lans_mixed_up() -> None:
    ends = (routed("a", "10.1.0.1/24"), routed("b", "10.1.0.2/24"))
    assert rows("D18", devices=ends) == {("a.cfg", 2), ("b.cfg", 2)}
    assert rows("D18", devices=(*ends, routed("c", "10.1.0.3/24"))) == set()
    assert sheet("D18", claim(1, "cz", "10.1.0.0/24"), claim(2, "cz", "10.1.0.252/30")) == {1, 2}
    assert sheet("D18", claim(1, "cz", "10.1.0.0/24", link=True), claim(2, "jy", "10.2.0.0/30", link=True)) == {1}


@pytest.mark.parametrize(
    ("rule", "leaks"),
    [
        (None, True),
        (PrefixRule(sequence=5, permit=True, prefix=Prefix.parse("10.0.0.0/8"), at_most=24), True),
        (PrefixRule(sequence=5, permit=True, prefix=Prefix.parse("0.0.0.0/0"), at_most=32), True),
        (PrefixRule(sequence=5, permit=True, prefix=Prefix.parse("198.18.0.0/21")), False),
    ],
)
def test_local_prefixes_at_the_national_border(rule: PrefixRule | None, leaks: bool) -> None:
    family = NeighborFamily(family=Family.IPV4, prefix_list_out="out" if rule else None)
    peer = Neighbor(address=Address.parse("198.18.0.1"), remote_as=64512, description="至国家节点", families=(family,))
    border = device(
        "b",
        ["bgp 64533", " peer 198.18.0.1 as-number 64512"],
        bgp=Bgp(asn=64533, router_id=Address(4, 1), neighbors=(peer,)),
        prefix_lists=(PrefixList(name="out", rules=(rule,)),) if rule else (),
    )
    assert rows("D19", devices=(border,)) == ({("b.cfg", 2)} if leaks else set())


def test_literals_of_prefixes_that_must_be_renumbered() -> None:
    lines = [
        "info-center loghost 11.8.4.9",
        "info-center loghost 10.1.0.9",
        "acl 2000",
        " rule 5 permit source 11.8.4.0 0.0.0.255",
    ]
    rule = AclRule(sequence=5, permit=True, source=Prefix.parse("11.8.4.0/24"))
    servers = tuple(SyslogServer(address=Address.parse(one)) for one in ("11.8.4.9", "10.1.0.9"))
    sw = device("sw", lines, syslog=Syslog(servers=servers), acls=(Acl(name="2000", rules=(rule,)),))
    claims = (claim(1, "cz", "11.8.4.0/24"), claim(2, "cz", "10.1.0.0/24"))
    assert rows("D20", claims=claims, devices=(sw,)) == {("sw.cfg", 1), ("sw.cfg", 4)}


def test_second_and_virtual_addresses() -> None:
    addresses = tuple(map(InterfaceAddress.parse, ("10.1.0.2/24", "10.2.0.2/24")))
    groups = (VrrpGroup(number=1, addresses=(Address.parse("10.1.0.1"), Address.parse("10.1.0.9"))),)
    lines = [
        *("interface Vlanif10", " ip address 10.1.0.2 255.255.255.0", " ip address 10.2.0.2 255.255.255.0 sub"),
        *(" vrrp vrid 1 virtual-ip 10.1.0.1", " vrrp vrid 1 virtual-ip 10.1.0.9"),
    ]
    sw = device("sw", lines, interfaces=(Interface(name="vlan-10", addresses=addresses, vrrp=groups),))
    known = claim(1, "cz", "10.1.0.0/24", gateways=("10.1.0.1",))
    assert rows("D21", claims=(known,), devices=(sw,)) == {("sw.cfg", 3), ("sw.cfg", 5)}


def test_a_line_of_business_in_the_citys_block() -> None:
    claims = (
        claim(1, "cz", "10.20.1.0/24", line="财政"),
        claim(2, "jy", "10.20.9.0/24"),
        claim(3, "cz", "10.30.1.0/24", line="财政"),
    )
    assert sheet("D22", *claims) == {1}
    assert sheet("D22", *claims, own=OwnSpace(prefixes=(Prefix.parse("10.16.0.0/12"),))) == {1, 3}


def test_every_code_has_words_in_both_languages_and_a_gravity() -> None:
    codes = [f"D{number:02d}" for number in range(1, 23)]
    assert sorted(ENGLISH) == sorted(CHINESE) == sorted(GRAVITY) == codes


def test_every_finding_can_be_said() -> None:
    claims = (
        claim(1, "cz", "10.20.1.0/24", line="财政", gateways=("10.9.9.9",), vlans=(1,), own_exit=True),
        claim(2, "jy", "10.20.1.0/24"),
        claim(3, "jy", "10.20.1.252/30"),
        claim(4, "jy", "100.64.0.0/24", link=True),
    )
    for finding in audit(HandedIn(units=UNITS, claims=claims)):
        english, chinese = in_english(finding, {"cz": "财政局"}), in_chinese(finding, {"cz": "财政局"})
        assert english.message and chinese.message
        assert english.message.isascii() or finding.code in ("D01", "D02", "D10", "D22")
        assert not chinese.message.isascii()
