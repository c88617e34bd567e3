"""What departments hand in, read as it comes: address sheets, host sheets, ARP tables, running configurations."""

from govnetgen.brownfield.read import read_legacy
from govnetgen.brownfield.registry import Registry, read_registry

__all__ = ["Registry", "read_legacy", "read_registry"]
