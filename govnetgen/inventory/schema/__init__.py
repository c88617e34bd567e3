"""What may be written: a pydantic model a file. What is true is another matter: see ``model.network``."""

from collections.abc import Mapping

from pydantic import BaseModel

from govnetgen.inventory.schema.facts import FactsFile
from govnetgen.inventory.schema.hardware import HardwareFile
from govnetgen.inventory.schema.links import LinksFile
from govnetgen.inventory.schema.network import NetworkFile
from govnetgen.inventory.schema.nodes import NodesFile
from govnetgen.inventory.schema.plan import PlanFile
from govnetgen.inventory.schema.policy import PolicyFile
from govnetgen.inventory.schema.units import UnitsFile
from govnetgen.inventory.schema.vlans import VlansFile
from govnetgen.inventory.schema.vpns import VpnsFile

FILES: Mapping[str, type[BaseModel]] = {
    "network.yaml": NetworkFile,
    "plan.yaml": PlanFile,
    "nodes.yaml": NodesFile,
    "links.yaml": LinksFile,
    "vlans.yaml": VlansFile,
    "vpns.yaml": VpnsFile,
    "units.yaml": UnitsFile,
    "policy.yaml": PolicyFile,
    "hardware.yaml": HardwareFile,
    "facts.yaml": FactsFile,
}
"""The model of each file."""
