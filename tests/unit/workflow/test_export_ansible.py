"""A network as an inventory of Ansible."""

from pathlib import Path

import pytest

from govnetgen.diagnostics import InvalidInput
from govnetgen.views.export_ansible import ansible_json
from govnetgen.workflow.export_ansible import AnsibleInventory, ansible_inventory, one_host

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def dalian() -> AnsibleInventory:
    return ansible_inventory(ROOT / "inventory" / "dalian").require()


def test_every_device_has_an_address_and_a_driver(dalian: AnsibleInventory) -> None:
    assert len(dalian.hosts) > 100
    assert all(one["ansible_host"] and one["napalm_driver"] for one in dalian.hosts.values())
    addresses = [one["ansible_host"] for one in dalian.hosts.values()]
    assert len(addresses) == len(set(addresses))


def test_no_group_of_halves_holds_both_of_a_pair(dalian: AnsibleInventory) -> None:
    for half in ("pair_active", "pair_standby"):
        pairs = [dalian.hosts[name]["govnetgen_pair"] for name in dalian.groups[half]]
        assert pairs and len(pairs) == len(set(pairs))
    both = set(dalian.groups["pair_active"]) | set(dalian.groups["pair_standby"])
    assert both == {name for name, one in dalian.hosts.items() if "govnetgen_pair" in one}


def test_groups_are_of_devices_that_exist(dalian: AnsibleInventory) -> None:
    listed = ansible_json(dalian)
    assert set(listed["_meta"]["hostvars"]) == set(dalian.hosts)
    assert {host for group in dalian.groups.values() for host in group} == set(dalian.hosts)
    assert all(name.isidentifier() for name in dalian.groups)


def test_an_unknown_device_is_an_error(dalian: AnsibleInventory) -> None:
    with pytest.raises(InvalidInput) as refused:
        one_host(dalian, "core9").require()
    assert refused.value.diagnostics[0].code == "unknown-reference"


def test_names_that_would_be_one_group_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    for file in (ROOT / "inventory" / "small").iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "nodes.yaml":
            text = text.replace(
                "  city: {tier: city", "  ci-ty: {tier: city}\n  ci_ty: {tier: city}\n  city: {tier: city"
            )
            text = text.replace("core1: {profile: core, site: city}", "core1: {profile: core, site: ci-ty}")
            text = text.replace("core2: {profile: core, site: city}", "core2: {profile: core, site: ci_ty}")
        (folder / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        ansible_inventory(folder).require()
    assert [one.code for one in refused.value.diagnostics if one.code.startswith("ansible")] == ["ansible-groups-clash"]
