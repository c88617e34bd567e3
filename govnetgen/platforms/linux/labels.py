"""/etc/govnetgen/labels: names and numbers that people use and no file of Linux has a place for.

Nothing in it changes what the node does: VLAN names, descriptions of routes and rules, the numbers of OSPF processes
(FRR has one a table and none with a number), short names of clocks, priorities of zones, and route targets on a
device without BGP.
"""

from collections.abc import Callable, Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.platforms.linux.filters import has_posix_name
from govnetgen.platforms.linux.names import word
from govnetgen.platforms.linux.routing import has_default_number


def route_key(route: StaticRoute) -> str:
    """How the label of a static route names it."""
    found = [f"route {route.prefix}", "discard" if route.discard else f"via {route.next_hop}"]
    if route.distance is not None:
        found.append(f"distance {route.distance}")
    if route.vrf is not None:
        found.append(f"vrf {route.vrf}")
    return " ".join(found)


def labels(device: DeviceConfig) -> Iterator[str]:
    """Yield the lines of the file; none where there is nothing to say."""
    if device.system.timezone is not None and not has_posix_name(device.system.timezone):
        yield f"clock {device.system.timezone.name}"
    for vlan in device.vlans:
        if vlan.name is not None:
            yield f"vlan {vlan.number} name {vlan.name}"
    if device.bgp is None:
        for vrf in device.vrfs:
            if vrf.route_distinguisher is not None:
                yield f"vrf {vrf.name} distinguisher {vrf.route_distinguisher}"
            for key, targets in (("import", vrf.imports), ("export", vrf.exports)):
                yield from (f"vrf {vrf.name} {key} {target}" for target in targets)
    for route in device.static_routes:
        if route.description is not None:
            yield f"{route_key(route)} description {route.description}"
    for process in device.ospf:
        if not has_default_number(process):
            vrf_text = "" if process.vrf is None else f" vrf {process.vrf}"
            yield f"ospf {process.version} process {process.number}{vrf_text}"
    yield from _firewall(device)


def _firewall(device: DeviceConfig) -> Iterator[str]:
    if device.firewall is None:
        return
    for zone in device.firewall.zones:
        yield f"zone {word(zone.name)} priority {zone.priority}"
    for item in device.firewall.address_objects:
        if item.description is not None:
            yield f"address {word(item.name)} description {item.description}"
    for rule in device.firewall.rules:
        if rule.description is not None:
            yield f"rule {word(rule.name)} description {rule.description}"


FILTERS: Mapping[str, Callable[..., object]] = {"labels": labels}
