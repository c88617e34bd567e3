"""A network against its captures: what is found, what is refused, what stays hidden."""

import json
import shutil
from pathlib import Path

import pytest
from networks import FOLDERS
from unit.review.conftest import SECRET, Captures, reviewed, silent

from govnetgen.diagnostics import InvalidInput
from govnetgen.semantics import Action
from govnetgen.views.review import review_html, review_json, review_markdown
from govnetgen.workflow.review import review_network, writable

SALTED = ("secret <secret:netadmin>", f"secret 5 {SECRET}")
ADDRESS = (" ip address 10.40.0.4 255.255.255.254", " ip address 10.40.0.8 255.255.255.254")
TRUNK = ("allowed vlan only 100-103", "allowed vlan only 100-104")


def outputs(folder: Path) -> list[str]:
    """Everything that a review says, in all forms."""
    found = reviewed(folder)
    return [
        review_html(found),
        review_markdown(found, "en"),
        review_markdown(found, "zh"),
        json.dumps(review_json(found), ensure_ascii=False),
    ]


def test_a_device_as_it_was_rendered_does_not_change(captures: Captures) -> None:
    found = reviewed(captures())
    assert (found.groups, found.risks, found.addresses, found.unchanged) == ((), (), (), ("core1", "core2", "fw1"))


def test_a_salted_secret_is_no_change(captures: Captures) -> None:
    found = reviewed(captures(core1=SALTED))
    assert found.groups == ()
    assert found.unknown_secrets == 1


def test_a_change_has_its_meaning_its_lines_and_its_commands(captures: Captures) -> None:
    (group,) = reviewed(captures(core1=ADDRESS)).groups
    assert group.devices == ("core1",)
    assert [change.words.en for change in group.changes] == [
        "address of 10ge-0/4 changes from 10.40.0.8/31 to 10.40.0.4/31",
        # what OSPF speaks on is told by addresses, and 10.40.0.8 is not among them
        "interface 10ge-0/4: OSPF process 1 v2 (area 0, point-to-point on) is added",
    ]
    (variant,) = group.variants
    assert any("10.40.0.8" in row.left and "10.40.0.4" in row.right for row in variant.review.rows)
    assert any("10.40.0.4" in line for line in variant.review.commands)
    assert any("10.40.0.8" in line for line in variant.review.rollback)


def test_the_same_change_is_one_group(captures: Captures) -> None:
    (group,) = reviewed(captures(core1=TRUNK, core2=TRUNK)).groups
    assert group.devices == ("core1", "core2")
    assert [change.words.en for change in group.changes] == ["VLAN 104 leaves trunk lag-1"]


def test_risks_come_with_their_lines(captures: Captures) -> None:
    found = reviewed(captures(core1=ADDRESS))
    (risk,) = (one for one in found.risks if one.code == "neighbor-reset")
    assert "- ip address 10.40.0.8 255.255.255.254" in risk.lines
    assert "+ ip address 10.40.0.4 255.255.255.254" in risk.lines


def test_addresses_are_named_with_their_owner(captures: Captures) -> None:
    found = reviewed(captures(core1=ADDRESS)).addresses
    assert [(one.address, one.gained) for one in found] == [("10.40.0.8/31", False), ("10.40.0.4/31", True)]
    assert found[1].kind == "link"


def test_a_share_that_is_too_large(captures: Captures) -> None:
    folder = captures(core1=ADDRESS)
    assert "large-change" not in {one.code for one in reviewed(folder).risks}
    assert "large-change" in {one.code for one in reviewed(folder, largest_share=0.0).risks}


def test_what_cannot_be_reviewed_is_named(captures: Captures, rendered: Path) -> None:
    folder = captures(core1=("hostname core1", "hostname core9"), fw1=None)
    (folder / "core2.cfg").write_text(" \n")
    shutil.copy(rendered / "fw1.cfg", folder / "stranger.cfg")
    found = reviewed(folder)
    assert {one.subject for one in found.refused} == {"core1", "core2"}
    assert found.without_capture == ("fw1",)
    assert found.without_device == ("stranger",)
    assert found.groups == ()


DOUBTFUL = {
    "empty-capture": b" \r\n",
    "not-text": b"\x7fELF\0\0\0\x01hostname core1",
    "truncated-capture": b"hostname core1\n!\nvlan 10\n",
    "several-devices": b"hostname core1\nvlan 10\n!\nhostname core2\nvlan 20\nend\n",
    "capture-of-another": b"hostname core9\nvlan 10\nend\n",
    "capture-of-platform": b"#\nsysname core1\n#\nvlan batch 10\n#\nreturn\n",
    "capture-is-error": b"% Invalid input detected at '^' marker.\n",
    "capture-not-understood": b"hostname core1\n"
    + b"".join(b"set system thing %d\n" % n for n in range(99))
    + b"end\n",
}


@pytest.mark.parametrize("code", DOUBTFUL)
def test_a_capture_that_cannot_be_relied_on_makes_no_commands(captures: Captures, code: str) -> None:
    folder = captures()
    (folder / "core1.cfg").write_bytes(DOUBTFUL[code])
    found = reviewed(folder)
    assert [(one.subject, one.code) for one in found.refused] == [("core1", code)]
    assert found.groups == ()


def test_a_pager_and_a_prompt_are_no_difference(captures: Captures) -> None:
    folder = captures()
    file = folder / "core1.cfg"
    text = file.read_text(encoding="utf-8").replace("\nvlan 101\n", "\n --More-- \nvlan 101\n")
    file.write_text(f"core1#show running-config\n{text}core1#\n", encoding="utf-8")
    assert reviewed(folder).groups == ()


def test_a_line_that_is_passed_over_is_told(captures: Captures) -> None:
    folder = captures(core1=("hostname core1", "hostname core1\nno enable service snmp-agent"))
    found = reviewed(folder)
    assert (found.groups, found.unmanaged) == ((), {})
    assert found.passed_over == {"core1": ("no enable service snmp-agent",)}
    page, english, chinese, document = outputs(folder)
    assert all("no enable service snmp-agent" in text for text in (page, document))
    assert "1 lines on 1 devices are outside of the inventory" in english
    assert "1 台设备上有 1 行配置不在清单范围内" in chinese


def test_line_ends_and_encodings_are_no_difference(captures: Captures) -> None:
    folder = captures()
    file = folder / "core1.cfg"
    text = file.read_text(encoding="utf-8").replace("description hr office", "description 人事 office")
    file.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    (group,) = reviewed(folder).groups
    assert {change.before for change in group.changes} == {"人事 office"}


def test_an_unmanaged_line_is_told_and_left_alone(captures: Captures) -> None:
    edit = ("ip ssh version 2", f"ip ssh version 2\nwonder-feature password {SECRET}")
    found = reviewed(captures(core1=edit))
    assert found.unmanaged == {"core1": ("wonder-feature password ***",)}
    assert found.groups == ()


@pytest.mark.parametrize(
    "edit",
    [
        SALTED,
        ("username netadmin privilege 15 secret <secret:netadmin>", f"username other privilege 15 secret 5 {SECRET}"),
        ("service dhcp", f"service dhcp\nusername other privilege 15 secret 5 {SECRET}"),
        ("service dhcp", f"service dhcp\nsnmp-server community {SECRET} ro"),
        ("service dhcp", f"service dhcp\ntacacs-server host 10.0.0.1 key 0 {SECRET}"),
        (" description hr office", f" description hr office\n wonder-key {SECRET}"),
    ],
)
def test_no_secret_is_seen_in_any_form(captures: Captures, edit: tuple[str, str]) -> None:
    for text in outputs(captures(core1=edit)):
        assert SECRET not in text


def test_a_removed_user_is_a_change_whose_secret_stays_hidden(captures: Captures) -> None:
    (group,) = reviewed(captures(core1=("service dhcp", f"service dhcp\nusername old secret 5 {SECRET}"))).groups
    assert [change.action for change in group.changes] == [Action.REMOVED]


def test_the_same_input_gives_the_same_bytes(captures: Captures) -> None:
    folder = captures(core1=ADDRESS, core2=TRUNK)
    assert outputs(folder) == outputs(folder)


def test_the_fingerprint_names_what_was_reviewed(captures: Captures) -> None:
    folder = captures(core1=ADDRESS)
    before = reviewed(folder).digest
    file = folder / "core1.cfg"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"core1#show running-config\n{text}core1#\n", encoding="utf-8")
    assert reviewed(folder).digest == before
    file.write_text(text.replace("service dhcp\n", ""), encoding="utf-8")
    assert reviewed(folder).digest != before


def test_only_some_devices(captures: Captures) -> None:
    folder = captures(core1=ADDRESS, core2=TRUNK)
    found = review_network(FOLDERS["small"], folder, silent, limit=["core2"]).require()
    assert found.changed == ("core2",)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_captures_that_are_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="no-captures"):
        reviewed(tmp_path / name)


def test_a_form_that_nobody_writes(tmp_path: Path) -> None:
    (found,) = writable([tmp_path / "review.html", tmp_path / "review.pdf"]).diagnostics
    assert found.code == "review-form"
