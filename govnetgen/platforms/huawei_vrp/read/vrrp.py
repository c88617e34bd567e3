"""Virtual gateways."""

from collections.abc import Iterator

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6
from govnetgen.model.address import Address
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER

_WORDS = {4: ("vrrp", IPV4), 6: ("vrrp6", IPV6)}


def read_vrrp(body: Cursor, *, active: bool | None) -> Iterator[VrrpGroup]:
    """Yield the groups of an interface; in a pair of firewalls their lines also say this one's part in the pair."""
    state = "" if active is None else " active" if active else " standby"
    for version, (word, address) in _WORDS.items():
        local = "(?: link-local)?" if version == 6 else ""
        held: dict[str, list[Address]] = {}
        for match, _ in body.each(rf"{word} vrid ({NUMBER}) virtual-ip ({address}){local}{state}"):
            held.setdefault(match[1], []).append(Address.parse(match[2]))
        for number, addresses in held.items():
            priority = body.last(rf"{word} vrid {number} priority ({NUMBER})")
            delay = body.last(rf"{word} vrid {number} preempt(?:-mode)? timer delay ({NUMBER})")
            yield VrrpGroup(
                number=int(number),
                version=version,
                addresses=tuple(addresses),
                priority=int(priority[1]) if priority else 100,
                preempt_delay_s=int(delay[1]) if delay else 0,
            )
