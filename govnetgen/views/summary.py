"""The end of a run: devices by platform, lines, utilisation of the pools, what changed on disk, time."""

from pathlib import Path
from typing import Any

from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count
from govnetgen.workflow.summary import PoolLine, Rendering, Summary


def summary_text(summary: Summary) -> str:
    """Return what there is: devices and lines by platform, pools."""
    title = f" ({summary.title})" if summary.title else ""
    text = f"{summary.network}{title}: {count(summary.devices, 'device')}, {count(summary.lines, 'line')}\n"
    rows = [(one.title, f"{one.devices:,}", f"{one.lines:,}") for one in summary.platforms]
    text += columns([("platform", "devices", "lines"), *rows], right=frozenset({1, 2}))
    return text + pools_text(summary.pools)


def pools_text(pools: tuple[PoolLine, ...]) -> str:
    """Return how full each pool is: what subnets have, and what the hierarchy's blocks hold for them."""
    if not pools:
        return ""
    rows = [(one.pool, one.prefix, share(one.given), share(one.blocked)) for one in pools]
    return columns([("pool", "prefix", "in use", "in blocks"), *rows], right=frozenset({2, 3}))


def summary_json(summary: Summary) -> dict[str, Any]:
    """Return the same as JSON."""
    return {**to_json(summary), "devices": summary.devices, "lines": summary.lines}


def rendering_text(rendering: Rendering, output: Path, warnings: int, seconds: float) -> str:
    """Return the summary and what a rendering did to its output."""
    changes = rendering.changes
    written = f"{len(changes.written):,} written, {len(changes.removed):,} removed, {changes.unchanged:,} unchanged"
    ledger = "; the ledger was written" if rendering.ledger_written else ""
    return (
        f"{summary_text(rendering.summary)}{output}: {written}{ledger}; {count(warnings, 'warning')}; {seconds:.1f} s\n"
    )


def rendering_json(rendering: Rendering, seconds: float) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "summary": summary_json(rendering.summary),
        "written": list(rendering.changes.written),
        "removed": list(rendering.changes.removed),
        "unchanged": rendering.changes.unchanged,
        "ledger_written": rendering.ledger_written,
        "seconds": round(seconds, 3),
    }


def share(value: float) -> str:
    """Return a share of 0 to 1 as percent; little is told from nothing, as in IPv6."""
    if value == 0:
        return "0 %"
    return "< 0.1 %" if value < 0.0005 else f"{value * 100:.1f} %"
