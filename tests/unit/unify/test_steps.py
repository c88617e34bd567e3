"""The scripts of gateways: old and new side by side where nobody else has the old; nothing of the old in the end."""

import shutil
from pathlib import Path

import pytest

from govnetgen.addressing.unify.contention import contested
from govnetgen.configtree import parse_tree
from govnetgen.intent import Intent
from govnetgen.model.address import InterfaceAddress, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.platform import platforms
from govnetgen.workflow.unify import Unification, unify_network
from govnetgen.workflow.unify_steps import steps

SMALL = Path(__file__).parents[3] / "inventory" / "small"
SHEET = """\
单位名称,网段,网关,主机数
税务局,10.9.1.0/24,10.9.1.254,60
税务局,192.168.1.0/24,192.168.1.1,60
人力资源和社会保障局,192.168.1.0/24,192.168.1.254,50
"""


@pytest.fixture
def found(tmp_path: Path) -> Unification:
    place = tmp_path / "net"
    shutil.copytree(SMALL, place)
    (place / "legacy").mkdir()
    (place / "legacy" / "a.csv").write_text(SHEET, encoding="utf-8")
    hosts = "单位名称,主机IP\n税务局,10.9.1.1\n税务局,10.9.1.77\n"
    (place / "legacy" / "h.csv").write_text(hosts, encoding="utf-8")
    return unify_network(place).require()


def read(found: Unification, text: str) -> DeviceConfig:
    platform = platforms()[found.unified.network.devices["core1"].platform]
    return platform.read(parse_tree(text, platform.syntax), platform.dialect(None)).device


def addresses(device: DeviceConfig) -> set[InterfaceAddress]:
    return {address for port in device.interfaces for address in port.addresses}


def test_what_is_left_in_the_end_is_what_is_intended(found: Unification) -> None:
    files = steps(found)
    assert {name.split("/")[1] for name in files} == {"core1", "core2"}
    intended = Intent(found.unified.network, found.unified.planned.plan).device("core1")
    assert addresses(read(found, files["steps/core1/3-clean-up.cfg"])) == addresses(intended)


def test_before_that_old_and_new_stand_side_by_side_where_nobody_else_has_the_old(found: Unification) -> None:
    files = steps(found)
    more = addresses(read(found, files["steps/core1/1-prepare.cfg"])) - addresses(
        read(found, files["steps/core1/3-clean-up.cfg"])
    )
    assert {str(one.prefix) for one in more} == {"10.9.1.0/24"}
    text = files["steps/core1/2-cut-over.txt"]
    assert "10.9.1.0/24 -> " in text
    assert text.count("side by side") == 1
    assert text.count("on one day") == 2
    assert "a host has it: move it first" in text + files["steps/core2/2-cut-over.txt"]


def test_the_commands_lead_there_and_back(found: Unification) -> None:
    files = steps(found)
    for stage in ("1-prepare", "3-clean-up"):
        assert files[f"steps/core1/{stage}.commands.txt"]
        assert files[f"steps/core1/{stage}.rollback.txt"]
    assert "10.9.1.1" in files["steps/core1/3-clean-up.commands.txt"]
    assert "10.9.1.1" in files["steps/core1/3-clean-up.rollback.txt"]


def test_who_claims_what_others_claim() -> None:
    rows = [("10.0.0.0/8", "a"), ("10.1.0.0/16", "a"), ("10.1.1.0/24", "b"), ("10.2.0.0/16", "a"), ("11.0.0.0/8", "c")]
    assert contested([(Prefix.parse(prefix), owner) for prefix, owner in rows]) == {0, 1, 2}
