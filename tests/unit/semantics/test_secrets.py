"""Secrets that nobody can compare offline are no changes; those that differ are."""

from dataclasses import replace

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.semantics import compare
from govnetgen.semantics.secrets import Held, held_secrets, with_references


def users(**secrets: Secret) -> DeviceConfig:
    """A device with these local users."""
    found = tuple(LocalUser(name=name, privilege=15, secret=secret) for name, secret in secrets.items())
    return DeviceConfig(system=System(hostname="sw1"), aaa=Aaa(users=found))


def aligned(running: DeviceConfig, intended: DeviceConfig) -> tuple[int, int]:
    """How many secrets could not be compared, and how many changes are left."""
    return len(held_secrets(running, intended)), len(compare(with_references(running, intended), intended))


SALTED = Secret("$1$salt$hash", "5")


def test_a_salted_text_against_a_reference_is_no_change() -> None:
    assert aligned(users(ops=SALTED), users(ops=Secret("netadmin"))) == (1, 0)


def test_another_text_is_a_change() -> None:
    assert aligned(users(ops=SALTED), users(ops=replace(SALTED, text="other"))) == (0, 1)


def test_another_reference_is_a_change() -> None:
    assert aligned(users(ops=Secret("old")), users(ops=Secret("netadmin"))) == (0, 1)


def test_a_user_that_only_one_side_has_is_a_change() -> None:
    both = users(ops=SALTED, old=SALTED)
    assert aligned(both, users(ops=Secret("netadmin"))) == (1, 1)


def test_what_needs_nothing_is_the_same_value() -> None:
    device = users(ops=SALTED)
    assert with_references(device, device) is device


def test_a_stale_text_stays_and_is_a_change() -> None:
    running, intended = users(ops=SALTED, old=SALTED), users(ops=Secret("netadmin"), old=Secret("other"))
    assert held_secrets(running, intended) == (Held("netadmin", SALTED), Held("other", SALTED))
    found = with_references(running, intended, {"netadmin": frozenset({SALTED.text})})
    (change,) = compare(found, intended)
    assert change.before == SALTED and "ops" in change.words.en and SALTED.text not in change.words.en
