"""``govnetgen verify``: what it prints, its exit code, its JSON and its JUnit XML."""

from pathlib import Path
from xml.etree import ElementTree

from cli.conftest import Govnetgen


def test_a_network_that_keeps_its_promises_ends_with_zero(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("verify", network)
    assert ended.code == 0
    assert "link-ends" in ended.out
    assert "0 failures, 1 accepted of" in ended.out
    assert "error[" not in ended.out


def test_a_broken_promise_ends_with_one_and_shows_its_place(govnetgen: Govnetgen, network: Path) -> None:
    links = network / "links.yaml"
    links.write_text(links.read_text("utf-8").replace("    speed: 1G\n", ""), "utf-8")
    ended = govnetgen("verify", network)
    assert ended.code == 1
    assert f"{links}:6:5: error[link-ends]: link fw1--isp: fw1 ge-1/0/3 is too slow" in ended.out
    assert "    fw1 ge-1/0/3: 1000 Mbit/s" in ended.out


def test_json_holds_every_finding_with_its_verdict(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("verify", network, "--json")
    assert ended.code == 0
    assert ended.json["ok"] is True
    assert sum(ended.json["verdicts"].values()) == len(ended.json["findings"])
    assert {one["verdict"] for one in ended.json["findings"]} == {"holds", "accepted"}
    assert ended.json["devices"] == 3


def test_json_of_a_failure_is_not_ok(govnetgen: Govnetgen, network: Path) -> None:
    (network / "facts.yaml").write_text("facts: []\n", "utf-8")
    ended = govnetgen("verify", network, "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    (failed,) = [one for one in ended.json["findings"] if one["verdict"] == "fails"]
    assert failed["check"] == "logical-isolation"
    assert "  core1 vlan-101" in failed["evidence"]


def test_junit_counts_what_json_counts(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> None:
    (network / "facts.yaml").write_text("facts: []\n", "utf-8")
    file = tmp_path / "verify.xml"
    findings = govnetgen("verify", network, "--json", "--junit", file).json["findings"]
    root = ElementTree.fromstring(file.read_text("utf-8"))
    assert int(root.get("tests", "")) == len(root.findall(".//testcase")) == len(findings)
    assert int(root.get("failures", "")) == len(root.findall(".//failure")) == 1
    assert "core1 vlan-101" in (root.find(".//failure").text or "")


def test_a_network_is_not_isolated_from_itself(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("verify", network, "--isolated-from", network)
    assert ended.code == 1
    assert "a device with the name core1 is in both" in ended.out


def test_isolation_from_a_network_that_is_not_there_is_refused(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("verify", network, "--isolated-from", network.parent / "nowhere", "--json")
    assert (ended.code, ended.found) == (1, ["no-network"])


def test_stated_isolation_from_a_network_that_is_not_there_is_undecided(govnetgen: Govnetgen, network: Path) -> None:
    file = network / "network.yaml"
    file.write_text(file.read_text("utf-8") + "isolated_from: [nowhere]\n", "utf-8")
    ended = govnetgen("verify", network)
    assert ended.code == 0
    assert "cannot be decided: nowhere could not be read" in ended.out


def test_mistakes_in_facts_stop_it_at_their_place(govnetgen: Govnetgen, network: Path) -> None:
    (network / "facts.yaml").write_text("facts:\n  - {say: a, source: b, check: count, of: unit, equals: 1}\n", "utf-8")
    ended = govnetgen("verify", network, "--json")
    assert (ended.code, ended.found) == (1, ["bad-value"])
