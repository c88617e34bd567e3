"""A Review on a terminal, short: the risks, and how much changes where."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from govnetgen.report import Group, Review
from govnetgen.semantics.risk import TITLES, Level
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count

SHOWN = 12
"""Risks and groups that are printed; the files have all."""


def review_text(review: Review, files: Sequence[Path], seconds: float) -> str:
    """Return the risks, the groups of alike changes, and one line of conclusion."""
    return "".join(_parts(review, files, seconds))


def _first(group: Group) -> str:
    return group.changes[0].words.en if group.changes else "lines that no model knows"


def _parts(review: Review, files: Sequence[Path], seconds: float) -> Iterator[str]:
    for risk in review.risks[:SHOWN]:
        who = ", ".join(risk.devices[:4]) + (f" and {len(risk.devices) - 4} more" if len(risk.devices) > 4 else "")
        yield f"{risk.level} risk[{risk.code}]: {who}: {risk.words.en}\n"
        yield from (f"    {line}\n" for line in risk.lines[:2])
    if len(review.risks) > SHOWN:
        kinds = dict.fromkeys(TITLES[one.code].en for one in review.risks[SHOWN:])
        yield f"{count(len(review.risks) - SHOWN, 'more risk')}: {'; '.join(kinds)}\n"
    rows = [
        (
            ", ".join(one.devices[:3]) + (" …" if len(one.devices) > 3 else ""),
            f"{len(one.devices):,}",
            one.changes[0].words.en,
        )
        for one in review.groups[:SHOWN]
    ]
    if rows:
        yield columns([("devices", "", "change"), *rows], right=frozenset({1}))
    if len(review.groups) > SHOWN:
        yield f"{count(len(review.groups) - SHOWN, 'more group')} of devices\n"
    high = sum(one.level is Level.HIGH for one in review.risks)
    total = len(review.changed) + len(review.unchanged)
    unseen = len(review.without_capture) + len(review.refused)
    left = f", {count(unseen, 'device')} not reviewed" if unseen else ""
    yield (
        f"{len(review.changed):,} of {count(total, 'device')} change{left}; {count(len(review.risks), 'risk')}, "
        f"{high:,} high; fingerprint {review.digest}; {seconds:.1f} s\n"
    )
    yield from (f"wrote {file}\n" for file in files)
