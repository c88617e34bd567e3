"""Prefix lists."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, LENGTH4, LENGTH6, NAME
from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, number

_FORMS = {4: ("ip", IPV4, LENGTH4), 6: ("ipv6", IPV6, LENGTH6)}


def read_prefix_lists(cursor: Cursor) -> tuple[PrefixList, ...]:
    """Return the prefix lists of both versions."""
    held: dict[tuple[int, str], list[PrefixRule]] = {}
    for version, (word, address, length) in _FORMS.items():
        form = (
            rf"ip {word}-prefix ({NAME}) index ({NUMBER}) (permit|deny) ({address}) ({length})"
            rf"(?: greater-equal ({length}))?(?: less-equal ({length}))?"
        )
        for match, _ in cursor.each(form):
            prefix = InterfaceAddress.of(Address.parse(match[4]), int(match[5])).prefix
            held.setdefault((version, match[1]), []).append(
                PrefixRule(
                    sequence=int(match[2]),
                    permit=match[3] == "permit",
                    prefix=prefix,
                    at_least=number(match[6]),
                    at_most=number(match[7]),
                )
            )
    return tuple(PrefixList(name=name, version=version, rules=tuple(rules)) for (version, name), rules in held.items())
