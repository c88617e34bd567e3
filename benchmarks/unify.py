"""How long a unification takes: python benchmarks/unify.py [UNITS ...] [--json]

Each unit has one legacy subnet or two: some follow the city's plan, many share the usual private blocks, one in twenty
cannot renumber. Reading the sheets is measured by benchmarks/audit.py.
"""

import argparse
import json
import random
import resource
import time

from govnetgen.addressing import Ledger, print_ledger
from govnetgen.addressing.unify import unify
from govnetgen.diagnostics import Location
from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.claims import Claim, HandedIn, Origin, Owner, RowFacts
from govnetgen.model.network import (
    AccessClass,
    AddressClass,
    Baseline,
    Device,
    Hardware,
    Network,
    NetworkKind,
    Plan,
    Policy,
    Pool,
    Role,
    Routing,
    Site,
    Unit,
    UnitVlan,
    Zone,
)

UNITS_A_SITE = 250
_HERE = Location("benchmark", 1)


def network(units: int) -> Network:
    """Return a network of two tiers, a firewall for every unit."""
    sites = {"city": Site(name="city", tier="city", location=_HERE)}
    devices: dict[str, Device] = {}
    made: dict[str, Unit] = {}
    for number in range(units):
        site = f"d{number // UNITS_A_SITE:04}"
        name = f"{site}-u{number % UNITS_A_SITE:03}"
        sites.setdefault(site, Site(name=site, tier="district", parent="city", location=_HERE))
        gateway = f"{name}-fw"
        devices[gateway] = Device(
            name=gateway,
            role=Role.GATEWAY,
            site=site,
            platform="linux",
            dialect="frr",
            hardware="firewall",
            unit=name,
            location=_HERE,
        )
        office = UnitVlan(name="office", zone="offices", hosts=20 + number % 30, location=_HERE)
        made[name] = Unit(
            name=name,
            title=name,
            site=site,
            access_class=AccessClass.B,
            gateways=(gateway,),
            vlans=(office,),
            location=_HERE,
        )
    pools = (
        Pool(
            name="service",
            prefix=Prefix.parse("10.0.0.0/8"),
            address_class=AddressClass.LOCAL_COMMON,
            zones=("offices",),
            divide=("district", "unit", "vlan"),
            location=_HERE,
        ),
        Pool(name="loopback", prefix=Prefix.parse("172.16.0.0/14"), each="node", length=32, location=_HERE),
    )
    zones = {"backbone": Zone(name="backbone", trust=40, backbone=True), "offices": Zone(name="offices", trust=60)}
    return Network(
        name="benchmark",
        title="",
        kind=NetworkKind.EXTRANET,
        region="210200",
        asn=64533,
        tiers=("city", "district"),
        routing=Routing(),
        baseline=Baseline(),
        plan=Plan(pools={one.name: one for one in pools}, headroom=0, vlan_ids=NumberRange(100, 3999)),
        sites=sites,
        hardware={"firewall": Hardware(name="firewall", uplinks=("ge-0/0", "ge-0/1"))},
        devices=devices,
        links={},
        units=made,
        vpns={},
        policy=Policy(zones=zones, address_sets={}, services={}),
    )


def claims(one: Network, seed: int = 1) -> HandedIn:
    """Return what the units hand in."""
    chance = random.Random(seed)
    found: list[Claim] = []
    for number, name in enumerate(one.units):
        site = number // UNITS_A_SITE
        home = (10 << 24) + (site << 15) + (number % UNITS_A_SITE << 7)
        for _ in range(chance.choice((1, 1, 2))):
            kind = chance.random()
            if kind < 0.5:
                prefix = Prefix(4, home + 64 * chance.randrange(2), 26)
            elif kind < 0.7:
                prefix = Prefix(4, (10 << 24) + (chance.randrange(1 << 18) << 6), 26)
            else:
                prefix = Prefix(4, (192 << 24) + (168 << 16) + (chance.randrange(256) << 8), 24)
            facts = RowFacts(hosts=10 + chance.randrange(40), renumber="否" if chance.random() < 0.05 else "")
            origin = Origin("legacy.csv", len(found) + 2, 2)
            found.append(Claim(origin=origin, owner=Owner(name, name), prefix=prefix, written=str(prefix), facts=facts))
    return HandedIn(claims=tuple(found))


def measure(units: int) -> dict[str, object]:
    """Unify a network of so many units, twice: from nothing, and with the ledger of the first."""
    inventory = network(units)
    handed_in = claims(inventory)
    started, worked = time.perf_counter(), time.process_time()
    unified = unify(inventory, handed_in, Ledger()).require()
    first, cpu = time.perf_counter() - started, time.process_time() - worked
    started = time.perf_counter()
    again = unify(unified.network, handed_in, unified.planned.ledger).require()
    second = time.perf_counter() - started
    if print_ledger(again.planned.ledger) != print_ledger(unified.planned.ledger):
        raise AssertionError("a second run changed the ledger")
    choice = unified.choices[0]
    return {
        "units": units,
        "claims": len(handed_in.claims),
        "seconds": round(first, 2),
        "cpu_seconds": round(cpu, 2),
        "again_seconds": round(second, 2),
        "kept": choice.kept,
        "weight": choice.weight,
        "wished": choice.wished,
        "bound": choice.bound,
        "methods": dict(choice.methods),
        "waves": unified.migration.waves,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Measure, and print a line or an object for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for units in options.units:
        found = measure(units)
        print(json.dumps(found) if options.json else "  ".join(f"{key} {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
