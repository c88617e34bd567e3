"""The program that starts VRRP in VRFs: what it takes out of frr.conf is what vrrpd of that VRF is given."""

import subprocess
from pathlib import Path

import pytest
from networks import Built

import govnetgen.lab
from govnetgen.lab.topology import LabPlan

PROGRAM = Path(govnetgen.lab.__file__).parent / "programs" / "table-vrrp.sh"


def groups(conf: Path, table: str) -> str:
    """What the program would give to the vrrpd of a VRF."""
    functions = PROGRAM.read_text(encoding="utf-8").partition("\nstop()")[0].replace("conf=/etc/frr/frr.conf", "")
    script = f"conf={conf}\n{functions}\ngroups {table}"
    return subprocess.run(["sh", "-c", script], check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def conf(tmp_path: Path, dalian: Built, dalian_lab: LabPlan) -> Path:
    """The frr.conf of a firewall whose VPN's gateway is a pair."""
    text = dalian_lab.node("dsj-fw1").text
    file = tmp_path / "frr.conf"
    file.write_text(text.partition("### file /etc/frr/frr.conf\n")[2].partition("\n### ")[0] + "\n", encoding="utf-8")
    return file


def test_only_the_groups_of_the_vrf_without_its_name(conf: Path) -> None:
    assert groups(conf, "shuiwu") == (
        "interface vlan106\n vrrp 1\n vrrp 1 priority 120\n vrrp 1 ip 10.193.128.1\nexit\n"
    )


def test_a_vrf_without_groups_gets_nothing(conf: Path) -> None:
    assert groups(conf, "shui") == ""
    assert groups(conf, "gongshang") == ""


def test_it_is_a_program_that_a_shell_can_read() -> None:
    subprocess.run(["sh", "-n", str(PROGRAM)], check=True)
