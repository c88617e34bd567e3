"""Where ``napalm.get_network_driver("linux")`` looks."""

from govnetgen.platforms.linux.driver import LinuxDriver

__all__ = ["LinuxDriver"]
