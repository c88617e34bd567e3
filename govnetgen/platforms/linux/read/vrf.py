"""VRFs: network devices of their own in ifupdown2; what they exchange stands in FRR's BGP."""

from dataclasses import dataclass, field

from govnetgen.model.device.vrf import Vrf
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.labels import Labels


@dataclass(slots=True)
class VpnRoutes:
    """What a VRF's BGP instance says of VPN routes."""

    distinguisher: str | None = None
    imports: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)


def read_vrfs(files: Files, labels: Labels, routes: dict[str, VpnRoutes]) -> tuple[Vrf, ...]:
    """Return the VRFs; those that FRR names and no interface file makes are there as well."""
    names = dict.fromkeys(files.vrfs)
    names |= {match[1]: None for match, _ in files.network.each(r"vrf (\S+)")}
    names |= dict.fromkeys(routes)
    return tuple(_vrf(name, files, labels, routes.get(name, VpnRoutes())) for name in names)


def _vrf(name: str, files: Files, labels: Labels, routes: VpnRoutes) -> Vrf:
    ipv4 = ipv6 = False
    if name in files.vrfs:
        for body in files.stanzas.get(name, ()):
            body.ignore(r"vrf-table (?:auto|[0-9]+)")
            ipv4 |= body.has(r"address 127\.0\.0\.1/8")
            ipv6 |= body.has(r"address ::1/128")
    return Vrf(
        name=name,
        route_distinguisher=routes.distinguisher or labels.distinguishers.get(name),
        imports=tuple(routes.imports or labels.targets.get((name, "import"), ())),
        exports=tuple(routes.exports or labels.targets.get((name, "export"), ())),
        # a VRF device without loopback addresses still forwards IPv4
        ipv4=ipv4 or not ipv6,
        ipv6=ipv6,
    )
