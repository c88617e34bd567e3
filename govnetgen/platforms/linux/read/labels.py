"""/etc/govnetgen/labels: what people call things."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, PREFIX
from govnetgen.platforms.linux.names import unword
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import NUMBER, TARGET, WORD

PATH = "/etc/govnetgen/labels"


class Labels:
    """The labels by what they belong to."""

    def __init__(self, files: Files) -> None:
        lines = files.file(PATH) or Cursor(())
        clock = lines.last(r"clock (\S+)")
        self.clock = clock[1] if clock else None
        self.vlans = {int(match[1]): match[2] for match, _ in lines.each(r"vlan ([0-9]{1,4}) name (.+)")}
        self.distinguishers = {match[1]: match[2] for match, _ in lines.each(rf"vrf (\S+) distinguisher ({TARGET})")}
        self.targets: dict[tuple[str, str], list[str]] = {}
        for match, _ in lines.each(rf"vrf (\S+) (import|export) ({TARGET})"):
            self.targets.setdefault((match[1], match[2]), []).append(match[3])
        self.routes = {
            match[1]: match[2]
            for match, _ in lines.each(
                rf"(route {PREFIX} (?:discard|via {ADDRESS})(?: distance {NUMBER})?(?: vrf \S+)?) description (.+)"
            )
        }
        self.ospf = {
            (int(match[1]), match[3]): int(match[2])
            for match, _ in lines.each(rf"ospf ([23]) process ({NUMBER})(?: vrf (\S+))?")
        }
        self.zones = {unword(match[1]): int(match[2]) for match, _ in lines.each(rf"zone ({WORD}) priority ({NUMBER})")}
        self.addresses = {unword(match[1]): match[2] for match, _ in lines.each(rf"address ({WORD}) description (.+)")}
        self.rules = {unword(match[1]): match[2] for match, _ in lines.each(rf"rule ({WORD}) description (.+)")}
