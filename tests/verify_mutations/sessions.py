"""BGP sessions whose ends do not agree."""

from dataclasses import replace

from networks import Built
from verify_mutations.change import Case, device

from govnetgen.model.address import Address


def neighbor(built: Built, name: str, **changes: object) -> Built:
    """Change the first BGP neighbour of a device."""

    def changed(one):
        first, *rest = one.bgp.neighbors
        return replace(one, bgp=replace(one.bgp, neighbors=(replace(first, **changes), *rest)))

    return device(built, name, changed)


CASES = [
    Case(
        "wrong AS inside",
        "bgp-sessions",
        lambda one: neighbor(one, "pe-east", remote_as=65000),
        ("rr1 is AS 64533", "pe-east: neighbour 10.0.0.5 AS 65000"),
        of="mpls",
    ),
    Case(
        "wrong AS outside",
        "bgp-sessions",
        lambda one: neighbor(one, "prov-fw1", remote_as=65000),
        ("liaoning is AS 64533", "neighbour 198.51.100.1 AS 65000"),
    ),
    Case(
        "one end does not know the other",
        "bgp-sessions",
        lambda one: device(one, "rr1", lambda each: replace(each, bgp=replace(each.bgp, neighbors=()))),
        ("rr1 does not have pe-east for a neighbour",),
        of="mpls",
    ),
    Case(
        "one end lacks a family",
        "bgp-sessions",
        lambda one: neighbor(one, "pe-east", families=()),
        ("differ in address families", "vpnv4"),
        of="mpls",
    ),
    Case(
        "a neighbour that nobody is",
        "bgp-sessions",
        lambda one: neighbor(one, "pe-east", address=Address.parse("10.99.99.99")),
        ("10.99.99.99 is no device of this network",),
        of="mpls",
    ),
]
