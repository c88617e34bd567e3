"""Addresses where their class may not be."""

from dataclasses import replace

from networks import Built
from verify_mutations.change import Case, accepting, device, field, interface, permit, policy

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.nat import DestinationNat
from govnetgen.model.device.prefix_list import PrefixRule


def translating(built: Built, name: str, zone: str, outside: str) -> Built:
    """Add a published server to a firewall."""
    rule = DestinationNat(name="odd", outside=Address.parse(outside), inside=Address.parse("10.78.2.10"), zone=zone)
    return device(built, name, lambda one: replace(one, nat=replace(one.nat, destination=(*one.nat.destination, rule))))


CASES = [
    Case(
        "A1: a boundary may announce local addresses",
        "address-class",
        lambda one: accepting(
            one,
            "prov-fw1",
            PrefixRule(sequence=5, permit=True, prefix=Prefix.parse("10.64.0.0/11"), at_most=24),
        ),
        ("A1 prov-fw1 to liaoning", "10.64.0.0/11 may be announced", "local_common of pool service", "entry 5"),
    ),
    Case(
        "A1: a boundary without an outbound list",
        "address-class",
        lambda one: device(one, "prov-fw1", field(prefix_lists=())),
        ("everything may be announced", "198.51.100.1"),
    ),
    Case(
        "A2: a department's own addresses in the public table",
        "address-class",
        lambda one: interface(one, "gsj-fw1", "vlan-111", field(vrf=None)),
        ("10.192.32.2/23 is a department's own (pool dedicated)", "gsj-fw1 vlan-111"),
    ),
    Case(
        "A4: who talks to the province without an address there",
        "address-class",
        lambda one: policy(one, "prov-fw1", permit("all-out", "backbone", "province", services=("transfer",))),
        ("A4 prov-fw1 to liaoning", "may talk to liaoning and has no national_common address", "rule all-out"),
    ),
    Case(
        "A5: registered addresses outside the Internet zone",
        "address-class",
        lambda one: translating(one, "prov-fw1", "province", "203.0.113.9"),
        ("A5 prov-fw1", "registered addresses outside the Internet zone", "odd in zone province"),
    ),
]
