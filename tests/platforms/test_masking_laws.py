"""No secret of a device is ever seen: neither of its model, nor in lines that no model knows."""

import json
import re
from random import Random

import pytest
from strategies.cases import EVERY, Case, cases
from strategies.mutants import mutant

from govnetgen.configtree.masking import mask
from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret
from govnetgen.render import Renderer
from govnetgen.views.diff import difference_json
from govnetgen.views.patch import patch_json
from govnetgen.workflow.change import DeviceChange, device_change
from govnetgen.workflow.risks import lone_risks
from govnetgen.workflow.running import read_running

DEVICES = 6
CANARY = re.compile("kan4ry", re.IGNORECASE)
FOREIGN = (
    "wonder-feature password {0}",
    "wonder-feature server 10.0.0.1 key 7 {0} timeout 5",
    "wonder-user ops cipher %^%#{0}%^%#",
    "wonder-community {0}",
    "wonder-hash sha256 {0}",
    "wonder psk ascii {0}",
)
"""Lines that no model knows, each with a secret."""


def resolved(secret: Secret) -> str:
    """What an operator's secret may be: short or long, with signs in it."""
    return f"Kan4ry#{secret.text}"


WITH_SECRETS = Renderer(resolve=resolved)


def whole(case: Case, device: DeviceConfig, *foreign: str) -> str:
    """A capture of a device with its secrets, and with foreign lines before its end."""
    text = WITH_SECRETS.render(device, case.platform, case.dialect)
    last = case.platform.patch_rules.last_line if case.platform.patch_rules is not None else None
    lines = text.rstrip("\n").split("\n")
    at = len(lines) - 1 if last is not None and lines[-1].strip() == last else len(lines)
    return "\n".join([*lines[:at], *foreign, *lines[at:]]) + "\n"


def change(case: Case, running: str, intended: str, *, everything: bool) -> DeviceChange:
    """The change between two texts."""
    found = read_running(running.encode(), "running", case.platform, case.dialect).require()
    return device_change("core1", found, intended, case.platform, case.dialect, everything=everything)


def said(found: DeviceChange) -> str:
    """Everything that is said of a change."""
    risks = lone_risks(found)
    documents = [difference_json(found), patch_json(found, risks)]
    return json.dumps(documents, ensure_ascii=False) + repr(found) + repr(risks)


@EVERY
def test_the_patterns_know_every_place_of_a_secret(case: Case) -> None:
    rules = case.platform.patch_rules
    if rules is None:
        pytest.skip(f"{case.platform.name} has no rules")
    seen = {
        line.strip()
        for device in case.devices(DEVICES)
        for line in whole(case, device).split("\n")
        if CANARY.search(mask(line, rules.secrets))
    }
    assert seen == set()


@EVERY
@pytest.mark.parametrize("everything", [False, True], ids=["ours", "everything"])
def test_no_secret_is_seen_in_a_change(case: Case, everything: bool) -> None:
    random = Random(5)
    foreign = tuple(one.format("Kan4ry") for one in FOREIGN)
    for device in case.devices(DEVICES):
        other = mutant(case, device, random)
        running = whole(case, device, *foreign)
        for intended in (case.render(other), whole(case, other)):
            found = change(case, running, intended, everything=everything)
            assert not CANARY.search(said(found))


def test_there_are_secrets_to_be_seen() -> None:
    """A law that looks for what nobody wrote cannot fail."""
    found = {
        case.platform.name
        for case in cases()
        if any(CANARY.search(whole(case, device)) for device in case.devices(DEVICES))
    }
    assert found >= {"huawei_vrp", "linux", "netconf_yang", "ruijie_rgos"}
