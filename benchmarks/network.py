"""A synthetic network of any size: two tiers, patterns and a table, about 500 rendered lines a device."""

import csv
from pathlib import Path

DEVICES_A_DISTRICT = 20
"""One aggregation switch, and a firewall for each of the other units."""

SWITCHED_UNITS = 12
"""Units of a district that have no firewall: their gateways are on the aggregation switch."""

RULES = 16

_FILES = {
    "network.yaml": """\
name: benchmark
title: 基准测试网络
kind: extranet
region: "210200"
asn: 64533
tiers: [city, district]
routing: {igp: ospf, secret: "secret:ospf"}
baseline:
  timezone: {name: BJ, offset: "+08:00"}
  banner: |
    Authorised use only. All activity is logged.
  ntp: {servers: [198.51.100.10, 198.51.100.11], key: 1, algorithm: md5, secret: "secret:ntp"}
  syslog: {servers: [198.51.100.12]}
  aaa: {users: [{name: netadmin, privilege: 15, secret: "secret:netadmin"}]}
  ssh: {from: [198.51.100.0/24]}
""",
    "plan.yaml": """\
pools:
  service:  {prefix: 10.0.0.0/9,    class: local_common, zones: [offices, servers], divide: [district, unit, vlan]}
  loopback: {prefix: 172.16.0.0/17, each: node, length: 32}
  p2p:      {prefix: 172.20.0.0/15, each: link, length: 31}
headroom: 0
vlan_ids: 100-3999
vpn_numbers: 4001-4094
""",
    "links.yaml": """\
links:
  - {ends: [core1, core2], count: 2}
  - {each: "site:district", ends: ["agg-{site}", core1]}
  - {each: "site:district", ends: ["agg-{site}", core2]}
  - {each: "unit:firewalled", ends: ["{unit}-fw1", "{attach}"], speed: 1G}
""",
    "vlans.yaml": """\
vlans:
  office:  {zone: offices, dhcp: true}
  meeting: {zone: offices, dhcp: true}
  phones:  {zone: offices, dhcp: true}
  servers: {zone: servers}
""",
}

_HARDWARE = """\
core:        {{uplinks: "10ge-1/[1-{ports}]", management: mgmt-0}}
aggregation: {{uplinks: "10ge-1/[1-36]", management: mgmt-0}}
firewall:    {{uplinks: "ge-1/0/[0-5]", management: ge-0/0/0}}
"""

_NODES = """\
profiles:
  core:        {role: core,        platform: ruijie_rgos, hardware: core, pair: core}
  aggregation: {role: aggregation, platform: ruijie_rgos, hardware: aggregation}
  gateway:     {role: gateway,     platform: huawei_vrp, dialect: usg, hardware: firewall}
devices:
  core1: {profile: core, site: city}
  core2: {profile: core, site: city}
  "agg-{site}": {each: "site:district", profile: aggregation}
  "{unit}-fw1": {each: "unit:firewalled", profile: gateway}
sites:
  city: {tier: city, title: 市}
"""

_POLICY = """\
zones:
  backbone: {trust: 40, backbone: true}
  offices:  {trust: 60}
  servers:  {trust: 65}
addresses:
  everyone: {pools: [service]}
  own:      {own: true, zones: [offices]}
"""


def write_network(folder: Path, devices: int) -> None:
    """Write a network of about this many devices into a new folder."""
    folder.mkdir(parents=True)
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    districts = max(1, (devices - 2) // DEVICES_A_DISTRICT)
    sites = "".join(f"  d{number:04}: {{tier: district, parent: city}}\n" for number in range(districts))
    (folder / "nodes.yaml").write_text(_NODES + sites, encoding="utf-8")
    (folder / "hardware.yaml").write_text(_HARDWARE.format(ports=districts + 4), encoding="utf-8")
    (folder / "policy.yaml").write_text(_policy(), encoding="utf-8")
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("name", "title", "site", "kind", "attach", "class", "vlans"))
        left = devices - 2 - districts
        for number in range(districts):
            firewalled = left // (districts - number)
            left -= firewalled
            table.writerows(_units(f"d{number:04}", firewalled))


def _units(site: str, firewalled: int) -> list[tuple[str, ...]]:
    vlans = "office:100;meeting:30;phones:50;servers:20"
    kinds = ["firewalled"] * firewalled + ["switched"] * SWITCHED_UNITS
    return [
        (f"{site}-u{number:03}", f"单位{number}", site, kind, f"agg-{site}", "B", vlans)
        for number, kind in enumerate(kinds)
    ]


def _policy() -> str:
    services = "".join(f"  app{number}: [tcp/{8000 + number}, udp/{9000 + number}]\n" for number in range(RULES))
    rules = "".join(
        f"  - {{name: rule{number}, at: [gateway], from: [offices], to: [backbone], sources: [own],"
        f" destinations: [everyone], services: [app{number}], action: permit}}\n"
        for number in range(RULES)
    )
    return f"{_POLICY}services:\n{services}rules:\n{rules}"
