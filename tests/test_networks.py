"""Every network that ships: its ledger is up to date, its promises and the documents' statements of it hold.

The networks that meet each other agree where they do; the one that is made for measuring is whole.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from govnetgen.inventory import load_facts, load_inventory, resolve
from govnetgen.model.address import Prefix
from govnetgen.model.finding import Verdict
from govnetgen.model.network import External, Network, NetworkKind, Pool, Role
from govnetgen.model.settled import settled
from govnetgen.workflow.address import Addressed, address, platform_facts
from govnetgen.workflow.verify import verify_network

ROOT = Path(__file__).parents[1]
INVENTORY = ROOT / "inventory"
PAGE = ROOT / "docs" / "networks.md"
NAMES = sorted(folder.name for folder in INVENTORY.iterdir() if (folder / "network.yaml").exists())
LOCAL = {
    "hunan": "hunan",
    "jiangxi": "jiangxi-extranet",
    "shanghai": "shanghai-extranet",
    "tianjin": "tianjin-extranet",
}
"""The local networks that have an inventory too, by their site in the national one."""


STAND_INS = tuple(
    map(
        Prefix.parse,
        (
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "2001:db8::/32",
        ),
    )
)


@cache
def addressed(name: str) -> Addressed:
    return address(INVENTORY / name).require()


@pytest.mark.parametrize("name", NAMES)
def test_the_ledger_has_what_is_given_out(name: str) -> None:
    assert not addressed(name).planned.changes


@pytest.mark.parametrize("name", NAMES)
def test_the_inventory_reads_without_a_warning(name: str) -> None:
    assert not address(INVENTORY / name).diagnostics


@pytest.mark.parametrize("name", NAMES)
def test_what_is_promised_and_stated_holds(name: str) -> None:
    findings = verify_network(INVENTORY / name, (), lambda done, total: None).require().findings
    assert not [one for one in findings if one.verdict in (Verdict.FAILS, Verdict.UNDECIDED)]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "small"])
def test_what_is_stated_and_what_is_assumed_are_told_apart(name: str) -> None:
    entry = load_inventory(INVENTORY / name).require().network
    assert entry is not None
    assert entry.value.sources
    assert entry.value.assumed
    assert (INVENTORY / name / "facts.yaml").exists()


def _externals(network: Network, name: str) -> list[External]:
    return [one.external for one in network.links.values() if one.external is not None and one.external.name == name]


@pytest.mark.parametrize(("site", "name"), LOCAL.items())
def test_both_sides_of_the_national_boundary_agree(site: str, name: str) -> None:
    """The national inventory gives the addresses out, the local one has them written down."""
    national = addressed("national")
    above = _externals(settled(national.network, national.planned.plan), site)
    below = _externals(addressed(name).network, "national")
    assert {one.asn for one in above} == {addressed(name).network.asn}
    assert {one.asn for one in below} == {national.network.asn}
    assert {(one.addresses[0].address, one.peers[0]) for one in above} == {
        (one.peers[0], one.addresses[0].address) for one in below
    }
    assert {one.addresses[0].prefix for one in above} == {one.addresses[0].prefix for one in below}


@pytest.mark.parametrize(("site", "name"), LOCAL.items())
def test_a_local_network_announces_the_block_that_the_nation_delegated(site: str, name: str) -> None:
    block = addressed("national").planned.plan.delegated["local", site]
    below = _externals(addressed(name).network, "national")
    assert {prefix for one in below for prefix in one.advertise} == {block}
    assert all(any(accepted.contains(block) for accepted in one.accept) for one in below)
    assert all(not pool.prefix.overlaps(block) or pool.prefix == block for pool in _pools(name))


def _pools(name: str) -> list[Pool]:
    return list(addressed(name).network.plan.pools.values())


def test_the_nation_neither_sees_nor_moves_what_is_below() -> None:
    """Nothing of the national plan lies inside a delegated block, however the province divides it."""
    plan = addressed("national").planned.plan
    own = [prefix for found in (*plan.subnets.values(), *plan.links.values()) for prefix in found]
    assert not [(block, prefix) for block in plan.delegated.values() for prefix in own if block.overlaps(prefix)]


def test_dalian_lies_in_the_block_of_its_province() -> None:
    """Liaoning has no inventory: what the nation hands to it and what Dalian says of it fit together."""
    above = _externals(addressed("dalian").network, "liaoning")
    liaoning = addressed("national").network.sites["liaoning"]
    assert {one.asn for one in above} == {liaoning.asn}
    block = addressed("national").planned.plan.delegated["local", "liaoning"]
    assert all(block.contains(prefix) for one in above for prefix in one.advertise)


def test_every_boundary_of_the_nation_hears_one_block_only() -> None:
    national = addressed("national")
    network = settled(national.network, national.planned.plan)
    heard = [
        one.external.accept
        for one in network.links.values()
        if one.external and network.devices[one.near.device].role is Role.BOUNDARY
    ]
    assert len(heard) == 64
    assert all(len(one) == 1 for one in heard)
    assert len({prefix for one in heard for prefix in one}) == 32


def test_intranets_and_the_private_network_lead_nowhere() -> None:
    closed = [addressed(name).network for name in NAMES]
    closed = [one for one in closed if one.kind in (NetworkKind.INTRANET, NetworkKind.PRIVATE_NET)]
    assert len(closed) == 3
    assert not [link.name for network in closed for link in network.links.values() if link.external is not None]


@pytest.mark.parametrize("name", NAMES)
def test_only_stand_in_addresses_are_used(name: str) -> None:
    """RFC 1918, RFC 2544, RFC 5737 and RFC 3849: no government's own addresses are in an inventory."""
    network = addressed(name).network
    prefixes = [pool.prefix for pool in network.plan.pools.values()]
    for link in network.links.values():
        if link.external is not None:
            external = link.external
            prefixes += [one.prefix for one in external.addresses] + [*external.routes, *external.advertise]
    assert not [one for one in prefixes if not any(block.contains(one) for block in STAND_INS)]


def test_the_network_for_measuring_has_its_customer_edges(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "make_jiangxi_xl.py", tmp_path], check=True)
    network = resolve(load_inventory(tmp_path).require(), platform_facts()).require()
    assert sum(device.role is Role.GATEWAY for device in network.devices.values()) == 4020
    assert len(network.sites) == 111


def test_the_page_counts_right() -> None:
    rows = [line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if "| `" in line[:3]]
    shown = {
        row[0].strip().strip("`"): [int(cell.replace(",", "")) for cell in row[2:]] for row in rows if len(row) > 7
    }
    assert shown.keys() == {*NAMES} - {"small"}
    for name, (devices, links, units, vpns, _, facts) in shown.items():
        network = addressed(name).network
        counted = [len(one) for one in (network.devices, network.links, network.units, network.vpns)]
        stated = load_facts(INVENTORY / name).require()
        assert [devices, links, units, vpns, facts] == [*counted, len(stated.facts)], name
