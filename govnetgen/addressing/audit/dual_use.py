"""D16: addresses and devices that are in the intranet and the extranet (一机两用)."""

from collections.abc import Hashable, Iterable, Iterator

from govnetgen.model.claims import Evidence, Finding, HandedIn

_BOTH = {"intranet", "extranet"}


def find_dual_use(handed_in: HandedIn) -> Iterator[Finding]:
    """Find prefixes, addresses and MAC addresses of one unit that rows of both networks list."""
    claims = (
        (claim.facts.network, (claim.owner.id, claim.prefix), Evidence(claim.origin, claim.owner.id, str(claim.prefix)))
        for claim in handed_in.claims
        if claim.facts.network
    )
    yield from _in_both(claims)
    addresses = (
        (host.facts.network, (host.owner.id, host.address), Evidence(host.origin, host.owner.id, str(host.address)))
        for host in handed_in.hosts
        if host.facts.network
    )
    yield from _in_both(addresses)
    macs = (
        (host.facts.network, ("", host.mac), Evidence(host.origin, host.owner.id, f"{host.mac} {host.address}"))
        for host in handed_in.hosts
        if host.mac and host.facts.network
    )
    yield from _in_both(macs)


def _in_both(statements: Iterable[tuple[str, tuple[str, Hashable], Evidence]]) -> Iterator[Finding]:
    held: dict[tuple[str, Hashable], list[tuple[str, Evidence]]] = {}
    for network, key, evidence in statements:
        held.setdefault(key, []).append((network, evidence))
    for (_, what), listed in held.items():
        if {network for network, _ in listed} >= _BOTH:
            values = {"what_en": str(what), "what_zh": str(what)}
            yield Finding("D16", str(what), tuple(evidence for _, evidence in listed), values)
