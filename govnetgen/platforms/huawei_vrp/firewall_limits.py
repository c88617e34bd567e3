"""What a USG cannot express of the firewall features, and why."""

from collections.abc import Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect

UNCONFIRMED: Mapping[str, str] = {}
"""Syntax that no source confirms: the feature, and why it is written as it is."""


def limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name everything of the firewall features that the dialect cannot express."""
    yield from ()
