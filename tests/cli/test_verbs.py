"""What all verbs share, and the small ones: new, validate, explain, schema, read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import INVENTORY, Govnetgen, files
from jsonschema import Draft202012Validator

from govnetgen.source import read_yaml
from govnetgen.workflow import stages
from govnetgen.workflow.schemas import schemas

VERBS = ["new", "validate", "render", "verify", "read", "explain", "schema", "address plan", "address book"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example_and_json(govnetgen: Govnetgen, verb: str) -> None:
    ended = govnetgen(*verb.split(), "--help")
    assert ended.code == 0
    assert f"Example: govnetgen {verb}" in ended.out
    assert "--json" in ended.out


def test_the_help_names_every_verb(govnetgen: Govnetgen) -> None:
    ended = govnetgen("--help")
    assert ended.code == 0
    assert all(verb.split()[0] in ended.out for verb in VERBS)


@pytest.mark.parametrize(
    "arguments", [["rendr"], ["render"], ["render", "x"], ["validate"], ["validate", "x", "--colour"], ["address"]]
)
def test_wrong_usage_ends_with_2(govnetgen: Govnetgen, arguments: list[str]) -> None:
    assert govnetgen(*arguments).code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["render", "nowhere", "-o", "out"]])
def test_what_needs_no_platform_starts_without(arguments: list[str], tmp_path: Path) -> None:
    script = (
        "import sys; from govnetgen.cli import run; run(sys.argv[1:]);"
        "print([name for name in ('yaml', 'jinja2', 'openpyxl', 'napalm', 'ncclient', 'rich', 'govnetgen.platform')"
        " if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=tmp_path)
    assert ended.stdout.splitlines()[-1] == "[]"


def test_no_traceback_for_what_the_system_refuses(govnetgen: Govnetgen, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for arguments in (
        ("read", tmp_path / "nothing.cfg", "--platform", "huawei_vrp"),
        ("read", tmp_path, "--platform", "huawei_vrp"),
        ("address", "book", INVENTORY / "small", "-o", tmp_path / "file" / "book.csv"),
    ):
        ended = govnetgen(*arguments, "--json")
        assert (ended.code, ended.found) == (1, ["no-file"])


# new


def test_a_new_network_validates(govnetgen: Govnetgen, tmp_path: Path) -> None:
    ended = govnetgen("new", tmp_path / "nets" / "shenyang", "--json")
    assert ended.code == 0
    folder = tmp_path / "nets" / "shenyang"
    assert sorted(ended.json["files"]) == sorted(str(path) for path in folder.iterdir())
    assert "name: shenyang\n" in (folder / "network.yaml").read_text(encoding="utf-8")
    assert not (folder / "ledger.txt").exists()
    assert govnetgen("validate", folder).code == 0


def test_a_new_network_never_touches_an_old_one(govnetgen: Govnetgen, network: Path) -> None:
    before = files(network)
    ended = govnetgen("new", network, "--json")
    assert (ended.code, ended.found) == (1, ["already-there"])
    assert files(network) == before


@pytest.mark.parametrize("name", ["Dalian", "大连", "a b", "-x-"])
def test_a_bad_name_is_refused(govnetgen: Govnetgen, tmp_path: Path, name: str) -> None:
    ended = govnetgen("new", tmp_path / name, "--json")
    assert (ended.code, ended.found) == (1, ["bad-name"])
    assert list(tmp_path.iterdir()) == []


# validate


@pytest.mark.parametrize("name", ["small", "dalian"])
def test_the_networks_that_come_along_are_valid(govnetgen: Govnetgen, name: str) -> None:
    ended = govnetgen("validate", INVENTORY / name, "--json")
    assert ended.code == 0, ended.out[:2000]
    assert ended.json["summary"]["network"] == name


def test_validating_writes_nothing(govnetgen: Govnetgen, network: Path) -> None:
    before = files(network)
    assert govnetgen("validate", network).code == 0
    assert files(network) == before


def test_all_errors_of_a_run_come_together(govnetgen: Govnetgen, network: Path) -> None:
    for name, old, new in (("plan.yaml", "prefix:", "prefx:"), ("nodes.yaml", "profile: core", "profile: cor")):
        text = (network / name).read_text(encoding="utf-8")
        (network / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    ended = govnetgen("validate", network, "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    assert {Path(one["location"]["file"]).name for one in ended.json["diagnostics"]} >= {"plan.yaml", "nodes.yaml"}
    assert all(one["location"]["line"] for one in ended.json["diagnostics"])
    text = govnetgen("validate", network).err
    assert all(f"error[{code}]" in text for code in ended.found)
    assert text.splitlines()[-1].startswith("stopped by ")


def test_a_template_that_fails_is_found_without_writing(
    govnetgen: Govnetgen, network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken" / "ruijie_rgos").mkdir(parents=True)
    (tmp_path / "broken" / "ruijie_rgos" / "device.j2").write_text("{{ nothing }}")
    monkeypatch.setattr(stages, "template_folders", lambda *given: (tmp_path / "broken",))
    assert "template-failed" in govnetgen("validate", network, "--json").found


# explain


def test_a_code_is_explained(govnetgen: Govnetgen) -> None:
    ended = govnetgen("explain", "output-not-ours")
    assert ended.code == 0
    assert ended.out.startswith("# output-not-ours: ")
    assert govnetgen("explain", "output-not-ours", "--json").json["page"] == ended.out


def test_codes_are_listed(govnetgen: Govnetgen) -> None:
    listed = govnetgen("explain").out.splitlines()
    codes = govnetgen("explain", "--json").json["codes"]
    assert [line.split()[0] for line in listed] == list(codes)
    assert all(codes.values())


def test_an_unknown_code_is_nearly_another(govnetgen: Govnetgen) -> None:
    ended = govnetgen("explain", "output-not-our", "--json")
    assert (ended.code, ended.found) == (1, ["unknown-code"])
    assert ended.json["diagnostics"][0]["hint"] == "did you mean 'output-not-ours'?"


# schema


def test_schemas_are_listed_printed_and_written(govnetgen: Govnetgen, tmp_path: Path) -> None:
    names = govnetgen("schema").out.splitlines()
    assert "plan.yaml" in names
    assert len(govnetgen("schema", "-o", tmp_path / "schemas").out.splitlines()) == len(names)
    for name in names:
        printed = govnetgen("schema", name).json
        assert printed["$schema"].startswith("https://json-schema.org/")
        written = tmp_path / "schemas" / f"{Path(name).stem}.schema.json"
        assert json.loads(written.read_text(encoding="utf-8")) == printed


@pytest.mark.parametrize("network", ["small", "dalian"])
def test_an_editor_finds_nothing_wrong_in_a_network_that_validates(network: str) -> None:
    for name, schema in schemas().items():
        Draft202012Validator.check_schema(schema)
        file = INVENTORY / network / name
        if file.exists():
            Draft202012Validator(schema).validate(read_yaml(file, name).require().value)


def test_an_editor_finds_what_is_wrong() -> None:
    wrong = {"pools": {"p2p": {"prefix": "10.40.0.0/24", "each": "lnk", "lenght": 31}}}
    found = {error.validator for error in Draft202012Validator(schemas()["plan.yaml"]).iter_errors(wrong)}
    assert "additionalProperties" in found
    assert "anyOf" in found


def test_every_key_of_a_schema_says_what_it_is(govnetgen: Govnetgen) -> None:
    for name in govnetgen("schema").out.splitlines():
        document = govnetgen("schema", name).json
        for part in (document, *document.get("$defs", {}).values()):
            for key, value in part.get("properties", {}).items():
                assert value.get("description"), f"{name}: {key} has no description"


def test_an_unknown_file_has_no_schema(govnetgen: Govnetgen) -> None:
    ended = govnetgen("schema", "plans.yaml", "--json")
    assert (ended.code, ended.found) == (1, ["unknown-file"])
    assert "plan.yaml" in ended.json["diagnostics"][0]["hint"]


# read


def test_what_was_rendered_is_read_back(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    govnetgen("render", network, "-o", out)
    ended = govnetgen("read", out / "core1.cfg", "--platform", "ruijie_rgos", "--json")
    assert ended.code == 0
    assert ended.json["device"]["system"]["hostname"] == "core1"
    assert ended.json["unread"] == []


def test_lines_that_are_not_understood_are_named(govnetgen: Govnetgen, tmp_path: Path) -> None:
    file = tmp_path / "core1.cfg"
    file.write_text("hostname core1\nfrobnicate all\n")
    ended = govnetgen("read", file, "-p", "ruijie_rgos", "--json")
    assert ended.json["unread"] == [{"line": 2, "text": "frobnicate all"}]
    ended = govnetgen("read", file, "-p", "ruijie_rgos")
    assert ended.json["system"]["hostname"] == "core1"
    assert f"{file}:2: not understood: frobnicate all" in ended.err


def test_a_configuration_in_gb18030_is_read(govnetgen: Govnetgen, tmp_path: Path) -> None:
    file = tmp_path / "core1.cfg"
    file.write_bytes("hostname core1\ninterface GigabitEthernet 0/1\n description 税务局\n".encode("gb18030"))
    ended = govnetgen("read", file, "-p", "ruijie_rgos", "--json")
    assert ended.json["device"]["interfaces"][0]["description"] == "税务局"


def test_a_capture_that_the_terminal_ended_with_nul_is_read(govnetgen: Govnetgen, tmp_path: Path) -> None:
    file = tmp_path / "fw1.cfg"
    file.write_bytes(b"sysname fw1\r\nreturn\r\n \0")
    assert govnetgen("read", file, "-p", "huawei_vrp", "--json").json["device"]["system"]["hostname"] == "fw1"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["-p", "huawei"], "unknown-platform"),
        (["-p", "huawei_vrp", "--dialect", "usq"], "unknown-dialect"),
        (["-p", "huawei_vrp"], "not-text"),
    ],
)
def test_what_cannot_be_read_is_said(govnetgen: Govnetgen, tmp_path: Path, options: list[str], code: str) -> None:
    file = tmp_path / "image.bin"
    file.write_bytes(b"\x7fELF\0\0\xff\xfe")
    ended = govnetgen("read", file, *options, "--json")
    assert (ended.code, ended.found) == (1, [code])


def test_the_help_says_the_exit_codes(govnetgen: Govnetgen) -> None:
    assert "Exit codes: 0 done" in govnetgen("--help").out


def test_what_to_do_next_can_be_pasted_into_a_shell(govnetgen: Govnetgen, tmp_path: Path) -> None:
    ended = govnetgen("new", tmp_path / "our networks" / "shenyang")
    assert ended.out.splitlines()[-1] == f"next: govnetgen validate '{tmp_path / 'our networks' / 'shenyang'}'"
