"""Secrets that nobody can compare offline are no changes; those that differ are."""

from dataclasses import replace

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.semantics import compare
from govnetgen.semantics.secrets import with_references


def users(**secrets: Secret) -> DeviceConfig:
    """A device with these local users."""
    found = tuple(LocalUser(name=name, privilege=15, secret=secret) for name, secret in secrets.items())
    return DeviceConfig(system=System(hostname="sw1"), aaa=Aaa(users=found))


def aligned(running: DeviceConfig, intended: DeviceConfig) -> tuple[int, int]:
    """How many secrets could not be compared, and how many changes are left."""
    found, count = with_references(running, intended)
    return count, len(compare(found, intended))


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
    assert with_references(device, device)[0] is device
