"""Sheets as offices lay them out: every row is traced to its unit, its prefix and its place."""

from pathlib import Path

import pytest

from govnetgen.brownfield import read_legacy
from govnetgen.brownfield.registry import Registry
from govnetgen.model.claims import HandedIn, OwnSpace, RegisteredUnit

FILES = Path(__file__).parent / "files"
REGISTRY = Registry.of(
    (
        RegisteredUnit(id="cz", name="财政局", aliases=("财政厅",), attach=("agg-1",)),
        RegisteredUnit(id="jy", name="教育局", aliases=("教委",), attach=("agg-1",)),
    )
)


def read(folder: Path, name: str, data: str | bytes) -> HandedIn:
    """What is read of one file."""
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    handed_in = read_legacy(folder, REGISTRY, OwnSpace()).value
    assert handed_in is not None
    return handed_in


def claimed(handed_in: HandedIn) -> list[tuple[int, str, str]]:
    """Row, unit and prefix of every claim."""
    return [(one.origin.row, one.owner.id, str(one.prefix)) for one in handed_in.claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位,IP地址,子网掩码\n财政局,10.1.1.0,255.255.255.0\n", [(2, "cz", "10.1.1.0/24")]),
        ("单位,起始地址,结束地址\n财政局,10.1.1.1,10.1.1.254\n", [(2, "cz", "10.1.1.0/24")]),
        ("单位,IP地址,\n,起始,结束\n财政局,10.1.1.0,10.1.1.127\n", [(3, "cz", "10.1.1.0/25")]),
        ("单位,网段\n财政局,10.1.1.0/24\n同上,10.1.2.0/24\n", [(2, "cz", "10.1.1.0/24"), (3, "cz", "10.1.2.0/24")]),
        ("单位名称：财政局,\n网段,VLAN\n10.1.1.0/24,10\n", [(3, "cz", "10.1.1.0/24")]),
        ("教委网络地址分配表,\n网段,VLAN\n10.1.1.0/24,10\n", [(3, "jy", "10.1.1.0/24")]),
        (
            "单位,网段\n财政局,10.1.1.0/24\n单位,网段\n教育局,10.1.2.0/24\n",
            [(2, "cz", "10.1.1.0/24"), (4, "jy", "10.1.2.0/24")],
        ),
        (
            "网段,单位\n10.1.1.0/24,财政局\n\n备注,单位名称,IP网段\n,教育局,10.1.2.0/24\n",
            [(2, "cz", "10.1.1.0/24"), (5, "jy", "10.1.2.0/24")],
        ),
        (
            "单位\tIPv4地址段\tIPv6地址段\n财政局\t10.1.1.0/24\t2001:db8::/48\n",
            [(2, "cz", "10.1.1.0/24"), (2, "cz", "2001:db8::/48")],
        ),
        ("单位;网段\n财政局;10.1.1.0/24\n", [(2, "cz", "10.1.1.0/24")]),
        (
            '单位,网段\n财政局,"10.1.1.0/24\n10.1.2.0/24"\n教育局,10.1.3.0/24\n',
            [(2, "cz", "10.1.1.0/24"), (2, "cz", "10.1.2.0/24"), (3, "jy", "10.1.3.0/24")],
        ),
        ("Unit , Subnet (CIDR)\ncz,10.1.1.0/24\n", [(2, "cz", "10.1.1.0/24")]),
        ("序 号,单 位 名 称,网 段\n1,财 政 局,10.1.1.0/24\n2,,\n", [(2, "cz", "10.1.1.0/24")]),
    ],
)
def test_layouts(text: str, expected: list[tuple[int, str, str]], tmp_path: Path) -> None:
    handed_in = read(tmp_path, "表.csv", text)
    assert claimed(handed_in) == expected
    assert handed_in.unreadable == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    handed_in = read(tmp_path, "表.txt", "单位,网段\n财政局,10.1.1.0/24\n教育局,10.1.2.0/24\n".encode(encoding))
    assert claimed(handed_in) == [(2, "cz", "10.1.1.0/24"), (3, "jy", "10.1.2.0/24")]


def test_an_old_workbook_with_merged_cells_a_date_and_a_number(tmp_path: Path) -> None:
    handed_in = read(tmp_path, "台账.xls", (FILES / "old.xls").read_bytes())
    assert claimed(handed_in) == [(3, "cz", "10.1.1.0/24"), (4, "cz", "10.1.2.0/24")]
    assert [(one.origin.row, one.code, one.owner and one.owner.id) for one in handed_in.unreadable] == [
        (5, "date-cell", "cz"),
        (6, "number-cell", "jy"),
    ]


def test_what_stands_beside_a_prefix(tmp_path: Path) -> None:
    text = (
        "单位,网段,网关,VLAN,终端数,VPN,条线,用途,所属网络,互联网出口\n"
        "财政局,10.1.1.0/24,010.001.001.254,Vlan10-12,约50台,VPN-财政,金财,与省厅互联,政务外网,自建(电信)\n"
    )
    facts = read(tmp_path, "表.csv", text).claims[0].facts
    assert ([str(one) for one in facts.gateways], facts.vlans, facts.hosts) == (["10.1.1.254"], (10, 11, 12), 50)
    assert (facts.domain, facts.line, facts.link) == ("vpn-财政", "金财", True)
    assert (facts.network, facts.own_exit) == ("extranet", True)


@pytest.mark.parametrize(
    "mac",
    ["00e0-fc12-3456", "00e0.fc12.3456", "00:E0:FC:12:34:56", "00-e0-fc-12-34-56", "00E0FC123456", "00e0:fc12:3456"],
)
def test_hosts_with_their_mac_addresses(mac: str, tmp_path: Path) -> None:
    hosts = read(tmp_path, "主机.csv", f"单位名称,系统名称,主机IP,MAC地址\n财政局,a,10.1.1.5,{mac}\n").hosts
    assert [(str(one.address), one.mac, one.owner.id) for one in hosts] == [("10.1.1.5", "00e0fc123456", "cz")]


def test_addresses_without_a_mac_column_are_hosts_where_most_of_them_are_bare(tmp_path: Path) -> None:
    handed_in = read(tmp_path, "主机.csv", "单位,IP\n财政局,10.1.1.5\n财政局,10.1.1.6-8\n财政局,10.1.1.9、10.1.1.10\n")
    assert [str(one.address)[7:] for one in handed_in.hosts] == ["5", "6", "7", "8", "9", "10"]
    assert handed_in.claims == ()


ARP = {
    "<agg-1>display arp\n10.1.1.5        00e0-fc12-3456  9         D-0         Vlanif10\n": (
        "agg-1",
        "Vlanif10",
        False,
    ),
    "<agg-1>display arp\n10.1.1.5        00e0-fc12-3456            I -         Vlanif10\n": ("agg-1", "Vlanif10", True),
    "agg-2#show arp\nInternet  10.1.1.5    -   00e0.fc12.3456  arpa   VLAN 10\n": ("agg-2", "VLAN10", True),
    "root@mx> show arp no-resolve\n00:e0:fc:12:34:56 10.1.1.5  ge-0/0/1.0  none\n": ("mx", "ge-0/0/1.0", False),
    "10.1.1.5 dev eth0 lladdr 00:e0:fc:12:34:56 REACHABLE\n": ("capture", "eth0", False),
    "  10.1.1.5            00-e0-fc-12-34-56     动态\n": ("capture", "", False),
}


@pytest.mark.parametrize("text", ARP)
def test_arp_tables(text: str, tmp_path: Path) -> None:
    entries = read(tmp_path, "capture.txt", text).arp
    assert [(str(one.address), one.mac) for one in entries] == [("10.1.1.5", "00e0fc123456")]
    assert (entries[0].device, entries[0].interface, entries[0].own) == ARP[text]
    assert entries[0].origin.row == text.count("\n", 0, text.index("10.1.1.5")) + 1


def test_a_running_configuration_is_told_by_its_text(tmp_path: Path) -> None:
    text = (
        "sysname cz-sw1\n#\nvlan batch 10\n#\ninterface Vlanif10\n ip address 10.1.1.1 255.255.255.0\n"
        " ip address 10.1.9.1 255.255.255.0 sub\n#\nip route-static 0.0.0.0 0.0.0.0 10.1.1.254\n#\nreturn\n"
    )
    (device,) = read(tmp_path, "新建文本文档.txt", text).devices
    assert (device.name, device.platform, device.unit) == ("cz-sw1", "huawei_vrp", "cz")
    assert [str(one) for one in device.config.interfaces[0].addresses] == ["10.1.1.1/24", "10.1.9.1/24"]
    assert device.lines[3].text == "ip address 10.1.1.1 255.255.255.0"
    assert (device.lines[3].number, device.lines[3].parent) == (6, "interface Vlanif10")
