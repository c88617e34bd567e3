"""Prefix lists: what routes may pass."""

from dataclasses import dataclass

from govnetgen.model.address import Prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixRule:
    """One entry; ``at_least`` and ``at_most`` bound the length of what matches (None: the prefix's own)."""

    sequence: int
    permit: bool
    prefix: Prefix
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixList:
    """A named list of one IP version; what no entry matches is denied."""

    name: str
    version: int = 4
    rules: tuple[PrefixRule, ...] = ()
