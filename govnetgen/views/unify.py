"""What a unification did, as text and JSON."""

from pathlib import Path
from typing import Any

from govnetgen.addressing.unify.mapping import totals
from govnetgen.addressing.unify.migrate import by_wave
from govnetgen.addressing.unify.summary import site_routes
from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count
from govnetgen.views.unify_words import english
from govnetgen.workflow.unify import Unification


def unify_text(unification: Unification, output: Path, written: tuple[str, ...]) -> str:
    """Return how many claims are kept, moved, translated and released, how that was chosen, and what was written."""
    unified = unification.unified
    counts = totals(unified.rows)
    text = ", ".join(f"{counts[action]:,} {action}" for action in counts) + f" of {count(len(unified.rows), 'claim')}\n"
    head = ("pool", "settled", "kept", "hosts kept", "of", "method", "may be more by")
    rows = [
        (
            one.pool,
            f"{one.settled:,}",
            f"{one.kept:,}",
            f"{one.weight:,}",
            f"{one.wished:,}",
            ", ".join(f"{name} {times}" for name, times in one.methods.items()) or "-",
            f"{one.bound:,}" if one.bound else "0 (exact)",
        )
        for one in unified.choices
    ]
    text += columns([head, *rows], right=frozenset({1, 2, 3, 4}))
    sites = site_routes(unified.network, unified.planned.plan, unified.rows)
    before, after = sum(len(one.before) for one in sites), sum(len(one.after) for one in sites)
    text += f"routes to the sites: {before:,} before, {after:,} after\n"
    migration = unified.migration
    if migration.steps:
        temporary = sum(step.temporary for step in migration.steps)
        text += f"migration: {count(len(migration.steps), 'step')} in {count(migration.waves, 'wave')}"
        text += f", {count(migration.circles, 'circle')}, {count(temporary, 'temporary block')}\n"
    translations = unified.translations
    text += f"translations: {len(translations.entries):,} on {count(len(translations.by_device), 'device')}\n"
    return text + f"{output}: written; {_fate(unification, written)}\n"


def _fate(unification: Unification, written: tuple[str, ...]) -> str:
    if written:
        return f"the inventory's {', '.join(written)} written"
    return (
        "the inventory was not changed (--write changes it)" if unification.pending else "the inventory is up to date"
    )


def unify_json(unification: Unification, output: Path, written: tuple[str, ...]) -> dict[str, Any]:
    """Return the same and more as JSON."""
    unified = unification.unified
    return {
        "output": str(output),
        "mapping": [
            {
                "unit": row.unit,
                "old_prefix": str(row.old),
                "new_prefix": None if row.new is None else str(row.new),
                "action": str(row.action),
                "reason": english(row.reason),
                "source": row.source,
                "vlan": row.vlan,
            }
            for row in unified.rows
        ],
        "totals": dict(totals(unified.rows)),
        "choices": [to_json(one) for one in unified.choices],
        "translations": [
            {**to_json(one.rule), "unit": one.unit, "form": str(one.form), "devices": list(one.devices)}
            for one in unified.translations.entries
        ],
        "migration": {
            "waves": {str(wave): number for wave, number in by_wave(unified.migration).items()},
            "circles": unified.migration.circles,
        },
        "changes": [
            {"what": str(one.what), "kind": str(one.kind), "key": one.key, "value": one.value}
            for one in unification.changes
        ],
        "pending": unification.pending and not written,
        "written": list(written),
    }
