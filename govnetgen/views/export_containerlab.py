"""What an export to containerlab wrote, and what to mind of it."""

from pathlib import Path
from typing import Any

from govnetgen.lab.containerlab import PORTS, SUFFIX
from govnetgen.model.json import to_json
from govnetgen.views.outcome import count
from govnetgen.workflow.export_containerlab import Exported


def export_text(done: Exported, output: Path) -> str:
    """Return the summary."""
    topology = done.topology
    lines = [
        f"{output / (topology.name + SUFFIX)}: {count(len(topology.containers), 'node')},"
        f" {count(len(topology.links), 'link')}; ports are told in {PORTS}",
        f"{count(len(done.changes.written), 'file')} written, {len(done.changes.removed)} removed,"
        f" {done.changes.unchanged} unchanged",
        *(f"mind: {note}" for note in topology.notes),
    ]
    return "".join(f"{line}\n" for line in lines)


def export_json(done: Exported) -> dict[str, Any]:
    """Return the same as a document."""
    topology = done.topology
    return {
        "name": topology.name,
        "nodes": [{"name": one.name, "kind": one.kind.kind, "image": one.kind.image} for one in topology.containers],
        "links": [list(ends) for ends in topology.links],
        "notes": list(topology.notes),
        "changes": to_json(done.changes),
    }
