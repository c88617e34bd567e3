"""Where ``napalm.get_network_driver("linux")`` looks."""

from govnetgen.drivers.linux import LinuxDriver

__all__ = ["LinuxDriver"]
