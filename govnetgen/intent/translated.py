"""Networks that join behind translation: the firewall knows their own addresses, all others those they are seen as.

What a firewall routes statically cannot be told apart by what is redistributed, so it tells nothing. The device that it
hangs on tells the others of the addresses that the network is seen as, and leads these to the firewall.
"""

from collections.abc import Iterator

from govnetgen.intent.scope import Adjacency, Scope
from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import External, LinkKind, Role

_UPPER = (Role.CORE, Role.AGGREGATION)


def seen_beyond(scope: Scope) -> Iterator[tuple[Prefix, Address]]:
    """Yield what is seen of networks behind firewalls next to this device, with the firewall's address on the link."""
    if scope.device.role not in _UPPER:
        return
    for adjacency in scope.linked(LinkKind.ROUTED):
        peers = scope.peer_addresses(adjacency)
        for external in _behind(scope, adjacency):
            for prefix in external.seen_as:
                yield from ((prefix, peer) for peer in peers if peer.version == prefix.version)


def _behind(scope: Scope, adjacency: Adjacency) -> Iterator[External]:
    far = None if adjacency.far is None else scope.network.devices[adjacency.far.device]
    if far is not None and far.is_firewall:
        for link in scope.index.links_of[far.name]:
            if link.external is not None:
                yield link.external


def told_routes(external: External) -> tuple[Prefix, ...]:
    """Return the static routes to a network that all others of the global table are told of."""
    return () if external.vpn is not None or external.seen_as else external.routes
