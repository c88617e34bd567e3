"""``govnetgen address unify`` from the command line."""

from pathlib import Path

SHEET = """\
单位名称,网段,主机数,能否改址
税务局,10.32.4.0/24,180,
税务局,192.168.1.0/24,60,
信息中心,192.168.1.0/24,60,否
"""


def handed_in(network: Path) -> Path:
    (network / "legacy").mkdir()
    (network / "legacy" / "a.csv").write_text(SHEET, encoding="utf-8")
    return network


def test_it_says_what_becomes_of_the_claims_and_changes_nothing(govnetgen, network, out) -> None:
    before = {path: path.read_bytes() for path in handed_in(network).rglob("*") if path.is_file()}
    ended = govnetgen("address", "unify", network, "-o", out)
    assert ended.code == 0, ended.err
    assert ended.out.startswith("1 keep, 1 renumber, 1 nat, 0 release of 3 claims\n")
    assert "0 (exact)" in ended.out
    assert "the inventory was not changed (--write changes it)" in ended.out
    assert {path: path.read_bytes() for path in network.rglob("*") if path.is_file()} == before


def test_json_has_the_mapping_and_the_choices(govnetgen, network, out) -> None:
    ended = govnetgen("address", "unify", handed_in(network), "-o", out, "--json")
    assert [row["action"] for row in ended.json["mapping"]] == ["nat", "keep", "renumber"]
    assert {row["source"] for row in ended.json["mapping"]} == {"a.csv:2:2", "a.csv:3:2", "a.csv:4:2"}
    service = next(one for one in ended.json["choices"] if one["pool"] == "service")
    assert (service["kept"], service["bound"]) == (1, 0)
    assert ended.json["pending"]


def test_what_it_writes_it_does_not_write_again(govnetgen, network, out) -> None:
    handed_in(network)
    first = govnetgen("address", "unify", network, "-o", out, "--write", "--json")
    assert first.json["written"] == ["vlans.yaml", "units.csv", "ledger.txt"]
    second = govnetgen("address", "unify", network, "-o", out, "--write", "--json")
    assert second.json["written"] == []
    assert second.json["mapping"] == first.json["mapping"]
    assert govnetgen("address", "plan", network, "--dry-run").code == 0


def test_a_unit_moves_only_by_name(govnetgen, network, out) -> None:
    handed_in(network)
    first = govnetgen("address", "unify", network, "-o", out, "--write", "--json").json["mapping"]
    moved = govnetgen("address", "unify", network, "-o", out, "--move", "it", "--json").json["mapping"]
    assert [(a["unit"], a["new_prefix"] == b["new_prefix"]) for a, b in zip(first, moved, strict=True)] == [
        ("it", False),
        ("tax", True),
        ("tax", True),
    ]


def test_what_it_cannot_do_it_says(govnetgen, network, out) -> None:
    assert govnetgen("address", "unify", network, "-o", out, "--json").found == ["no-legacy"]
    handed_in(network)
    assert (
        govnetgen("address", "unify", network, "-o", out, "--move", "taxes", "--json").found[-1] == "renumber-unknown"
    )
    assert govnetgen("address", "unify", network, "-o", network, "--json").found[-1] == "output-not-ours"


def test_a_unit_is_known_by_its_other_names(govnetgen, network, out) -> None:
    handed_in(network)
    rows = (network / "units.csv").read_text(encoding="utf-8").splitlines()
    named = [rows[0] + ",别名", *(f"{row},{'税局;地税局' if row.startswith('tax') else ''}" for row in rows[1:])]
    (network / "units.csv").write_text("\n".join(named) + "\n", encoding="utf-8")
    (network / "legacy" / "a.csv").write_text(SHEET.replace("税务局", "地税局"), encoding="utf-8")
    ended = govnetgen("address", "unify", network, "-o", out, "--write", "--json")
    assert [row["unit"] for row in ended.json["mapping"]] == ["it", "tax", "tax"]
    assert (network / "units.csv").read_text(encoding="utf-8").splitlines()[1].endswith(",税局;地税局")
