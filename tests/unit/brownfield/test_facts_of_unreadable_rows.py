"""A row whose prefix cannot be read still uses its VLAN, and its gateway is still a gateway."""

from pathlib import Path

from govnetgen.workflow.audit import audit_folder


def findings(folder: Path, code: str) -> set[tuple[str, int]]:
    found = audit_folder(folder).require().findings
    return {(one.origin.file, one.origin.row) for each in found if each.code == code for one in each.evidence}


def test_its_vlan_is_used_and_its_gateway_is_no_host(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "id,name,aliases,attach\ncz,财政局,,agg-1\njy,教育局,,agg-1\n", encoding="utf-8"
    )
    legacy = tmp_path / "legacy"
    legacy.mkdir()
    (legacy / "sheet.csv").write_text(
        "单位,网段,网关,VLAN\n财政局,10.1.0.0/24,10.1.0.1,20\n教育局,见附件,10.2.0.1,20\n教育局,,10.3.0.1,1\n教育局,10.4.0.0/24,,30\n",
        encoding="utf-8",
    )
    (legacy / "hosts.csv").write_text("单位,IP地址,MAC地址\n财政局,10.1.0.9,00e0-fc00-0009\n", encoding="utf-8")
    (legacy / "agg-1.txt").write_text(
        "agg-1#show arp\n"
        "Internet  10.2.0.1   3   00e0.fc00.0001  arpa   Vlan20\n"
        "Internet  10.3.0.1   3   00e0.fc00.0002  arpa   Vlan1\n"
        "Internet  10.2.0.7   3   00e0.fc00.0003  arpa   Vlan20\n"
        "Internet  10.1.0.9   3   00e0.fc00.0009  arpa   Vlan20\n",
        encoding="utf-8",
    )
    assert findings(tmp_path, "D10") == {("sheet.csv", 2), ("sheet.csv", 3), ("sheet.csv", 4)}
    assert findings(tmp_path, "D09") == {("agg-1.txt", 4)}
