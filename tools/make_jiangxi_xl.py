"""Write ``jiangxi-xl``, the network for measuring: Jiangxi's extranet with a customer edge for each of 4,020 units.

    python tools/make_jiangxi_xl.py build/jiangxi-xl

60 units in the province, 45 in each of 11 prefectures, 35 in each of 99 counties; the sites are those of
``inventory/jiangxi-extranet``. The same files come out whenever it runs. They are not kept: they say nothing that is
true of Jiangxi beyond what that inventory says.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from govnetgen.inventory import load_inventory
from govnetgen.inventory.schema.nodes import SiteEntry

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "inventory" / "jiangxi-extranet"
UNITS_OF_TIER = {"province": 60, "city": 45, "county": 35}
HOSTS_OF_TIER = {"province": 120, "city": 58, "county": 26}
LINES = {
    "caizheng": "财政",
    "dishui": "地税",
    "renshe": "人社",
    "minzheng": "民政",
    "shenji": "审计",
    "gongan": "公安",
    "weisheng": "卫生",
    "jiaoyu": "教育",
    "nongye": "农业",
    "guotu": "国土",
    "huanbao": "环保",
    "tongji": "统计",
}
"""Lines of business, each the VPN of one department of every site."""

NETWORK = """name: jiangxi-xl
title: 江西省电子政务外网(压力测试)
kind: extranet
region: "360000"
asn: 64548
tiers: [province, city, county]
assumed: ["everything: this network is for measuring"]
routing: {igp: ospf, vpn_transport: vrf_lite, secret: "secret:ospf"}
baseline:
  timezone: {name: BJ, offset: "+08:00"}
  ntp: {servers: [jiangxi-u1/office/10], key: 1, algorithm: md5, secret: "secret:ntp"}
  syslog: {servers: [jiangxi-u1/office/11]}
  aaa: {users: [{name: netadmin, privilege: 15, secret: "secret:netadmin"}]}
  ssh: {from: [jiangxi-u1/office]}
"""
PLAN = """pools:
  service:   {prefix: 10.64.0.0/10, class: local_common, zones: [offices],   divide: [city, county, unit, vlan]}
  dedicated: {prefix: 10.32.0.0/11, class: department,   zones: [dedicated], divide: [city, county, unit, vlan]}
  loopback:  {prefix: 10.0.0.0/19,  each: node,     length: 32}
  p2p:       {prefix: 10.1.0.0/18,  each: link,     length: 31}
  p2p_vpn:   {prefix: 10.2.0.0/18,  each: vpn_link, length: 31}
headroom: 1
"""
HARDWARE = """s12708:   {uplinks: "10ge-[1-4]/0/[0-47]"}
s7706:    {uplinks: ["10ge-1/0/[0-47]", "ge-[2-3]/0/[0-47]"]}
usg6680e: {uplinks: ["10ge-1/0/[0-3]", "ge-1/0/[4-11]"], management: ge-0/0/0}
usg6555e: {uplinks: "ge-1/0/[0-3]", edge: "ge-1/0/[4-11]", management: ge-0/0/0}
"""
DEVICES = """
profiles:
  core:        {role: core,        platform: huawei_vrp, dialect: s, hardware: s12708, site: jiangxi, pair: core}
  aggregation: {role: aggregation, platform: huawei_vrp, dialect: s, hardware: s7706}
  firewall:    {platform: huawei_vrp, dialect: usg, hardware: usg6555e}
  exit:        {profile: firewall, role: exit, pair: exit, site: jiangxi, hardware: usg6680e}

devices:
  core1: {profile: core}
  core2: {profile: core}
  exit1: {profile: exit}
  exit2: {profile: exit, standby: true}
  "agg-{site}": {each: "site:province,city,county", profile: aggregation}
  "{unit}-ce":  {each: unit, profile: firewall, role: gateway}
"""
LINKS = """links:
  - {ends: [core1, core2], speed: 10G, count: 2}
  - {each: "site:province,city", ends: ["agg-{site}", core1], speed: 10G}
  - {each: "site:province,city", ends: ["agg-{site}", core2], speed: 10G}
  - {each: "site:county", ends: ["agg-{site}", "agg-{parent}"], speed: 10G}
  - {each: unit, ends: ["{unit}-ce", "{attach}"], speed: 1G}
  - {ends: [exit1, core1], speed: 10G}
  - {ends: [exit2, core2], speed: 10G}
  - {ends: [exit1, exit2], kind: heartbeat, speed: 1G}
  - ends: [exit1]
    external: {name: isp, zone: internet, addresses: [203.0.113.2/28], peers: [203.0.113.1], default_route: true}
  - ends: [exit2]
    external: {name: isp, zone: internet, addresses: [203.0.113.3/28], peers: [203.0.113.1], default_route: true}
"""
POLICY = """zones:
  backbone:  {trust: 40, backbone: true}
  offices:   {trust: 80}
  dedicated: {trust: 75}
  internet:  {trust: 10}
addresses:
  everyone: {pools: [service]}
  own:      {own: true, zones: [offices]}
services:
  web: [tcp/80, tcp/443]
rules:
  - {name: out, at: [gateway], from: [offices], to: [backbone], sources: [own], services: [web], action: permit}
  - name: in
    at: [gateway]
    from: [backbone]
    to: [offices]
    sources: [everyone]
    destinations: [own]
    services: [web]
    action: permit
  - {name: internet, at: [exit], from: [backbone], to: [internet], sources: [everyone], services: [web], action: permit}
nat:
  source:
    - name: internet
      at: [exit]
      from: [backbone]
      to: [internet]
      sources: [everyone]
      addresses: 203.0.113.8-203.0.113.11
"""


def sites() -> dict[str, SiteEntry]:
    """Return the sites of Jiangxi."""
    inventory = load_inventory(SOURCE).require()
    return {entry.name: entry.value for entry in inventory.sites}


def site_lines(name: str, site: SiteEntry) -> str:
    """Return a site as nodes.yaml writes it."""
    parent = f", parent: {site.parent}" if site.parent else ""
    return f'  {name}: {{tier: {site.tier}{parent}, title: {site.title}, region: "{site.region}"}}\n'


def unit_rows(name: str, site: SiteEntry) -> Iterator[str]:
    """Yield the units of a site as units.csv writes them; the first ones have a line of business each."""
    lines = list(LINES)
    for number in range(1, UNITS_OF_TIER[site.tier] + 1):
        line = f";{lines[number - 1]}:14" if number <= len(lines) else ""
        vlans = f"office:{HOSTS_OF_TIER[site.tier]}{line}"
        access = "D" if line else "B"
        yield f"{name}-u{number},{site.title}单位{number},{name},{site.tier},agg-{name},{access},dark_fiber,{vlans}\n"


def files() -> dict[str, str]:
    """Return the texts of the inventory's files, by name."""
    known = sites()
    header = "name,title,site,kind,attach,class,medium,vlans\n"
    return {
        "network.yaml": NETWORK,
        "plan.yaml": PLAN,
        "hardware.yaml": HARDWARE,
        "nodes.yaml": "sites:\n" + "".join(site_lines(*one) for one in known.items()) + DEVICES,
        "links.yaml": LINKS,
        "policy.yaml": POLICY,
        "vlans.yaml": "vlans:\n  office: {zone: offices}\n"
        + "".join(f"  {name}: {{zone: dedicated, vpn: {name}}}\n" for name in LINES),
        "vpns.yaml": "vpns:\n"
        + "".join(
            f"  {name}: {{title: {title}专网, owner: jiangxi-u{number}}}\n"
            for number, (name, title) in enumerate(LINES.items(), start=1)
        ),
        "units.csv": header + "".join(row for one in known.items() for row in unit_rows(*one)),
    }


def write(folder: Path) -> None:
    """Write the inventory into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER")
    write(Path(sys.argv[1]))
