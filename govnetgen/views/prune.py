"""Old runs that are removed, for people and programs."""

from collections.abc import Iterator
from typing import Any

from govnetgen.deploy.pruning import Pruning
from govnetgen.views.outcome import count


def pruning_text(found: Pruning, *, done: bool) -> str:
    """Return which runs go, or went, and which stay."""
    return "".join(f"{line}\n" for line in _lines(found, done))


def _lines(found: Pruning, done: bool) -> Iterator[str]:
    for one in found.kept:
        yield f"kept     {one.run.run.name}: {one.why}"
    for going in found.going:
        lost = f": {', '.join(going.last_of)} cannot be taken back to before it" if going.last_of else ""
        yield f"{'removed' if done else 'to go':<8} {going.run.run.name}{lost}"
    if not found.going:
        yield "no run to remove"
    elif not done:
        yield f"{count(len(found.going), 'run')} to remove"


def pruning_json(found: Pruning, *, done: bool) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "removed": done,
        "going": [{"run": one.run.run.name, "last_of": list(one.last_of)} for one in found.going],
        "kept": [{"run": one.run.run.name, "why": one.why} for one in found.kept],
    }
