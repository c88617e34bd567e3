"""What an inventory means."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml
from errors.overlay import BASE, PLATFORMS

from govnetgen.inventory import load_inventory, resolve
from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import LinkKind, Network, Role

Make = Callable[[Mapping[str, str]], Network]


def base_lines(name: str) -> list[str]:
    return (BASE / name).read_text(encoding="utf-8").splitlines()


def test_patterns_make_devices_of_sites_and_units(network_with: Make) -> None:
    devices = network_with({}).devices
    assert set(devices) == {"core1", "core2", "fw1", "agg-east", "agg-west", "tax-gw", "tax2-gw"}
    gateway = devices["tax2-gw"]
    assert (gateway.role, gateway.site, gateway.unit) == (Role.GATEWAY, "west", "tax2")
    assert (gateway.dialect, gateway.p2p_length) == ("usg", 30)
    assert (devices["agg-east"].platform, devices["agg-east"].dialect, devices["agg-east"].site) == (
        "ruijie_rgos",
        "s",
        "east",
    )


def test_a_device_written_out_refines_the_one_of_a_pattern(network_with: Make) -> None:
    devices = network_with(
        {"nodes.yaml": "  agg-east: {description: old building, fixed: {loopback: [10.40.8.9]}}\n"}
    ).devices
    assert devices["agg-east"].description == "old building"
    assert devices["agg-east"].fixed_loopbacks == (Address.parse("10.40.8.9"),)
    assert devices["agg-east"].role is Role.AGGREGATION
    assert devices["agg-west"].description is None


def test_profiles_take_from_profiles_and_the_nearest_wins(network_with: Make) -> None:
    nodes = "\n".join(base_lines("nodes.yaml")).replace("core:   {", "core:   {hardware: firewall, ")
    devices = network_with({"nodes.yaml": f"={nodes}\n"}).devices
    assert (devices["core1"].platform, devices["core1"].hardware, devices["core1"].pair) == (
        "ruijie_rgos",
        "firewall",
        "core",
    )
    assert devices["agg-east"].hardware == "core-switch"


def test_placeholders_stand_in_values(network_with: Make) -> None:
    nodes = "\n".join(base_lines("nodes.yaml")).replace(
        '"unit:bureau", ', '"unit:bureau", pair: "{unit}", description: "of {unit} in {site}", '
    )
    assert network_with({"nodes.yaml": f"={nodes}\n"}).devices["tax-gw"].description == "of tax in east"


def test_units_have_gateways_of_their_own_or_those_they_attach_to(network_with: Make) -> None:
    units = network_with({}).units
    assert units["tax"].gateways == ("tax-gw",)
    assert units["it"].gateways == units["it"].attach == ("core1", "core2")


def test_own_switches_bring_a_management_vlan(network_with: Make) -> None:
    network = network_with(
        {
            "nodes.yaml": '  "{unit}-sw": {each: "unit:bureau", profile: switch, role: access}\n',
            "links.yaml": '  - {each: "unit:bureau", ends: ["{unit}-sw", "{unit}-gw"], speed: 1G}\n',
            "vlans.yaml": "  management: {zone: management}\n",
            "policy.yaml": "="
            + (BASE / "policy.yaml")
            .read_text(encoding="utf-8")
            .replace("zones:\n", "zones:\n  management: {trust: 90}\n"),
            "plan.yaml": "="
            + (BASE / "plan.yaml").read_text(encoding="utf-8").replace("[dedicated]", "[dedicated, management]"),
        }
    )
    unit = network.units["tax"]
    assert unit.switches == ("tax-sw",)
    assert (unit.vlan("management").zone, unit.vlan("management").hosts) == ("management", 6)
    assert network.links["tax-gw--tax-sw"].kind is LinkKind.TRUNK
    assert [vlan.name for vlan in network.units["it"].vlans] == ["office", "servers"]


def test_vlans_take_from_their_kind(network_with: Make) -> None:
    vlans = {vlan.name: vlan for vlan in network_with({}).units["tax"].vlans}
    assert (vlans["office"].hosts, vlans["office"].dhcp, vlans["office"].vpn) == (200, True, None)
    assert (vlans["levy"].hosts, vlans["levy"].zone, vlans["levy"].vpn) == (20, "dedicated", "tax")


def test_cells_pin_prefixes_and_numbers(network_with: Make) -> None:
    units = "=" + (BASE / "units.csv").read_text(encoding="utf-8").replace(
        "servers:100", "servers:100@10.32.8.0/24#120; office2"
    )
    vlans = "  office2: {zone: offices, hosts: 9}\n"
    unit = network_with({"units.csv": units, "vlans.yaml": vlans}).units["it"]
    assert unit.vlan("servers").fixed == (Prefix.parse("10.32.8.0/24"),)
    assert (unit.vlan("servers").number, unit.vlan("office2").hosts) == (120, 9)


def test_links_have_the_same_name_whichever_end_is_first(network_with: Make) -> None:
    text = (BASE / "links.yaml").read_text(encoding="utf-8")
    links = network_with({"links.yaml": "=" + text.replace("[fw1, core1]", "[core1, fw1]")}).links
    assert links == network_with({}).links
    assert (links["core1--fw1"].near.device, links["core1--core2"].count, links["fw1--isp"].kind) == (
        "core1",
        2,
        LinkKind.EXTERNAL,
    )


def test_attach_makes_a_link_for_each_device(network_with: Make) -> None:
    units = (BASE / "units.csv").read_text(encoding="utf-8").replace("agg-east", "agg-east;core1")
    links = (BASE / "links.yaml").read_text(encoding="utf-8")
    assert {"agg-east--tax-gw", "core1--tax-gw", "agg-west--tax2-gw"} <= set(
        network_with({"units.csv": f"={units}"}).links
    )
    second = links.replace("{attach}", "{attach2}") + '  - {each: "unit:bureau", ends: ["{unit}-gw", "{attach1}"]}\n'
    made = network_with({"units.csv": f"={units}", "links.yaml": f"={second}"}).links
    assert "core1--tax-gw" in made
    assert "agg-east--tax-gw" in made
    assert not any(name.startswith("core") and name.endswith("tax2-gw") for name in made)


def test_ports_stay_where_they_are_named(network_with: Make) -> None:
    text = (
        (BASE / "links.yaml")
        .read_text(encoding="utf-8")
        .replace("[core1, core2], count: 2", '["core2:10ge-0/1+10ge-0/2", core1]')
    )
    link = network_with({"links.yaml": f"={text}"}).links["core1--core2"]
    assert (link.near.ports, link.far and link.far.ports, link.count) == ((), ("10ge-0/1", "10ge-0/2"), 2)


def test_brackets_stand_for_ports(network_with: Make) -> None:
    text = 'spine: {uplinks: ["100ge-[1-2]/0/[1,3-4]"], edge: "10ge-1/0/[1-2]"}\n'
    spine = network_with({"hardware.yaml": text}).hardware["spine"]
    assert spine.uplinks == tuple(f"100ge-{slot}/0/{port}" for slot in (1, 2) for port in (1, 3, 4))
    assert spine.edge == ("10ge-1/0/1", "10ge-1/0/2")


def test_the_order_of_entries_means_nothing(tmp_path: Path) -> None:
    """All but rules, servers, login methods and levels may be shuffled: the network stays what it is."""
    shuffle = random.Random(7)
    for source in BASE.iterdir():
        text = source.read_text(encoding="utf-8")
        if source.suffix == ".yaml":
            value = yaml.load(text, Loader=yaml.BaseLoader)
            text = yaml.safe_dump(_shuffled(value, shuffle), allow_unicode=True, sort_keys=False)
            text = text.replace("'true'", "true")
            text = "\n".join(_bare(line) for line in text.splitlines())
        else:
            head, *rows = text.splitlines()
            shuffle.shuffle(rows)
            text = "\n".join([head, *rows])
        (tmp_path / source.name).write_text(text + "\n", encoding="utf-8")
    one, other = resolve_all(BASE), resolve_all(tmp_path)
    for field in ("sites", "hardware", "devices", "units", "vpns", "plan", "baseline", "routing"):
        assert getattr(one, field) == getattr(other, field), field
    assert set(one.links) == set(other.links)
    assert one.links == other.links


def _shuffled(value: object, shuffle: random.Random) -> object:
    if isinstance(value, dict):
        items = list(value.items())
        shuffle.shuffle(items)
        return {
            key: inner if key in ("divide", "tiers", "rules", "ends") else _shuffled(inner, shuffle)
            for key, inner in items
        }
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return shuffle.sample(value, len(value))
    return value


def _bare(line: str) -> str:
    """Take the quotes off numbers, which the loader that keeps all as text has put there; but for region codes."""
    key, colon, text = line.partition(": '")
    number = text.rstrip("'")
    return f"{key}: {number}" if colon and number.isdigit() and len(number) < 6 else line


def resolve_all(folder: Path) -> Network:
    return resolve(load_inventory(folder).require(), PLATFORMS).require()
