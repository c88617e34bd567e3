"""What facts count and ask about: the things of a network, and the values of each of their keys."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from govnetgen.model.fact import Selection
from govnetgen.model.network import Device, Site, Unit, UnitVlan
from govnetgen.verify.observed import Observed

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a network with the values of its keys; ``weight`` is what it counts for."""

    name: str
    values: Mapping[str, Values]
    weight: int = 1


def select(observed: Observed, of: str, where: Selection) -> Iterator[Thing]:
    """Yield the things of a kind that match."""
    for thing in _KINDS[of](observed):
        if all(matches(thing, key, wanted) for key, wanted in where.items()):
            yield thing


def matches(thing: Thing, key: str, wanted: Values) -> bool:
    """Tell whether one of a thing's values is one that is wanted."""
    return any(fnmatchcase(value, pattern) for value in thing.values.get(key, ()) for pattern in wanted)


def speed_text(mbps: int) -> str:
    """Return a speed as people write it."""
    return f"{mbps // 1000}G" if mbps % 1000 == 0 else f"{mbps}M"


def _texts(*values: object) -> Values:
    return tuple(str(one) for one in values if one is not None and one != "")


def _place(observed: Observed, site: str) -> dict[str, Values]:
    known: Site | None = observed.network.sites.get(site)
    return {
        "site": (site,),
        "tier": () if known is None else (known.tier,),
        "parent": () if known is None else _texts(known.parent),
    }


def _network(observed: Observed) -> Iterator[Thing]:
    one = observed.network
    yield Thing(
        one.name,
        {
            "name": (one.name,),
            "title": (one.title,),
            "kind": (one.kind.value,),
            "region": (one.region,),
            "asn": (str(one.asn),),
            "tiers": one.tiers,
            "igp": (one.routing.igp.value,),
            "vpn_transport": (one.routing.vpn_transport.value,),
        },
    )


def _devices(observed: Observed) -> Iterator[Thing]:
    yield from (_device(observed, observed.device(name)) for name in observed.devices)


def _firewalls(observed: Observed) -> Iterator[Thing]:
    """Yield the devices whose text has a firewall policy."""
    for name, device in observed.devices.items():
        if device.firewall is not None:
            yield _device(observed, observed.device(name))


def _device(observed: Observed, one: Device) -> Thing:
    values = {
        "name": (one.name,),
        "role": (one.role.value,),
        "platform": (one.platform,),
        "dialect": (one.dialect,),
        "hardware": (one.hardware,),
        "unit": _texts(one.unit),
        "pair": _texts(one.pair),
        "standby": (str(one.standby).lower(),),
        **_place(observed, one.site),
    }
    return Thing(one.name, values)


def _units(observed: Observed) -> Iterator[Thing]:
    for unit in observed.network.units.values():
        yield Thing(unit.name, _unit(observed, unit, unit.vlans))


def _hosts(observed: Observed) -> Iterator[Thing]:
    """Yield the VLANs of units, each counting for its hosts."""
    for unit in observed.network.units.values():
        for vlan in unit.vlans:
            values = {**_unit(observed, unit, (vlan,)), "vlan": (vlan.name,), "unit": (unit.name,)}
            yield Thing(f"{unit.name}/{vlan.name}", values, vlan.hosts)


def _unit(observed: Observed, unit: Unit, vlans: tuple[UnitVlan, ...]) -> dict[str, Values]:
    return {
        "name": (unit.name,),
        "title": (unit.title,),
        "kind": _texts(unit.kind),
        "class": (unit.access_class.value,),
        "medium": (unit.medium,),
        "attach": unit.attach,
        "vpn": tuple({vlan.vpn for vlan in vlans if vlan.vpn is not None}),
        "zone": tuple({vlan.zone for vlan in vlans}),
        **_place(observed, unit.site),
    }


def _vlans(observed: Observed) -> Iterator[Thing]:
    for unit in observed.network.units.values():
        for vlan in unit.vlans:
            values = {"name": (vlan.name,), "unit": (unit.name,), "zone": (vlan.zone,), "vpn": _texts(vlan.vpn)}
            yield Thing(f"{unit.name}/{vlan.name}", values)


def _sites(observed: Observed) -> Iterator[Thing]:
    for one in observed.network.sites.values():
        values = {"name": (one.name,), "title": _texts(one.title), "region": _texts(one.region)}
        yield Thing(one.name, {**_place(observed, one.name), **values})


def _links(observed: Observed) -> Iterator[Thing]:
    for cable in observed.cables:
        link = cable.link
        ends = [observed.device(end.device) for end in cable.ends]
        values = {
            "name": (link.name,),
            "kind": (link.kind.value,),
            "medium": (link.medium,),
            "speed": (speed_text(link.speed_mbps), f"{link.speed_mbps}M"),
            "count": (str(link.count),),
            "device": tuple(end.name for end in ends),
            "role": tuple(end.role.value for end in ends),
        }
        yield Thing(link.name, values)


def _externals(observed: Observed) -> Iterator[Thing]:
    """Yield the far sides of links that leave the network, each once however many links lead there."""
    found: dict[str, dict[str, Values]] = {}
    for cable, external in observed.externals:
        device = observed.device(cable.near.device)
        values = {"zone": (external.zone,), "device": (device.name,), "role": (device.role.value,)}
        own = found.setdefault(external.name, {"name": (external.name,)})
        for key, value in values.items():
            own[key] = (*own.get(key, ()), *value)
    yield from (Thing(name, values) for name, values in found.items())


def _vpns(observed: Observed) -> Iterator[Thing]:
    """Yield the VPNs that some device's text has a VRF for."""
    there = {vrf.name for device in observed.devices.values() for vrf in device.vrfs}
    for one in observed.network.vpns.values():
        if one.name in there:
            values = {
                "name": (one.name,),
                "title": _texts(one.title),
                "owner": (one.owner,),
                "topology": (one.topology.value,),
            }
            yield Thing(one.name, values)


def _zones(observed: Observed) -> Iterator[Thing]:
    yield from (Thing(name, {"name": (name,)}) for name in observed.network.policy.zones)


_KINDS: Mapping[str, Callable[[Observed], Iterator[Thing]]] = {
    "network": _network,
    "devices": _devices,
    "firewalls": _firewalls,
    "units": _units,
    "hosts": _hosts,
    "vlans": _vlans,
    "sites": _sites,
    "links": _links,
    "externals": _externals,
    "vpns": _vpns,
    "zones": _zones,
}
