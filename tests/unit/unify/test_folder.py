"""A whole folder: what is written, what is left alone, and that a second run changes nothing."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from govnetgen.diagnostics import InvalidInput
from govnetgen.views.unify_files import unify_files
from govnetgen.workflow import unify_write
from govnetgen.workflow.address import address
from govnetgen.workflow.unify import Unification, unify_network, write_inventory, write_output

SMALL = Path(__file__).parents[3] / "inventory" / "small"
DALIAN = SMALL.parent / "dalian"
SHEET = """\
单位名称,网段,网关,主机数,能否改址
税务局,10.32.4.0/24,10.32.4.254,180,
税务局,192.168.1.0/24,192.168.1.1,60,
人力资源和社会保障局,192.168.1.0/24,192.168.1.254,50,否
信息中心,10.32.77.0/25,,100,
统计局,10.1.1.0/24,,,
"""
HOSTS = "单位名称,主机IP,MAC地址\n税务局,192.168.1.9,0000-5e00-5301\n税务局,192.168.1.2,0000-5e00-5302\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small network with an address sheet in GB18030 and a host sheet."""
    place = tmp_path / "net"
    shutil.copytree(SMALL, place)
    (place / "ledger.txt").unlink()
    (place / "legacy").mkdir()
    (place / "legacy" / "地址.csv").write_bytes(SHEET.encode("gb18030"))
    (place / "legacy" / "hosts.csv").write_text(HOSTS, encoding="utf-8")
    return place


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def run(folder: Path) -> Unification:
    return unify_network(folder).require()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_mapping_has_every_claim_once_where_it_was_read(folder: Path) -> None:
    files = unify_files(run(folder))
    rows = table(files["mapping.csv"])
    assert list(rows[0]) == ["unit", "old_prefix", "new_prefix", "action", "reason", "source"]
    assert files["mapping.csv"].startswith(b"unit,")
    assert sorted(row["source"] for row in rows) == [f"地址.csv:{number}:2" for number in range(2, 7)]
    assert {row["unit"]: row["action"] for row in rows if row["unit"] != "tax"} == {
        "hr": "nat",
        "it": "keep",
        "统计局": "release",
    }


def test_without_write_nothing_of_the_inventory_changes(folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    write_output(tmp_path / "out", unify_files(run(folder)))
    assert contents(folder) == before


def test_what_is_written_is_what_was_planned_and_stays(folder: Path) -> None:
    first = run(folder)
    files = unify_files(first)
    assert write_inventory(first) == ("vlans.yaml", "units.csv", "ledger.txt")
    before = contents(folder)
    planned = address(folder).require()
    assert not planned.ledger_changes
    assert planned.planned.plan.subnets == first.unified.planned.plan.subnets
    again = run(folder)
    assert not again.pending
    assert write_inventory(again) == ()
    assert contents(folder) == before
    assert unify_files(again)["mapping.csv"] == files["mapping.csv"]


def test_other_lines_of_the_units_stay_as_they_are(folder: Path) -> None:
    text = (folder / "units.csv").read_text(encoding="utf-8")
    quoted = text.replace("信息中心", '"信息中心"').replace("\n", "\r\n").encode("gb18030")
    (folder / "units.csv").write_bytes(quoted)
    write_inventory(run(folder))
    lines = (folder / "units.csv").read_bytes().decode("gb18030").split("\r\n")
    assert lines[0] == text.split("\n")[0]
    assert lines[1] == "tax,税务局,city,core1;core2,B,office:200@10.32.4.0/24;office-2:60"
    assert not run(folder).pending


def test_units_in_a_workbook(folder: Path) -> None:
    book = Workbook()
    for row in csv.reader(io.StringIO((folder / "units.csv").read_text(encoding="utf-8"))):
        book.worksheets[0].append(row)
    book.save(folder / "units.xlsx")
    (folder / "units.csv").unlink()
    assert write_inventory(run(folder)) == ("vlans.yaml", "units.xlsx", "ledger.txt")
    cells = [row[-1] for row in load_workbook(folder / "units.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert cells[1] == "office:200@10.32.4.0/24;office-2:60"
    assert not run(folder).pending


def test_units_in_yaml_are_left_to_people(folder: Path) -> None:
    rows = csv.DictReader(io.StringIO((folder / "units.csv").read_text(encoding="utf-8")))
    lines = ["units:"]
    for row in rows:
        vlans = ", ".join(part.replace(":", ": ") for part in row["vlans"].split(";"))
        fields = f"title: {row['title']}, site: city, attach: [core1, core2], class: B, vlans: {{{vlans}}}"
        lines.append(f"  {row['name']}: {{{fields}}}")
    (folder / "units.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "units.csv").unlink()
    before = contents(folder)
    with pytest.raises(InvalidInput) as refused:
        write_inventory(run(folder))
    assert [one.code for one in refused.value.diagnostics] == ["write-by-hand"]
    assert contents(folder) == before


def test_a_failure_half_way_puts_everything_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run(folder)
    before = contents(folder)
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "ledger.txt":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        unify_write.write_all(found.edits)
    assert contents(folder) == before


def test_who_wrote_meanwhile_is_not_overwritten(folder: Path) -> None:
    found = run(folder)
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write("new,新单位,city,core1,B,office:5\n")
    with pytest.raises(InvalidInput) as refused:
        write_inventory(found)
    assert refused.value.diagnostics[0].code == "ledger-changed-meanwhile"


def test_the_output_folder_holds_this_run_only(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = unify_files(run(folder))
    write_output(out, {**files, "notices/gone.txt": b"old"})
    write_output(out, files)
    assert {name for name in contents(out) if not name.startswith(".")} == set(files)
    with pytest.raises(InvalidInput) as refused:
        write_output(folder, files)
    assert refused.value.diagnostics[0].code == "output-not-ours"


def test_a_listing_cannot_make_it_remove_files_elsewhere(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = unify_files(run(folder))
    write_output(out, files)
    (out / ".govnetgen-unify").write_text("../net/units.csv\n/etc/hosts\nindex.html\n", encoding="utf-8")
    write_output(out, files)
    assert (folder / "units.csv").exists()


def test_hosts_keep_their_offsets_but_gateways_theirs(folder: Path) -> None:
    found = run(folder)
    rows = table(unify_files(found)["dns.csv"])
    subnet = next(row.new for row in found.unified.rows if row.unit == "tax" and str(row.old) == "192.168.1.0/24")
    assert subnet is not None
    new = {row["old_address"]: row["new_address"] for row in rows}
    assert new["192.168.1.9"] == str(subnet.host(9))
    assert new["192.168.1.2"] not in {str(subnet.host(offset)) for offset in range(4)}
    assert rows[0]["old_ptr"].endswith(".1.168.192.in-addr.arpa")


def test_the_page_and_the_notices(folder: Path) -> None:
    files = unify_files(run(folder))
    page = files["index.html"].decode()
    assert page.count("<svg") == 2
    assert "http://" not in page
    assert "https://" not in page
    notice = files["notices/tax.txt"].decode("utf-8-sig")
    assert "10.32.4.0/24    【保留】" in notice
    assert "网关由 10.32.4.254 改为 10.32.4.1" in notice
    assert "暂不能改址" in files["notices/hr.txt"].decode("utf-8-sig")


def test_the_legacy_world_of_dalian() -> None:
    found = run(DALIAN)
    rows = table(unify_files(found)["mapping.csv"])
    assert len(rows) == 109
    assert {row["action"] for row in rows} == {"keep", "renumber", "nat"}
    assert all(one.bound == 0 for one in found.unified.choices)
    assert set(found.configurations) == set(found.unified.translations.by_device)
    for name, entries in found.unified.translations.by_device.items():
        for entry in entries:
            assert entry.inward or entry.rule.name in found.configurations[name]
