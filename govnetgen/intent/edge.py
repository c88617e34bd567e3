"""Which edge port belongs to which VLAN of which unit."""

from collections.abc import Iterator

from govnetgen.intent.scope import MANAGEMENT_ZONE, Scope
from govnetgen.model.network import Role, Unit, UnitVlan


def edge_ports(scope: Scope) -> Iterator[tuple[str, Unit, UnitVlan]]:
    """Yield the ports for hosts: all free edge ports of a unit's own switch, else the ports given out to the unit."""
    if scope.device.role is Role.ACCESS:
        yield from _switch_ports(scope)
        return
    for gateway in scope.gateways:
        if gateway.unit.switches:
            continue
        for port in scope.plan.ports.get((f"{gateway.unit.name}/{gateway.vlan.name}", scope.device.name), ()):
            yield port, gateway.unit, gateway.vlan


def _switch_ports(scope: Scope) -> Iterator[tuple[str, Unit, UnitVlan]]:
    linked = {port for one in scope.adjacencies for port in scope.plan.ports[(one.link.name, scope.device.name)]}
    ports = [port for port in scope.network.hardware[scope.device.hardware].edge if port not in linked]
    vlans = [(unit, vlan) for _, (unit, vlan) in sorted(scope.vlans.items()) if vlan.zone != MANAGEMENT_ZONE]
    shares = _shares([vlan.hosts for _, vlan in vlans], len(ports))
    position = 0
    for (unit, vlan), share in zip(vlans, shares, strict=True):
        for port in ports[position : position + share]:
            yield port, unit, vlan
        position += share


def _shares(hosts: list[int], ports: int) -> list[int]:
    """Divide ports in proportion to hosts, each VLAN getting at least one while they last."""
    total = sum(hosts)
    if not total:
        return [0] * len(hosts)
    shares = [min(1, ports)] * len(hosts) if ports >= len(hosts) else [1] * ports + [0] * (len(hosts) - ports)
    spare = ports - sum(shares)
    exact = [spare * one / total for one in hosts]
    shares = [share + int(part) for share, part in zip(shares, exact, strict=True)]
    by_remainder = sorted(range(len(hosts)), key=lambda i: (int(exact[i]) - exact[i], i))
    for i in by_remainder[: ports - sum(shares)]:
        shares[i] += 1
    return shares
