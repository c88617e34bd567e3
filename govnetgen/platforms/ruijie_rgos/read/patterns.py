"""Regular expressions for the values of RGOS lines that only RGOS writes so."""

from govnetgen.configtree.values import VLAN
from govnetgen.platforms.ruijie_rgos.names import PATTERN

VLANS = rf"{VLAN}(?:-{VLAN})?(?:, ?{VLAN}(?:-{VLAN})?)*"
NUMBER = r"[0-9]{1,9}"
PORT = PATTERN
