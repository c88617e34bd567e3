"""Prefix lists."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import LENGTH6, NAME, PREFIX4, PREFIX6
from govnetgen.model.address import InterfaceAddress
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.platforms.ruijie_rgos.read.patterns import NUMBER


def read_prefix_lists(cursor: Cursor) -> tuple[PrefixList, ...]:
    """Read the lists of both versions; entries without a number count on in fives."""
    rules: dict[tuple[int, str], list[PrefixRule]] = {}
    for version, word, prefix in ((4, "ip", PREFIX4), (6, "ipv6", PREFIX6)):
        pattern = (
            rf"{word} prefix-list ({NAME})(?: seq ({NUMBER}))? (permit|deny) ({prefix})"
            rf"(?: ge ({LENGTH6}))?(?: le ({LENGTH6}))?"
        )
        for match, _ in cursor.each(pattern):
            held = rules.setdefault((version, match[1]), [])
            held.append(
                PrefixRule(
                    sequence=int(match[2]) if match[2] else (held[-1].sequence + 5 if held else 5),
                    permit=match[3] == "permit",
                    prefix=InterfaceAddress.parse(match[4]).prefix,
                    at_least=int(match[5]) if match[5] else None,
                    at_most=int(match[6]) if match[6] else None,
                )
            )
    return tuple(PrefixList(name=name, version=version, rules=tuple(held)) for (version, name), held in rules.items())
