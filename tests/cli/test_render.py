"""``render``: all or nothing, only what differs, and nothing at all when nothing changed."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from cli.conftest import Govnetgen, files

from govnetgen.output import folder as output_folder
from govnetgen.workflow import parallel, stages

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DEVICES = {"core1.cfg", "core2.cfg", "fw1.cfg"}


def add_unit(network: Path, name: str) -> None:
    """Give the network one more unit."""
    with (network / "units.csv").open("a", encoding="utf-8") as table:
        table.write(f"{name},新单位,city,core1;core2,B,office:50\n")


def break_plan(network: Path) -> None:
    """Make an error in the plan."""
    plan = network / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("prefix:", "prefx:", 1), encoding="utf-8")


def test_a_configuration_a_device_and_a_summary(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    ended = govnetgen("render", network, "-o", out)
    assert ended.code == 0, ended.err
    assert {path.name for path in out.glob("*")} == {*DEVICES, ".govnetgen.json"}
    assert (network / "ledger.txt").exists()
    for said in (
        "3 devices",
        "Ruijie RGOS",
        "Huawei VRP",
        "service",
        "10.32.0.0/16",
        "3 written",
        "ledger was written",
    ):
        assert said in ended.out
    assert "\x1b" not in ended.out + ended.err


def test_the_summary_as_json(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    document = govnetgen("render", network, "-o", out, "--json").json
    assert document["ok"] is True
    assert set(document["written"]) == DEVICES
    assert document["summary"]["devices"] == 3
    assert document["summary"]["lines"] == sum(len((out / name).read_text().splitlines()) for name in DEVICES)
    assert {one["pool"] for one in document["summary"]["pools"]} >= {"service", "loopback", "p2p"}


def test_a_rerun_does_no_work_and_says_the_same(
    govnetgen: Govnetgen, network: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = govnetgen("render", network, "-o", out, "--json").json
    before = {path: path.stat() for path in (*out.iterdir(), *network.iterdir())}
    monkeypatch.setattr(stages, "render_into", None)
    again = govnetgen("render", network, "-o", out, "--json").json
    assert again["summary"] == first["summary"]
    assert again["diagnostics"] == first["diagnostics"]
    assert (again["written"], again["removed"], again["unchanged"]) == ([], [], 3)
    after = {path: path.stat() for path in before}
    assert {path: (one.st_ino, one.st_mtime_ns) for path, one in before.items()} == {
        path: (one.st_ino, one.st_mtime_ns) for path, one in after.items()
    }


@pytest.mark.parametrize("what", ["inventory", "ledger", "output", "templates"])
def test_whatever_changes_is_noticed(
    govnetgen: Govnetgen, network: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    render = ("render", network, "-o", out, "--templates", mine, "--json")
    assert govnetgen(*render).code == 0
    if what == "inventory":
        with (network / "network.yaml").open("a", encoding="utf-8") as file:
            file.write("# a comment may change nothing, but that is not known beforehand\n")
    elif what == "ledger":
        (network / "ledger.txt").unlink()
    elif what == "output":
        (out / "fw1.cfg").unlink()
    else:
        (mine / "new.j2").write_text("")
    work: list[object] = []
    whole = stages.render_into
    monkeypatch.setattr(stages, "render_into", lambda *given: work.append(given) or whole(*given))
    ended = govnetgen(*render)
    assert ended.code == 0
    assert len(work) == 1
    assert ended.json["written"] == (["fw1.cfg"] if what == "output" else [])


def test_only_files_that_differ_are_written(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    before = (out / "fw1.cfg").stat()
    add_unit(network, "new")
    document = govnetgen("render", network, "-o", out, "--json").json
    assert "core1.cfg" in document["written"]
    if "fw1.cfg" not in document["written"]:
        assert (out / "fw1.cfg").stat().st_mtime_ns == before.st_mtime_ns
    assert len(document["written"]) + document["unchanged"] == 3


def test_configurations_of_devices_that_are_gone_are_removed(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    nodes = [one for one in (network / "nodes.yaml").read_text(encoding="utf-8").splitlines() if "fw1:" not in one]
    (network / "nodes.yaml").write_text("\n".join(nodes) + "\n", encoding="utf-8")
    (network / "links.yaml").write_text("links:\n  - {ends: [core1, core2], kind: trunk, count: 2}\n", encoding="utf-8")
    (network / "policy.yaml").write_text(
        "zones:\n  backbone: {trust: 70, backbone: true}\n  offices: {trust: 60}\n  servers: {trust: 65}\n"
    )
    ended = govnetgen("render", network, "-o", out, "--json")
    assert ended.code == 0, ended.out
    assert ended.json["removed"] == ["fw1.cfg"]
    assert not (out / "fw1.cfg").exists()


def test_nothing_is_written_when_anything_is_wrong(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    break_plan(network)
    before = files(network)
    ended = govnetgen("render", network, "-o", out)
    assert ended.code == 1
    assert "error[unknown-key]" in ended.err
    assert ended.out == ""
    assert not out.exists()
    assert files(network) == before


def test_what_was_rendered_before_stays_when_something_is_wrong(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    before = files(out)
    break_plan(network)
    assert govnetgen("render", network, "-o", out, "--json").json["ok"] is False
    assert files(out) == before


def test_a_limit_leaves_the_others_alone(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    (out / "core2.cfg").unlink()
    (out / "fw1.cfg").unlink()
    document = govnetgen("render", network, "-o", out, "--limit", "core*", "--json").json
    assert (document["written"], document["removed"], document["unchanged"]) == (["core2.cfg"], [], 1)
    assert not (out / "fw1.cfg").exists()
    assert govnetgen("render", network, "-o", out, "--json").json["written"] == ["fw1.cfg"]


def test_a_limit_that_matches_nothing_is_an_error(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    ended = govnetgen("render", network, "-o", out, "--limit", "core*", "--limit", "fw7", "--json")
    assert ended.code == 1
    assert ended.found == ["limit-matches-nothing"]
    assert ended.json["diagnostics"][0]["hint"] == "did you mean 'fw1'?"
    assert not out.exists()


def test_frozen_refuses_to_give_addresses_out(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    ended = govnetgen("render", network, "-o", out, "--frozen", "--json")
    assert (ended.code, ended.found) == (1, ["ledger-frozen"])
    assert not (network / "ledger.txt").exists()
    assert govnetgen("address", "plan", network).code == 0
    assert govnetgen("render", network, "-o", out, "--frozen").code == 0


def test_an_edited_configuration_is_not_lost(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    (out / "core1.cfg").write_text("by hand\n")
    ledger = (network / "ledger.txt").read_bytes()
    add_unit(network, "new")
    ended = govnetgen("render", network, "-o", out, "--json")
    assert (ended.code, ended.found) == (1, ["output-edited"])
    assert (out / "core1.cfg").read_text() == "by hand\n"
    assert (network / "ledger.txt").read_bytes() == ledger
    assert govnetgen("render", network, "-o", out, "--force").code == 0
    assert (out / "core1.cfg").read_text() != "by hand\n"


def test_a_folder_of_someone_else_is_refused(govnetgen: Govnetgen, network: Path) -> None:
    before = files(network)
    ended = govnetgen("render", network, "-o", network, "--json")
    assert ended.code == 1
    assert ended.found in (["output-not-ours"], ["folder-busy"])
    assert files(network) == before


def test_own_templates_come_first(govnetgen: Govnetgen, network: Path, out: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "ruijie_rgos").mkdir(parents=True)
    shipped = (TEMPLATES / "ruijie_rgos" / "system.j2").read_text(encoding="utf-8")
    (mine / "ruijie_rgos" / "system.j2").write_text("! ours\n" + shipped, encoding="utf-8")
    govnetgen("render", network, "-o", out, "--templates", mine)
    assert "! ours" in (out / "core1.cfg").read_text()
    assert "! ours" not in (out / "fw1.cfg").read_text()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("fine\n{{ device.sytem.hostname }}\n", 2, "sytem"),
        ("fine\n\n{% if %}\n", 3, "Expected an expression"),
        ("{% include 'nowhere.j2' %}\n", 0, "nowhere.j2"),
    ],
)
def test_a_template_that_fails_is_named_with_line_and_devices(
    govnetgen: Govnetgen, network: Path, out: Path, tmp_path: Path, text: str, line: int, said: str
) -> None:
    template = tmp_path / "mine" / "ruijie_rgos" / "system.j2"
    template.parent.mkdir(parents=True)
    template.write_text(text)
    ended = govnetgen("render", network, "-o", out, "--templates", tmp_path / "mine", "--json")
    assert (ended.code, ended.found) == (1, ["template-failed"])
    (one,) = ended.json["diagnostics"]
    assert "core1 and 1 more" in one["message"]
    assert said in one["message"] + one["location"]["file"]
    if line:
        assert (one["location"]["file"], one["location"]["line"]) == (str(template), line)
        assert one["excerpt"] == text.splitlines()[line - 1]
    assert not out.exists()


def test_two_processes_write_what_one_does(
    govnetgen: Govnetgen, network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    govnetgen("render", network, "-o", tmp_path / "one")
    monkeypatch.setattr(parallel, "MANY", 0)
    monkeypatch.setattr(parallel, "_CHUNK", 1)
    govnetgen("render", network, "-o", tmp_path / "two")
    for name in DEVICES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_full_disk_leaves_nothing(
    govnetgen: Govnetgen, network: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = output_folder.write_new

    def full(path: Path, *given: object, **named: object) -> None:
        if path.name == "fw1.cfg":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        whole(path, *given, **named)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(output_folder, "write_new", full)
    ended = govnetgen("render", network, "-o", out, "--json")
    assert (ended.code, ended.found) == (1, ["disk-full"])
    assert not out.exists()
    assert not (network / "ledger.txt").exists()


def test_an_interrupted_run_leaves_nothing(
    govnetgen: Govnetgen, network: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stages, "make_all", interrupted)
    assert govnetgen("render", network, "-o", out).code == 130
    assert not out.exists()
    assert not (network / "ledger.txt").exists()


def test_secrets_are_placeholders_unless_asked_for(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    assert "<secret:ntp>" in (out / "core1.cfg").read_text()


def test_secrets_are_put_in_from_a_file_and_the_environment(
    govnetgen: Govnetgen, network: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "secrets.txt"
    secrets.write_text("ntp = ntpkey7\n")
    secrets.chmod(0o600)
    monkeypatch.setenv("GOVNETGEN_SECRET_NETADMIN", "adminhash7")
    ended = govnetgen("render", network, "-o", out, "--secrets", secrets, "--json")
    assert ended.code == 0, ended.out
    text = (out / "core1.cfg").read_text()
    assert "ntpkey7" in text
    assert "adminhash7" in text
    assert "<secret:" not in text
    assert {path.stat().st_mode & 0o777 for path in out.glob("*.cfg")} == {0o600}
    assert "ntpkey7" not in ended.out + ended.err
    held = (out / ".govnetgen.json").read_text()
    assert "ntpkey7" not in held
    assert '"sha256": ""' in held
    assert '"inputs": ""' in held


def test_a_secret_without_a_text_is_an_error_and_nothing_is_written(
    govnetgen: Govnetgen, network: Path, out: Path
) -> None:
    ended = govnetgen("render", network, "-o", out, "--resolve-secrets", "--json")
    assert ended.code == 1
    assert set(ended.found) == {"secret-unresolved"}
    assert {one["location"]["file"] for one in ended.json["diagnostics"]} >= {"secret:ntp", "secret:netadmin"}
    assert not out.exists()


def test_a_network_that_is_not_there(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    ended = govnetgen("render", network.with_name("smal"), "-o", out)
    assert ended.code == 1
    assert "error[no-network]" in ended.err
    assert f"did you mean '{network}'?" in ended.err


def test_the_order_of_the_inventory_does_not_matter(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(network, other)
    head, *rows = (other / "units.csv").read_text(encoding="utf-8").splitlines()
    (other / "units.csv").write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    govnetgen("render", network, "-o", tmp_path / "one")
    govnetgen("render", other, "-o", tmp_path / "two")
    assert (network / "ledger.txt").read_bytes() == (other / "ledger.txt").read_bytes()
    for name in DEVICES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
