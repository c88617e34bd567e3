"""Topologies of containerlab: what its published schema asks for, and that they say the same as the lab."""

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from networks import ROOT
from typer.testing import CliRunner

from govnetgen.cli.app import app
from govnetgen.lab.containerlab import KINDS
from govnetgen.lab.topology import LabPlan
from govnetgen.platform import platforms

NODE_KEYS = {"kind", "image", "startup-config", "binds", "exec"}
"""What we use of the properties of a node in containerlab's schema."""
KNOWN_KINDS = {"huawei_vrp", "generic_vm", "linux"}
ENDPOINT = re.compile(r"(?P<node>[A-Za-z0-9][A-Za-z0-9._-]*):(?P<port>[A-Za-z0-9][A-Za-z0-9._-]{0,14})")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small network, exported."""
    return export(tmp_path_factory.mktemp("clab"), "small")


def export(folder: Path, name: str, *more: str) -> Path:
    """Export a copy of a network, so that no ledger is written into the checkout."""
    network = folder / "network"
    network.mkdir()
    for file in (ROOT / "inventory" / name).iterdir():
        if file.is_file():
            (network / file.name).write_bytes(file.read_bytes())
    result = CliRunner().invoke(app, ["export", "containerlab", str(network), "-o", str(folder / "out"), *more])
    assert result.exit_code == 0, result.output
    return folder / "out"


def topology(folder: Path) -> dict[str, Any]:
    """The topology of an export."""
    (file,) = folder.glob("*.clab.yml")
    document: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return document


def test_the_topology_is_what_the_schema_asks_for(exported: Path) -> None:
    document = topology(exported)
    assert set(document) == {"name", "topology"}
    assert set(document["topology"]) == {"nodes", "links"}
    nodes = document["topology"]["nodes"]
    for node in nodes.values():
        assert {"kind", "image"} <= set(node) <= NODE_KEYS
        assert node["kind"] in KNOWN_KINDS
        for file in [node.get("startup-config"), *(bind.partition(":")[0] for bind in node.get("binds", ()))]:
            assert file is None or (exported / file).is_file()
    ends = [end for link in document["topology"]["links"] for end in link["endpoints"]]
    assert all(len(link["endpoints"]) == 2 for link in document["topology"]["links"])
    assert max(Counter(ends).values()) == 1
    for end in ends:
        match = ENDPOINT.fullmatch(end)
        assert match is not None and match["node"] in nodes
        assert match["port"] != "eth0"  # the management network's


def test_every_wire_and_host_of_the_lab_is_a_link(exported: Path, small_lab: LabPlan) -> None:
    found = Counter(
        frozenset(end.partition(":")[0] for end in link["endpoints"])
        for link in topology(exported)["topology"]["links"]
    )
    wanted = [frozenset((one.a.node, one.b.node)) for one in small_lab.wires]
    wanted += [frozenset((one.node, one.name)) for one in small_lab.hosts]
    assert found == Counter(wanted)


def test_devices_start_with_their_own_configuration_and_no_real_secret(exported: Path) -> None:
    text = (exported / "core1.cfg").read_text(encoding="utf-8")
    assert text.startswith("hostname core1") or "\nhostname core1\n" in text
    assert "<secret:" not in text


def test_ports_are_told_by_the_names_of_their_configuration(exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / "ports.csv").read_text(encoding="utf-8"))))
    assert {"node": "core1", "container_port": "eth1", "configuration_port": "TenGigabitEthernet 0/1"} in rows
    ends = {end for link in topology(exported)["topology"]["links"] for end in link["endpoints"]}
    assert {f"{row['node']}:{row['container_port']}" for row in rows} <= ends
    firewall = [row["configuration_port"] for row in rows if row["node"] == "fw1"]
    assert firewall == ["GigabitEthernet1/0/1", "GigabitEthernet1/0/2", "GigabitEthernet1/0/3"]


def test_the_outside_stands_on_its_segment(tmp_path: Path) -> None:
    folder = export(tmp_path, "dalian", "--limit", "exit-fw*")
    node = topology(folder)["topology"]["nodes"]["out-isp"]
    assert node["exec"][1:4] == [
        "ip link add vlan101 type bridge",
        "ip link set swp1 master vlan101",
        "ip link set swp1 up",
    ]
    assert "ip address add 203.0.113.1/28 dev vlan101" in node["exec"]


def test_an_edited_file_is_not_written_over(tmp_path: Path) -> None:
    folder = export(tmp_path, "small")
    (folder / "core1.cfg").write_text("mine\n", encoding="utf-8")
    words = ["export", "containerlab", str(tmp_path / "network"), "-o", str(folder)]
    assert CliRunner().invoke(app, words).exit_code == 1
    assert (folder / "core1.cfg").read_text(encoding="utf-8") == "mine\n"
    forced = CliRunner().invoke(app, [*words, "--force"])
    assert forced.exit_code == 0, forced.output


def test_what_is_known_of_images_is_of_families_that_exist() -> None:
    assert all(dialect in platforms()[platform].dialects for platform, dialect in KINDS)
