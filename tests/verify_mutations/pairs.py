"""Pairs that do not agree."""

from collections.abc import Callable
from dataclasses import replace

from verify_mutations.change import Case, device, field, interface

from govnetgen.model.address import Address


def vrrp(**changes: object) -> Callable:
    """Change the first virtual gateway of an interface."""
    return lambda one: replace(one, vrrp=(replace(one.vrrp[0], **changes), *one.vrrp[1:]))


CASES = [
    Case(
        "the same priority",
        "redundant-pairs",
        lambda one: interface(one, "gsj-fw2", "vlan-113", vrrp(priority=120)),
        ("priorities are the same", "gsj-fw1 vlan-113", "gsj-fw2 vlan-113", "10.66.0.1 priority 120"),
    ),
    Case(
        "another virtual address",
        "redundant-pairs",
        lambda one: interface(one, "gsj-fw2", "vlan-113", vrrp(addresses=(Address.parse("10.66.0.9"),))),
        ("virtual addresses differ", "10.66.0.1", "10.66.0.9"),
    ),
    Case(
        "alone",
        "redundant-pairs",
        lambda one: interface(one, "gsj-fw2", "vlan-113", field(vrrp=())),
        ("gsj-fw1 vlan-113 is alone",),
    ),
    Case(
        "both active",
        "redundant-pairs",
        lambda one: device(
            one, "gsj-fw2", lambda each: replace(each, high_availability=replace(each.high_availability, standby=False))
        ),
        ("both are active", "gsj-fw1", "gsj-fw2"),
    ),
    Case(
        "policies differ",
        "redundant-pairs",
        lambda one: device(
            one,
            "gsj-fw2",
            lambda each: replace(each, firewall=replace(each.firewall, rules=each.firewall.rules[1:])),
        ),
        ("the policies of gsj-fw1 and gsj-fw2 differ", "gng-routing-out"),
    ),
]
