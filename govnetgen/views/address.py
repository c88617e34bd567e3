"""What was given out and what was released, and how full the pools are."""

from collections import Counter
from typing import Any

from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count
from govnetgen.views.summary import pools_text
from govnetgen.workflow.address import Addressed, pool_lines
from govnetgen.workflow.folder import LEDGER

_SHOWN = 40


def plan_text(addressed: Addressed, written: bool) -> str:
    """Return the changes, the pools, and whether the ledger was written."""
    changes = addressed.planned.changes
    rows = [(str(one.what), str(one.kind), one.key, one.value) for one in changes[:_SHOWN]]
    text = columns(rows, indent="")
    if len(changes) > _SHOWN:
        text += f"and {count(len(changes) - _SHOWN, 'more change')}; --json shows all\n"
    text += pools_text(pool_lines(addressed))
    totals = Counter(str(one.what) for one in changes)
    said = ", ".join(f"{number:,} {what}" for what, number in sorted(totals.items())) or "no changes"
    return f"{text}{said}; {_fate(addressed, written)}\n"


def plan_json(addressed: Addressed, written: bool) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "changes": [
            {"what": str(one.what), "kind": str(one.kind), "key": one.key, "value": one.value}
            for one in addressed.planned.changes
        ],
        "pools": to_json(pool_lines(addressed)),
        "pending": addressed.ledger_changes and not written,
        "ledger_written": written,
    }


def _fate(addressed: Addressed, written: bool) -> str:
    if written:
        return f"{LEDGER} was written"
    return f"{LEDGER} is to be written" if addressed.ledger_changes else f"{LEDGER} is up to date"
