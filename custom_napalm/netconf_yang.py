"""Where ``napalm.get_network_driver("netconf_yang")`` looks."""

from govnetgen.drivers.netconf_yang import NetconfYangDriver

__all__ = ["NetconfYangDriver"]
