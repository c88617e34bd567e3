"""What is sent to a device that takes NETCONF only."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from platforms.netconf_yang.examples import SWITCH
from strategies.cases import cases

from govnetgen.configtree import parse_tree
from govnetgen.drivers.netconf.document import config_of, written
from govnetgen.model.device import DeviceConfig
from govnetgen.platform import platforms
from govnetgen.platforms.netconf_yang import PLATFORM
from govnetgen.render import Renderer

HERE = Path(__file__).parent
DIALECT = PLATFORM.dialect(None)
CASE = next(one for one in cases() if one.platform.name == PLATFORM.name)


def render(device: DeviceConfig) -> str:
    return Renderer().render(device, PLATFORM, DIALECT)


def test_the_platform_is_found() -> None:
    assert platforms()["netconf_yang"] is PLATFORM


def test_a_switch(golden: Callable[[Path, str], None]) -> None:
    text = render(SWITCH)
    assert not PLATFORM.inexpressible(SWITCH, DIALECT)
    ElementTree.fromstring(text)
    golden(HERE / "switch.xml", text)


def test_what_the_driver_writes_of_an_answer_is_what_is_rendered() -> None:
    for device in (SWITCH, *CASE.devices(20)):
        assert written(config_of(render(device))) == render(device)


def test_prefixes_of_a_server_mean_nothing() -> None:
    answer = (
        render(SWITCH)
        .replace("<interfaces xmlns=", "<if:interfaces xmlns:if=")
        .replace("</interfaces>", "</if:interfaces>")
    )
    for name in ("interface", "name", "description", "type", "enabled"):
        head, body = answer.split("<if:interfaces", 1)
        for tag in (f"<{name}>", f"</{name}>", f"<{name} "):
            body = body.replace(tag, tag.replace(name, f"if:{name}"))
        answer = f"{head}<if:interfaces{body}"
    assert answer != render(SWITCH)
    assert written(config_of(answer)) == render(SWITCH)


@pytest.mark.parametrize(
    "line", ['<vrf xmlns="urn:acme:interfaces">red</vrf>', "<mtu>1500</mtu>", '<trunk xmlns="urn:acme:switching">']
)
def test_what_another_namespace_says_is_unread(line: str) -> None:
    text = render(SWITCH).replace("      <enabled>false</enabled>\n", f"      <enabled>false</enabled>\n      {line}\n")
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), DIALECT)
    assert [one.text for one in reading.unread] == [line]
    assert reading.device == SWITCH
