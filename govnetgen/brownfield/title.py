"""Whose a sheet is, where its rows do not say: by its title, its name, or the file's."""

import re
from collections.abc import Iterable

from govnetgen.brownfield.cell import plain
from govnetgen.brownfield.registry import Registry
from govnetgen.model.claims import Owner

_LABELLED = re.compile(
    r"(?:填报|上报|使用|申请|接入|所属)?(?:单位|部门|机构)(?:名称|全称)?(?:\((?:盖章|公章|章)\))?\s*:\s*(?P<name>[^\s:;()]+)"
)


def owner_of_titles(titles: Iterable[str], registry: Registry) -> Owner | None:
    """Return the unit that titles speak of: the one after ``单位:``, else the only registered one that is named."""
    held = list(titles)
    for title in held:
        match = _LABELLED.search(plain(title))
        if match:
            return registry.owner(match["name"])
    named = {owner.id: owner for title in held if (owner := registry.named_in(title)) is not None}
    return next(iter(named.values())) if len(named) == 1 else None
