"""How nodes are reached: over SSH, by the program that a node changes itself with; it takes changes back itself."""

from govnetgen.drivers.linux import LinuxDriver

__all__ = ["LinuxDriver"]
