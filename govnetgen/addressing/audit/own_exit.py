"""D15: units with an Internet exit of their own (access classes C and E of DB34/T 3607-2020)."""

from collections.abc import Iterator

from govnetgen.addressing.audit.config_line import line_with
from govnetgen.addressing.audit.space import code_of
from govnetgen.model.address import BITS, Address, Prefix
from govnetgen.model.claims import Evidence, Finding, HandedIn, Origin, RunningDevice
from govnetgen.model.device.static_route import StaticRoute


def find_own_exits(handed_in: HandedIn) -> Iterator[Finding]:
    """Find rows that say so, and default routes to public next hops on devices of units."""
    rows: dict[Origin, Evidence] = {}
    for claim in handed_in.claims:
        if claim.facts.own_exit:
            row = claim.origin._replace(column=0)
            rows.setdefault(row, Evidence(claim.origin, claim.owner.id, str(claim.prefix)))
    for evidence in rows.values():
        english, chinese = "the row says that the unit has its own Internet exit", "表中注明单位自建互联网出口"
        yield Finding("D15", evidence.text, (evidence,), {"what_en": english, "what_zh": chinese})
    for device in handed_in.devices:
        if device.unit:
            for route in device.config.static_routes:
                if _leads_outside(route):
                    yield _finding(device, route)


def _leads_outside(route: StaticRoute) -> bool:
    hop = route.next_hop
    return route.prefix.length == 0 and hop is not None and is_public(hop)


def is_public(address: Address) -> bool:
    """Tell whether an address is routed on the Internet."""
    return code_of(Prefix(address.version, address.value, BITS[address.version])) == "D04"


def _finding(device: RunningDevice, route: StaticRoute) -> Finding:
    english = f"{device.name} has a default route to {route.next_hop} on the Internet"
    chinese = f"{device.name} 有指向互联网 {route.next_hop} 的缺省路由"
    values = {"what_en": english, "what_zh": chinese, "device": device.name}
    return Finding("D15", device.name, (line_with(device, str(route.next_hop)),), values)
