"""Secrets: told apart, never readable."""

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.report.masked import Masks


def users(*secrets: Secret) -> DeviceConfig:
    """A device with a user for each secret."""
    found = tuple(LocalUser(name=f"u{number}", privilege=1, secret=one) for number, one in enumerate(secrets))
    return DeviceConfig(system=System(hostname="sw1"), aaa=Aaa(users=found))


def texts(device: DeviceConfig) -> list[str]:
    assert device.aaa is not None
    return [one.secret.text for one in device.aaa.users]


def test_equal_secrets_look_alike_and_others_do_not() -> None:
    masks = Masks()
    old = masks.config(users(Secret("one", "5"), Secret("two", "5"), Secret("one", "5"), Secret("netadmin")))
    new = masks.config(users(Secret("two", "5"), Secret("three", "5")))
    assert texts(old) == ["***", "***2", "***", "netadmin"]
    assert texts(new) == ["***2", "***3"]


def test_what_holds_no_text_is_the_same_value() -> None:
    device = users(Secret("netadmin"))
    assert Masks().config(device) is device
