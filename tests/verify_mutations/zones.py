"""Zones without a firewall between, policies that nobody wrote, an intranet that goes too far."""

from dataclasses import replace

from networks import Built
from verify_mutations.change import HERE, Case, device, field, permit, policy

from govnetgen.model.device.firewall import Zone
from govnetgen.model.network import NetworkKind, Role, Site


def no_firewall(built: Built, *names: str) -> Built:
    """Take the policy off devices."""
    for name in names:
        built = device(built, name, field(firewall=None, nat=None))
    return built


CASES = [
    Case(
        "a firewall without a policy",
        "logical-isolation",
        lambda one: no_firewall(one, "gsj-fw1"),
        ("zone", "with no firewall between", "gsj-fw1 vlan-1"),
    ),
    Case(
        "the exit's policy is gone",
        "logical-isolation",
        lambda one: no_firewall(one, "exit-fw1", "gsj-fw1"),
        ("internet", "exit-fw1 10ge-1/0/2", "gsj-fw1 ge-1/0/0"),
    ),
    Case(
        "a rule that lets everything pass",
        "zone-policy",
        lambda one: policy(one, "exit-fw1", permit("test", "internet", "backbone")),
        ("rule test lets everything pass between zones", "from internet; to backbone"),
    ),
    Case(
        "a rule that nobody wrote down",
        "zone-policy",
        lambda one: policy(one, "exit-fw1", permit("test", "internet", "backbone", services=("web",))),
        ("rule test is not in the policy of the inventory",),
    ),
    Case(
        "a rule that was widened",
        "zone-policy",
        lambda one: device(
            one,
            "exit-fw1",
            lambda each: replace(
                each,
                firewall=replace(
                    each.firewall,
                    rules=tuple(
                        replace(rule, destinations=()) if rule.name == "portal" else rule
                        for rule in each.firewall.rules
                    ),
                ),
            ),
        ),
        ("rule portal is not as the policy of the inventory says", "destinations any", "destinations portal"),
    ),
    Case(
        "no denial at the end",
        "zone-policy",
        lambda one: device(
            one,
            "exit-fw1",
            lambda each: replace(each, firewall=replace(each.firewall, rules=each.firewall.rules[:-1])),
        ),
        ("does not end with a denial",),
    ),
    Case(
        "an interface in the wrong zone",
        "zone-policy",
        lambda one: device(
            one,
            "gsj-fw1",
            lambda each: replace(
                each,
                firewall=replace(
                    each.firewall,
                    zones=(
                        *(zone for zone in each.firewall.zones if zone.name not in ("intranet", "exchange")),
                        Zone(name="exchange", priority=60, interfaces=("vlan-113", "vlan-110")),
                    ),
                ),
            ),
        ),
        ("vlan-113 is in zone exchange instead of intranet",),
    ),
]


def as_intranet(built: Built) -> Built:
    """Call a network an intranet, and let it have a site in a township."""
    sites = {**built.network.sites, "xinzhen": Site(name="xinzhen", tier="township", parent="jinzhou", location=HERE)}
    devices = {
        **built.network.devices,
        "agg-jinzhou": replace(built.network.devices["agg-jinzhou"], site="xinzhen", role=Role.AGGREGATION),
    }
    return replace(built, network=replace(built.network, kind=NetworkKind.INTRANET, sites=sites, devices=devices))


TIERS = [
    Case(
        "an intranet that reaches a township",
        "tier-limit",
        as_intranet,
        ("the intranet reaches down to the township xinzhen", "agg-jinzhou"),
    ),
    Case(
        "an intranet with a way out",
        "tier-limit",
        as_intranet,
        ("the intranet is connected with liaoning", "prov-fw1 10ge-1/0/1"),
    ),
]

SUMMARIES = [
    Case(
        "a site without its summary routes",
        "route-summaries",
        lambda one: device(
            one,
            "agg-xigang",
            lambda each: replace(
                each,
                ospf=tuple(
                    replace(process, areas=tuple(replace(area, ranges=()) for area in process.areas))
                    for process in each.ospf
                ),
            ),
        ),
        ("10.88.0.0/21 of dsj office is told to the backbone by itself", "summaries: none"),
    ),
]

CASES += [*TIERS, *SUMMARIES]
