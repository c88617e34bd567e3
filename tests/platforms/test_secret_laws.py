"""A secret whose text changes is in the patch: wherever it stands, whatever the device shows, and never by its text."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

import pytest
from interpreters.booted import device_of, difference, same
from strategies.cases import EVERY, Case, cases
from strategies.walk import Path, put, walk

from govnetgen.configtree.masking import mask
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LocalUser
from govnetgen.model.device.snmp import SnmpUser
from govnetgen.model.secret import Secret
from govnetgen.render import Renderer
from govnetgen.views.diff import difference_json
from govnetgen.views.patch import patch_json
from govnetgen.workflow.change import DeviceChange, device_change, resolved
from govnetgen.workflow.renewal import Renewal, Renewing, nothing_known, references_in
from govnetgen.workflow.renewal_of import RenewalOf
from govnetgen.workflow.risks import lone_risks
from govnetgen.workflow.running import Running, read_running

SAMPLE, DEVICES = 12, 4
"""How many devices are made (other laws have the same), and how many of them, with the most secrets, are looked at."""
CANARY = re.compile("kan4ry", re.IGNORECASE)


def old_text(name: str) -> str:
    return f"Old-Kan4ry.{name}"


def new_text(name: str) -> str:
    return f"New-Kan4ry.{name}"


@lru_cache
def devices(case: Case) -> tuple[DeviceConfig, ...]:
    """Devices whose secrets are all references, each with a name of its own."""
    found = sorted(case.devices(SAMPLE), key=lambda one: len(list(_secrets(one))), reverse=True)
    return tuple(_referring(one) for one in found[:DEVICES])


def _referring(device: DeviceConfig) -> DeviceConfig:
    for number, (path, secret) in enumerate(list(_secrets(device))):
        device = put(device, path, replace(secret, text=f"key{number % 3}", scheme=""))
    return device


def _secrets(device: DeviceConfig) -> Iterator[tuple[Path, Secret]]:
    for path, item in walk(device):
        for field in fields(item):
            if isinstance(held := getattr(item, field.name), Secret):
                yield (*path, field.name), held


CIPHERED = {"huawei_vrp": "cipher", "ruijie_rgos": "7"}


def shown_clear(case: Case, device: DeviceConfig) -> str:
    """What a device shows that enciphers nothing."""
    return Renderer(resolve=lambda secret: old_text(secret.text)).render(device, case.platform, case.dialect)


def shown_ciphered(case: Case, device: DeviceConfig, first: int = 0) -> str:
    """What a device shows that enciphers everything, with another salt each time."""
    for salt, (path, secret) in enumerate(list(_secrets(device)), start=first):
        scheme = CIPHERED[case.platform.name]
        if case.platform.name == "ruijie_rgos":
            scheme = _rgos(case, device, path)
        device = put(device, path, Secret(f"%^%#Kan4ry{salt}{secret.text}%^%#", scheme))
    return case.render(device)


def _rgos(case: Case, device: DeviceConfig, path: Path) -> str:
    """How RGOS shows a secret that was given in clear."""
    (holder,) = (item for place, item in walk(device) if place == path[:-1])
    if isinstance(holder, SnmpUser):
        return "encrypted"
    hashes = isinstance(holder, LocalUser) and getattr(case.dialect, "clear_user_secret", "") == "secret"
    return "5" if hashes else "7"


def running(case: Case, text: str) -> Running:
    return read_running(text.encode(), "running", case.platform, case.dialect).require()


def change(case: Case, shown: str, intended: str, judged: Any = nothing_known) -> DeviceChange:
    return device_change("core1", running(case, shown), intended, case.platform, case.dialect, judged=judged)


def said(found: DeviceChange) -> str:
    """Everything that is said of a change."""
    risks = lone_risks(found)
    documents = [difference_json(found), patch_json(found, risks)]
    return json.dumps(documents, ensure_ascii=False) + repr(found) + repr(risks)


def text_of(rotated: str = "") -> Any:
    return lambda name: new_text(name) if name == rotated else old_text(name)


CLEAR = pytest.mark.parametrize(
    "case", [one for one in cases() if one.platform.name in ("linux", "netconf_yang", "ruijie_rgos")], ids=repr
)
ENCIPHERED = pytest.mark.parametrize("case", [one for one in cases() if one.platform.name in CIPHERED], ids=repr)


@CLEAR
def test_a_text_in_clear_that_is_the_same_is_no_change(case: Case) -> None:
    for device in devices(case):
        found = change(case, shown_clear(case, device), case.render(device), Renewing(text_of()).of("core1"))
        assert not found.changed, said(found)
        assert (found.renewal, found.again) == (Renewal(), ())


@CLEAR
def test_a_text_in_clear_that_changed_is_in_the_patch_and_nowhere_else(case: Case) -> None:
    seen = 0
    for device in devices(case):
        written = case.render(device)
        for name in sorted(references_in(written)):
            found = change(case, shown_clear(case, device), written, Renewing(text_of(name)).of("core1"))
            check(case, found, {name})
            seen += 1
    assert seen > DEVICES


@ENCIPHERED
def test_what_is_enciphered_is_written_again_where_it_is_asked_for(case: Case) -> None:
    seen = 0
    for device in devices(case):
        written, shown = case.render(device), shown_ciphered(case, device)
        unasked = change(case, shown, written, Renewing(text_of()).of("core1"))
        assert not unasked.changed, said(unasked)
        assert set(unasked.renewal.unremembered) == references_in(written), written
        for name in sorted(references_in(written)):
            check(case, change(case, shown, written, Renewing(text_of(), asked=(name,)).of("core1")), {name})
            seen += 1
    assert seen > DEVICES


def check(case: Case, found: DeviceChange, names: set[str]) -> None:
    """Check that exactly these secrets are in a patch, by name alone, and that the way back has what was there."""
    assert found.changed and set(found.again) == names, said(found)
    assert not CANARY.search(said(found))
    assert references_in("\n".join(found.shown.commands)) >= names
    if not found.patch.whole:  # whole files hold all of their secrets
        sent = [references_in(line) for line in found.patch.commands]
        assert all(one & names for one in sent if one), found.patch.commands
    sent = "\n".join(resolved(found.patch.commands, new_text))
    assert all(new_text(name) in sent for name in names)
    back = "\n".join(found.patch.rollback)
    assert not references_in(back) & names and CANARY.search(back), back
    assert not any(one.command.startswith("secret ") for one in found.shown.forced), found.shown.forced


@EVERY
def test_the_masks_know_every_secret_that_a_patch_holds(case: Case) -> None:
    rules = case.platform.patch_rules
    if rules is None or case.platform.name not in CIPHERED:
        pytest.skip("nothing is enciphered there")
    for device in devices(case):
        assert not CANARY.search(mask(shown_ciphered(case, device), rules.secrets))


BY_LINE = pytest.mark.parametrize(
    "case", [one for one in cases() if one.platform.patch_rules and one.platform.patch_rules.by_line], ids=repr
)


@BY_LINE
def test_the_strict_device_takes_new_secrets_and_gives_back_what_it_showed(case: Case) -> None:
    """Laws 3 and 4 of a rotation, from every line."""
    seen = 0
    for device in devices(case):
        shown, written = shown_ciphered(case, device), case.render(device)
        booted = device_of(case, case.parse(shown))
        if booted.faults or booted.odd:
            continue
        before = running(case, shown)
        judging = RenewalOf("core1", Renewing(new_text, asked=("*",)))
        found = device_change("core1", before, written, case.platform, case.dialect, judged=judging.judged)
        for length in {0, len(found.patch.steps) // 2, len(found.patch.steps)}:
            machine = device_of(case, case.parse(shown))
            for line in (line for line, done in found.patch.lines if done <= length):
                machine.take(line)
            del machine.path[1:]
            machine.take_all(found.patch.rollback_of(length))
            assert machine.state == device_of(case, case.parse(shown)).state, difference(machine, booted)
        booted.take_all(found.patch.commands)
        assert same(case, booted, device_of(case, case.parse(written)))
        after = running(case, shown_ciphered(case, device, first=100))
        second = device_change("core1", after, written, case.platform, case.dialect, judged=judging.judged)
        assert not second.changed, said(second)
        seen += bool(found.again)
    assert seen
