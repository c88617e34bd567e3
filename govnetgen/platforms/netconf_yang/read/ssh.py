"""The SSH server, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.ssh import Ssh
from govnetgen.platforms.netconf_yang.read.leaf import leaf, number, truth


def read_ssh(bodies: Iterable[Cursor]) -> Ssh | None:
    """Return the server."""
    for body in bodies:
        minutes = number(body, "idle-timeout")
        return Ssh(
            acl=leaf(body, "acl"),
            acl6=leaf(body, "acl6"),
            idle_timeout_minutes=10 if minutes is None else minutes,
            netconf=truth(body, "netconf", default=False),
        )
    return None
