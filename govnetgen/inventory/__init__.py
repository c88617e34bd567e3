"""What people write about a network, read, checked and resolved.

``load_inventory`` reads a folder and checks the form of every value; ``resolve`` looks up every reference, expands
patterns and gives the ``Network``. What may be written is in ``schema``; what is true is in ``model.network``.
"""

from govnetgen.inventory.facts import PlatformFacts
from govnetgen.inventory.inventory import Inventory
from govnetgen.inventory.load import load_inventory
from govnetgen.inventory.resolve import resolve
from govnetgen.inventory.schema import FILES
from govnetgen.inventory.statements import load_facts

__all__ = ["FILES", "Inventory", "PlatformFacts", "load_facts", "load_inventory", "resolve"]
