"""Prefix lists."""

from govnetgen.configtree.values import PREFIX4, PREFIX6
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import NUMBER, prefix


def read_prefix_lists(files: Files) -> tuple[PrefixList, ...]:
    """Return the lists, their rules in the order of their numbers."""
    found: dict[tuple[int, str], list[PrefixRule]] = {}
    for version, word, networks in ((4, "ip", PREFIX4), (6, "ipv6", PREFIX6)):
        pattern = (
            rf"{word} prefix-list (\S+)(?: seq ({NUMBER}))? (permit|deny) ({networks}|any)"
            r"(?: ge ([0-9]{1,3}))?(?: le ([0-9]{1,3}))?"
        )
        for match, _ in files.network.each(pattern):
            rules = found.setdefault((version, match[1]), [])
            everything = "0.0.0.0/0" if version == 4 else "::/0"
            any_length = None if match[4] != "any" else 32 if version == 4 else 128
            rules.append(
                PrefixRule(
                    # FRR numbers what has no number in steps of five
                    sequence=int(match[2]) if match[2] else 5 * (len(rules) + 1),
                    permit=match[3] == "permit",
                    prefix=prefix(everything if match[4] == "any" else match[4]),
                    at_least=int(match[5]) if match[5] else None,
                    at_most=int(match[6]) if match[6] else any_length,
                )
            )
    return tuple(
        PrefixList(name=name, version=version, rules=tuple(sorted(rules, key=lambda one: one.sequence)))
        for (version, name), rules in found.items()
    )
