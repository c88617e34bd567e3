"""Identity, of ietf-system (RFC 7317)."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.system import System
from govnetgen.platforms.netconf_yang.read.leaf import leaf


def read_system(bodies: Iterable[Cursor]) -> System:
    """Return the host name; empty where none is configured."""
    return System(hostname=next((name for body in bodies if (name := leaf(body, "hostname"))), ""))
