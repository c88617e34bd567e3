"""VLANs: those that the bridge carries."""

from govnetgen.model.address import numbers
from govnetgen.model.device.vlan import Vlan
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.labels import Labels
from govnetgen.platforms.linux.read.patterns import VLANS, vlan_ranges


def read_vlans(files: Files, labels: Labels) -> tuple[Vlan, ...]:
    """Return the bridge's VLANs but 1, which is everywhere."""
    found: set[int] = set()
    for body in files.stanzas.get(files.bridge or "", ()):
        body.ignore("bridge-vlan-aware yes")
        for line, _ in body.each(rf"bridge-vids ((?:{VLANS})(?:[ ,]+{VLANS})*)"):
            found |= set(numbers(vlan_ranges(line[1])))
    return tuple(Vlan(number=one, name=labels.vlans.get(one)) for one in sorted(found - {1}))
