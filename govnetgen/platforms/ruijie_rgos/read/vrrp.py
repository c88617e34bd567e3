"""Virtual gateways of an interface."""

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import IPV4, IPV6
from govnetgen.model.address import Address
from govnetgen.model.device.vrrp import VrrpGroup

_GROUP = r"(\d{1,3})"


def read_vrrp(body: Cursor, rejected: list[Line]) -> tuple[VrrpGroup, ...]:
    """Read the groups; for IPv6 the word comes before the number where it is not about an address."""
    return (
        *_groups(body, 4, rf"vrrp {_GROUP} ip ({IPV4})( secondary)?", f"vrrp {_GROUP}", rejected),
        *_groups(body, 6, rf"vrrp {_GROUP} ipv6 ({IPV6})()", f"vrrp ipv6 {_GROUP}", rejected),
    )


def _groups(body: Cursor, version: int, addressed: str, lead: str, rejected: list[Line]) -> list[VrrpGroup]:
    addresses: dict[int, list[Address]] = {}
    for match, _ in body.each(addressed):
        held = addresses.setdefault(int(match[1]), [])
        # RGOS prints the one address that is not secondary anywhere among the others
        held.insert(0 if version == 4 and not match[3] else len(held), Address.parse(match[2]))
    priorities: dict[int, int] = {}
    delays: dict[int, int] = {}
    for found, value in ((priorities, r"priority (\d{1,3})"), (delays, r"preempt delay (\d{1,4})")):
        for match, _ in body.each(rf"{lead} {value}"):
            found[int(match[1])] = int(match[2])
            if int(match[1]) not in addresses:
                rejected.append(body.line(match))
    for number in addresses:
        body.ignore(f"{lead.replace(_GROUP, str(number))} preempt")
    return [
        VrrpGroup(
            number=number,
            version=version,
            addresses=tuple(held),
            priority=priorities.get(number, 100),
            preempt_delay_s=delays.get(number, 0),
        )
        for number, held in addresses.items()
    ]
