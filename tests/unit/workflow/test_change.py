"""A device's change: nothing where nothing differs, known by what it does, and never showing a secret."""

from dataclasses import replace

import pytest
from strategies.cases import EVERY, Case

from govnetgen.platform import platforms
from govnetgen.workflow.change import DeviceChange, device_change, plan_digest, resolved
from govnetgen.workflow.running import read_running

HUAWEI = platforms()["huawei_vrp"]
TEXT = """#
sysname CORE
#
vlan batch 10 20
#
aaa
 local-user ops password irreversible-cipher $1c$salt$first$
 local-user ops service-type terminal ssh
#
return
"""
INTENDED = TEXT.replace("10 20", "10 30").replace(
    "irreversible-cipher $1c$salt$first$", "irreversible-cipher <secret:ops>"
)


def change(running: str, intended: str = INTENDED) -> DeviceChange:
    dialect = HUAWEI.dialect(None)
    found = read_running(running.encode(), "CORE.cfg", HUAWEI, dialect, device="CORE").require()
    return device_change("CORE", found, intended, HUAWEI, dialect)


@EVERY
def test_a_device_against_its_own_rendering_has_no_change(case: Case) -> None:
    for device in case.devices(6):
        text = case.render(device)
        running = read_running(text.encode(), "running", case.platform, case.dialect).require()
        found = device_change("core1", running, text, case.platform, case.dialect, renderer=case.renderer)
        assert not found.changed
        assert (found.patch.steps, found.changes, found.shown.differences) == ((), (), ())
        assert (found.shown.commands, found.shown.rollback, found.shown.unmanaged, found.shown.passed_over) == ((),) * 4


def test_what_says_nothing_does_not_change_the_digest() -> None:
    before = change(TEXT)
    assert before.changed
    for same in (
        TEXT.replace("\n", "\r\n"),
        "<CORE>display current-configuration\n" + TEXT + "<CORE>",
        TEXT.replace("$1c$salt$first$", "$1c$pepper$again$"),
    ):
        assert change(same).digest == before.digest


@pytest.mark.parametrize(
    ("running", "intended"),
    [
        (TEXT.replace("10 20", "10 20 40"), INTENDED),
        (TEXT.replace("vlan", "wonder-feature on\n#\nvlan"), INTENDED),
        (TEXT, INTENDED.replace("10 30", "10 31")),
    ],
    ids=["running", "unmanaged", "intended"],
)
def test_whatever_differs_changes_the_digest(running: str, intended: str) -> None:
    assert change(running, intended).digest != change(TEXT).digest


def test_a_plan_is_known_by_what_changes() -> None:
    one = change(TEXT)
    same = change(TEXT, TEXT)
    assert not same.changed
    assert plan_digest([one, same]) == plan_digest([one]) != plan_digest([])
    other = replace(one, device="EDGE")
    assert plan_digest([one, other]) == plan_digest([other, one])


def test_a_reference_is_no_change_and_its_text_comes_last() -> None:
    found = change(TEXT.replace(" local-user ops password irreversible-cipher $1c$salt$first$\n", ""))
    (line,) = (one for one in found.patch.commands if "<secret:ops>" in one)
    assert resolved([line], lambda name: f"text of {name}") == (line.replace("<secret:ops>", "text of ops"),)
    assert all("password" not in one for one in change(TEXT).patch.commands)


def test_the_text_of_a_secret_is_for_the_device_alone() -> None:
    found = change(TEXT, INTENDED.replace(" local-user ops password irreversible-cipher <secret:ops>\n", ""))
    assert any("$1c$salt$first$" in one for one in found.patch.rollback)
    assert all("$1c$" not in one for one in (*found.shown.commands, *found.shown.rollback, repr(found)))
