"""What VRP cannot express of a device's configuration, and why."""

from collections.abc import Iterator

from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp import firewall_limits
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect


def limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name everything of the device that the dialect cannot express."""
    yield from firewall_limits.limits(device, dialect)
