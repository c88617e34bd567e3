"""Links to other networks, with the addresses that the plan gave them."""

from collections.abc import Iterable
from dataclasses import replace

from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import External, Link, Network


def settled(network: Network, plan: AddressPlan) -> Network:
    """Return the network, what its external links left to the plan put in."""
    links = {
        name: link if link.external is None else replace(link, external=_external(link.external, link, plan))
        for name, link in network.links.items()
    }
    return replace(network, links=links)


def link_address(prefix: Prefix, *, lower: bool) -> Address:
    """Return the lower or the higher of the two addresses of a link's prefix."""
    # RFC 3021 and RFC 6164: in /31 and /127 both addresses are hosts; in larger blocks the first is the network's
    first = 0 if prefix.size == 2 else 1
    return prefix.host(first if lower else first + 1)


def _external(external: External, link: Link, plan: AddressPlan) -> External:
    prefixes = () if external.addresses else plan.links.get((link.name, ""), ())
    given = tuple(InterfaceAddress.of(link_address(one, lower=True), one.length) for one in prefixes)
    return replace(
        external,
        addresses=external.addresses or given,
        peers=external.peers or tuple(link_address(one, lower=False) for one in prefixes),
        advertise=(*external.advertise, *_blocks(external.advertise_delegated, plan)),
        accept=(*external.accept, *_blocks(external.accept_delegated, plan)),
        seen_as=(*external.seen_as, *_blocks(external.seen_as_delegated, plan)),
        advertise_delegated=(),
        accept_delegated=(),
        seen_as_delegated=(),
    )


def _blocks(names: Iterable[tuple[str, str]], plan: AddressPlan) -> tuple[Prefix, ...]:
    return tuple(plan.delegated[name] for name in names if name in plan.delegated)
