"""IS-IS in the backbone, where the network wants it instead of OSPF."""

from govnetgen.intent.scope import Scope
from govnetgen.model.address import Address
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.network import Igp

AREA = "49.0001"


def build(scope: Scope) -> tuple[IsisProcess, ...]:
    """Return the backbone's process, level 2 only."""
    if scope.network.routing.igp is not Igp.ISIS or not scope.is_backbone or scope.router_id is None:
        return ()
    ipv6 = any(one.version == 6 for one in scope.plan.loopbacks[scope.device.name])
    return (IsisProcess(number=1, network_entity=network_entity(scope.router_id), ipv6=ipv6),)


def network_entity(router_id: Address) -> str:
    """Return the NET of a router: its IPv4 loopback, twelve decimal digits, as the system id (common practice)."""
    digits = "".join(f"{int(part):03}" for part in str(router_id).split("."))
    return f"{AREA}.{digits[:4]}.{digits[4:8]}.{digits[8:]}.00"
