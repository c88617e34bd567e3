"""Law: the firewall features of a USG survive rendering, parsing and reading."""

from hypothesis import given
from hypothesis import strategies as st
from platforms.huawei_vrp.usg_strategy import expressible_firewall
from strategies.devices import devices
from strategies.sample import sample

from govnetgen.configtree import parse_tree
from govnetgen.model.device import DeviceConfig
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.render import Renderer

USG = PLATFORM.dialect("usg")
RENDERER = Renderer()
FEATURES = ("interfaces", "firewall", "nat", "ipsec", "high_availability")
DEVICES: st.SearchStrategy[DeviceConfig] = devices(FEATURES).map(expressible_firewall)


def _own(device: DeviceConfig) -> tuple[object, ...]:
    return device.firewall, device.nat, device.ipsec, device.high_availability


@given(DEVICES)
def test_read_gives_back_what_was_rendered(device: DeviceConfig) -> None:
    assert [one for one in PLATFORM.inexpressible(device, USG) if one.feature in FEATURES[1:]] == []
    text = RENDERER.render(device, PLATFORM, USG)
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), USG)
    assert _own(reading.device) == _own(device), text
    assert [line.text for line in reading.unread] == [], text


def test_every_feature_is_drawn_often() -> None:
    drawn = sample(DEVICES, 60)
    for feature in FEATURES:
        assert sum(getattr(one, feature) not in (None, ()) for one in drawn) > 3, feature
