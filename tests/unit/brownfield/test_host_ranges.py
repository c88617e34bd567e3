"""Ranges in a host sheet: short ones list hosts, whole subnets are claims."""

from pathlib import Path

import pytest

from govnetgen.workflow.audit import audit_folder


@pytest.mark.parametrize(
    ("cell", "hosts", "claims"),
    [
        ("10.1.0.5-10.1.0.6", ["10.1.0.5", "10.1.0.6"], []),
        ("10.1.0.5至6", ["10.1.0.5", "10.1.0.6"], []),
        ("10.1.0.8~10.1.0.11", ["10.1.0.8", "10.1.0.9", "10.1.0.10", "10.1.0.11"], []),
        ("10.1.0.5、10.1.0.9", ["10.1.0.5", "10.1.0.9"], []),
        ("10.1.0.1-10.1.0.254", [], ["10.1.0.0/24"]),
    ],
)
def test_ranges_of_hosts(cell: str, hosts: list[str], claims: list[str], tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id,name\ncz,财政局\n", encoding="utf-8")
    (tmp_path / "legacy").mkdir()
    text = f"单位,主机IP,MAC地址\n财政局,{cell},00e0-fc00-0001\n"
    (tmp_path / "legacy" / "hosts.csv").write_text(text, encoding="utf-8")
    read = audit_folder(tmp_path).require().handed_in
    assert [str(one.address) for one in read.hosts] == hosts
    assert [str(one.prefix) for one in read.claims] == claims
