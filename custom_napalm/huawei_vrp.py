"""Where ``napalm.get_network_driver("huawei_vrp")`` looks."""

from govnetgen.drivers.huawei_vrp import HuaweiVrpDriver

__all__ = ["HuaweiVrpDriver"]
