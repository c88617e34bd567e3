"""LLDP: lldpd. Without a file of ours nothing is said about it."""

from govnetgen.model.device.lldp import Lldp
from govnetgen.platforms.linux.read.files import Files


def read_lldp(files: Files) -> Lldp | None:
    """Return whether LLDP is spoken, None where no file says so."""
    for _, file in files.matching(r"/etc/lldpd(?:\.d/\S+)?\.conf"):
        found = file.last(r"configure lldp status (rx-and-tx|disabled)")
        if found is not None:
            return Lldp(enabled=found[1] == "rx-and-tx")
    return None
