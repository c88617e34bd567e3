"""D07: gateways outside their subnet, and gateways or hosts at an address that no host can have."""

from collections.abc import Iterator
from itertools import groupby

from govnetgen.addressing.audit.subnets import Subnets
from govnetgen.model.address import Address, Prefix
from govnetgen.model.claims import Claim, Evidence, Finding, HandedIn

_LONGEST_WITH_BROADCAST = 30
"""RFC 3021: the two addresses of a /31 are both hosts'."""


def find_wrong_gateways(handed_in: HandedIn) -> Iterator[Finding]:
    """Judge the gateways of each row by the prefixes of that row."""
    for _, members in groupby(handed_in.claims, key=lambda one: (one.origin.file, one.origin.sheet, one.origin.row)):
        claims = list(members)
        prefixes = [one.prefix for one in claims if one.subnet]
        for gateway in dict.fromkeys(one for claim in claims for one in claim.facts.gateways):
            of_version = [one for one in prefixes if one.version == gateway.version]
            why = _wrong(gateway, of_version)
            if why:
                yield _finding(claims[0], gateway, of_version, why)


def _wrong(gateway: Address, prefixes: list[Prefix]) -> str:
    """Say what is wrong with a gateway; empty for nothing, or where no subnet is known."""
    around = [one for one in prefixes if one.contains(gateway)]
    if prefixes and not around:
        return "outside"
    whys = [edge_of(gateway, one) for one in around]
    return whys[0] if whys and all(whys) else ""


def edge_of(address: Address, prefix: Prefix) -> str:
    """Tell whether an address is the ``network`` or ``broadcast`` one of a subnet; empty for neither."""
    if prefix.version == 6 or prefix.length > _LONGEST_WITH_BROADCAST:
        return ""
    if address.value == prefix.value:
        return "network"
    return "broadcast" if address.value == prefix.last else ""


def _finding(claim: Claim, gateway: Address, prefixes: list[Prefix], why: str) -> Finding:
    shown = ", ".join(map(str, prefixes))
    evidence = Evidence(claim.origin, claim.owner.id, f"{shown} gateway {gateway}")
    return Finding("D07", shown, (evidence,), {"prefix": shown, "address": str(gateway), "why": why, "who": "gateway"})


def find_wrong_hosts(handed_in: HandedIn) -> Iterator[Finding]:
    """Judge each host by the smallest subnet that its unit claims around it, or that anybody does."""
    if not handed_in.hosts:
        return
    subnets = Subnets(handed_in)
    for host in handed_in.hosts:
        prefix = subnets.of(host)
        why = edge_of(host.address, prefix) if prefix else ""
        if prefix and why:
            evidence = Evidence(host.origin, host.owner.id, str(host.address))
            values = {"prefix": str(prefix), "address": str(host.address), "why": why, "who": "host"}
            yield Finding("D07", str(host.address), (evidence,), values)
