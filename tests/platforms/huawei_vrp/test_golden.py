"""A device of each family as its configuration reads: what an engineer would compare with a dump."""

from collections.abc import Callable
from pathlib import Path

import pytest
from platforms.huawei_vrp.examples import AGGREGATION_SWITCH, DATA_CENTRE_LEAF, PROVIDER_EDGE

from govnetgen.configtree import parse_tree
from govnetgen.model.device import DeviceConfig
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.render import Renderer


@pytest.mark.parametrize(
    ("name", "device", "file"),
    [
        ("s", AGGREGATION_SWITCH, "s_aggregation_switch.cfg"),
        ("ne", PROVIDER_EDGE, "ne_provider_edge.cfg"),
        ("ce", DATA_CENTRE_LEAF, "ce_data_centre_leaf.cfg"),
    ],
)
def test_a_device_of_each_family(
    name: str, device: DeviceConfig, file: str, golden: Callable[[Path, str], None]
) -> None:
    dialect = PLATFORM.dialect(name)
    assert PLATFORM.inexpressible(device, dialect) == ()
    text = Renderer().render(device, PLATFORM, dialect)
    golden(Path(__file__).parent / file, text)
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), dialect)
    assert reading.device == device
    assert reading.unread == ()
