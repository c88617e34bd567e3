"""Where ``napalm.get_network_driver("huawei_vrp")`` looks."""

from govnetgen.platforms.huawei_vrp.driver import HuaweiVrpDriver

__all__ = ["HuaweiVrpDriver"]
