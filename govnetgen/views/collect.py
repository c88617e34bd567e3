"""What was collected, for people and programs."""

from typing import Any

from govnetgen.model.json import to_json
from govnetgen.views.deploy import held_lines
from govnetgen.views.outcome import count
from govnetgen.workflow.collect import Collected


def collected_text(found: Collected) -> str:
    """Return what was written and what could not be had."""
    lines = list(held_lines(found.failed))
    lines.append(f"{count(len(found.written), 'capture')}, {len(found.changed)} of them new or changed")
    return "".join(f"{line}\n" for line in lines)


def collected_json(found: Collected) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "ok": not found.failed,
        "written": list(found.written),
        "changed": list(found.changed),
        "failed": to_json(found.failed),
    }
