"""What prefix lists let through."""

from collections.abc import Iterator

from govnetgen.model.address import BITS, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule


def permits(device: DeviceConfig, name: str | None, prefix: Prefix) -> bool:
    """Tell whether a route passes a list; without a list everything does, and a list that is not there does too."""
    chosen = find(device, name, prefix.version)
    if chosen is None:
        return True
    return next((rule.permit for rule in chosen.rules if matches(rule, prefix)), False)


def find(device: DeviceConfig, name: str | None, version: int) -> PrefixList | None:
    """Return the list of a name, None where none is named or there."""
    return next((one for one in device.prefix_lists if one.name == name and one.version == version), None)


def matches(rule: PrefixRule, prefix: Prefix) -> bool:
    """Tell whether an entry is about a route."""
    shortest, longest = lengths(rule)
    return rule.prefix.contains(prefix) and shortest <= prefix.length <= longest


def lengths(rule: PrefixRule) -> tuple[int, int]:
    """Return the lengths of the routes that an entry is about."""
    shortest = rule.at_least if rule.at_least is not None else rule.prefix.length
    if rule.at_most is not None:
        return shortest, rule.at_most
    return shortest, BITS[rule.prefix.version] if rule.at_least is not None else rule.prefix.length


def permitted_within(chosen: PrefixList, block: Prefix) -> Iterator[PrefixRule]:
    """Yield the entries that permit some route that shares addresses with a block.

    An entry counts also where an earlier one denies part of it, so that what is said to pass none passes none. One that
    denies the whole block with all lengths ends the search.
    """
    for rule in chosen.rules:
        if rule.prefix.version != block.version or not rule.prefix.overlaps(block):
            continue
        if rule.permit:
            yield rule
        elif rule.prefix.contains(block) and lengths(rule) == (rule.prefix.length, BITS[block.version]):
            return
