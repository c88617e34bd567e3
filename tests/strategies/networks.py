"""Networks for tests, made of a sketch: which units there are, where, and how large their VLANs."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from govnetgen.diagnostics import Location
from govnetgen.model.address import Address, NumberRange, Prefix
from govnetgen.model.network import (
    VLAN_IDS,
    AccessClass,
    AddressClass,
    Baseline,
    Device,
    Hardware,
    Link,
    LinkEnd,
    LinkKind,
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
    Vpn,
    Zone,
)

DISTRICTS = ("east", "north", "west")
VLANS = ("office", "servers", "tax")
ZONES = {"office": "intranet", "servers": "intranet", "tax": "dedicated", "management": "management"}
VPNS = {"tax": "tax"}
_ROUTING = Routing()


def pool(name: str, prefix: str, **more: Any) -> Pool:
    """Make a pool."""
    known = {"divide": ("district", "unit", "vlan")} if "zones" in more else {}
    return Pool(name=name, prefix=Prefix.parse(prefix), location=Location("plan.yaml", 1), **{**known, **more})


POOLS = (
    pool("service", "10.32.0.0/12", zones=("intranet", "management"), address_class=AddressClass.LOCAL_COMMON),
    pool("dedicated", "10.64.0.0/13", zones=("dedicated",), address_class=AddressClass.DEPARTMENT),
    pool("service6", "2001:db8::/36", zones=("intranet",)),
    pool("loopback", "10.0.0.0/22", each="node", length=32),
    pool("loopback6", "2001:db8:f000::/64", each="node", length=128),
    pool("p2p", "10.0.16.0/20", each="link", length=31),
    pool("p2p6", "2001:db8:f001::/64", each="link", length=127),
    pool("p2p_vpn", "10.0.32.0/20", each="vpn_link", length=31),
)


@dataclass(frozen=True)
class UnitSketch:
    """A unit: its district (or ``city``), the hosts of its VLANs, pins, and whether it has a gateway and a switch."""

    site: str
    hosts: Mapping[str, int]
    own: bool = False
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sketch:
    """A network of two cores, an aggregation switch a district, and units."""

    units: Mapping[str, UnitSketch]
    pools: tuple[Pool, ...] = POOLS
    headroom: int = 1
    districts: tuple[str, ...] = DISTRICTS
    p2p_length: int = 31
    routing: Routing = _ROUTING
    loopbacks: Mapping[str, str] = field(default_factory=dict)
    vlan_ids: NumberRange = VLAN_IDS

    def without(self, *names: str) -> "Sketch":
        """Leave units out."""
        return replace(self, units={name: unit for name, unit in self.units.items() if name not in names})

    def having(self, **units: UnitSketch) -> "Sketch":
        """Add or replace units."""
        return replace(self, units={**self.units, **units})


def network(sketch: Sketch) -> Network:
    """Build the network of a sketch."""
    devices = _devices(sketch)
    return Network(
        name="test",
        title="",
        kind=NetworkKind.EXTRANET,
        region="210200",
        asn=64533,
        tiers=("city", "district"),
        routing=sketch.routing,
        baseline=Baseline(),
        plan=Plan(pools={one.name: one for one in sketch.pools}, headroom=sketch.headroom, vlan_ids=sketch.vlan_ids),
        sites=_sites(sketch),
        hardware={
            "big": Hardware(name="big", uplinks=tuple(f"10ge-1/{n}" for n in range(1, 65)), edge=("ge-0/1", "ge-0/2")),
            "small": Hardware(name="small", uplinks=tuple(f"ge-1/{n}" for n in range(4)), edge=("ge-0/1",)),
        },
        devices=devices,
        links=_links(sketch),
        units={name: _unit(name, unit) for name, unit in sketch.units.items()},
        vpns={"tax": Vpn(name="tax", title="", owner="", location=Location("vpns.yaml", 1))},
        policy=Policy(zones={"backbone": Zone(name="backbone", trust=70, backbone=True)}, address_sets={}, services={}),
    )


def _sites(sketch: Sketch) -> dict[str, Site]:
    sites = {"city": Site(name="city", tier="city", location=Location("nodes.yaml", 1))}
    for number, name in enumerate(sketch.districts, start=2):
        sites[name] = Site(name=name, tier="district", parent="city", location=Location("nodes.yaml", number))
    return sites


def _device(sketch: Sketch, name: str, role: Role, site: str, **more: Any) -> Device:
    pins = (Address.parse(sketch.loopbacks[name]),) if name in sketch.loopbacks else ()
    hardware = "small" if role in (Role.GATEWAY, Role.ACCESS) else "big"
    return Device(
        name=name,
        role=role,
        site=site,
        platform="linux",
        dialect="frr",
        hardware=hardware,
        fixed_loopbacks=pins,
        p2p_length=sketch.p2p_length,
        location=Location("nodes.yaml", 10),
        **more,
    )


def _devices(sketch: Sketch) -> dict[str, Device]:
    found = [_device(sketch, name, Role.CORE, "city") for name in ("core1", "core2")]
    found += [_device(sketch, f"agg-{name}", Role.AGGREGATION, name) for name in sketch.districts]
    for name, unit in sketch.units.items():
        if unit.own:
            found.append(_device(sketch, f"{name}-fw", Role.GATEWAY, unit.site, unit=name))
            found.append(_device(sketch, f"{name}-sw", Role.ACCESS, unit.site, unit=name))
    return {device.name: device for device in found}


def attach(site: str) -> str:
    """Return what units of a site attach to."""
    return "core1" if site == "city" else f"agg-{site}"


def _links(sketch: Sketch) -> dict[str, Link]:
    pairs = [("core1", "core2", LinkKind.ROUTED, 2)]
    pairs += [(f"agg-{name}", core, LinkKind.ROUTED, 1) for name in sketch.districts for core in ("core1", "core2")]
    for name, unit in sketch.units.items():
        if unit.own:
            pairs.append((f"{name}-fw", attach(unit.site), LinkKind.ROUTED, 1))
            pairs.append((f"{name}-sw", f"{name}-fw", LinkKind.TRUNK, 2))
    links = {}
    for near, far, kind, count in pairs:
        name = f"{near}--{far}"
        links[name] = Link(
            name=name,
            kind=kind,
            near=LinkEnd(device=near),
            far=LinkEnd(device=far),
            count=count,
            location=Location("links.yaml", len(links) + 1),
        )
    return links


def _unit(name: str, sketch: UnitSketch) -> Unit:
    vlans = tuple(
        UnitVlan(
            name=vlan,
            zone=ZONES[vlan],
            hosts=hosts,
            vpn=VPNS.get(vlan),
            number=sketch.numbers.get(vlan),
            fixed=tuple(map(Prefix.parse, sketch.fixed.get(vlan, ()))),
            location=Location("units.csv", 2, index),
        )
        for index, (vlan, hosts) in enumerate(sketch.hosts.items(), start=1)
    )
    return Unit(
        name=name,
        title=name,
        site=sketch.site,
        access_class=AccessClass.B,
        attach=(attach(sketch.site),),
        gateways=(f"{name}-fw",) if sketch.own else (attach(sketch.site),),
        switches=(f"{name}-sw",) if sketch.own else (),
        vlans=vlans,
        location=Location("units.csv", 2),
    )


def shuffled(one: Network, chance: random.Random) -> Network:
    """Return the same network with every mapping, and the VLANs of every unit, in another order."""

    def back(mapping: Mapping[str, Any]) -> dict[str, Any]:
        return dict(chance.sample(list(mapping.items()), len(mapping)))

    units = {
        name: replace(unit, vlans=tuple(chance.sample(unit.vlans, len(unit.vlans)))) for name, unit in one.units.items()
    }
    return replace(
        one,
        sites=back(one.sites),
        devices=back(one.devices),
        links=back(one.links),
        units=back(units),
        vpns=back(one.vpns),
        plan=replace(one.plan, pools=back(one.plan.pools)),
    )


@st.composite
def unit_sketches(draw: st.DrawFn) -> UnitSketch:
    """Draw a unit."""
    names = draw(st.lists(st.sampled_from(VLANS), min_size=1, unique=True))
    own = draw(st.booleans())
    hosts = {name: draw(st.one_of(st.integers(1, 30), st.integers(1, 2000))) for name in names}
    if own:
        hosts["management"] = 6
    return UnitSketch(site=draw(st.sampled_from(("city", *DISTRICTS))), hosts=hosts, own=own)


@st.composite
def sketches(draw: st.DrawFn, *, units: int = 8) -> Sketch:
    """Draw a sketch."""
    names = draw(st.lists(st.integers(1, 30).map("unit-{}".format), max_size=units, unique=True))
    return Sketch(units={name: draw(unit_sketches()) for name in names}, headroom=draw(st.integers(0, 2)))
