"""How nodes are reached: over SSH, by the program that a node changes itself with. It takes every change back itself."""

from govnetgen.drivers.linux import LinuxDriver

__all__ = ["LinuxDriver"]
