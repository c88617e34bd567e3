"""``runs --prune``: removing old runs."""

import sys
from typing import TYPE_CHECKING

import typer

from govnetgen.cli.edge import FAILED, PENDING
from govnetgen.diagnostics import InvalidInput, Location, error

if TYPE_CHECKING:
    from govnetgen.deploy.pruning import Pruning


def carry_out(planned: "Pruning", *, dry: bool, yes: bool, json: bool) -> None:
    """Show which runs go, ask, and remove them; ends with the exit code that this deserves."""
    from govnetgen.views.outcome import print_outcome
    from govnetgen.views.prune import pruning_json, pruning_text
    from govnetgen.workflow.runs import prune

    if dry or not planned.going:
        print_outcome((), pruning_text(planned, done=False), pruning_json(planned, done=False), json)
        raise typer.Exit(PENDING if planned.going else 0)
    if not yes:
        _agreed(planned, json=json)
    prune(planned)
    print_outcome((), pruning_text(planned, done=True), pruning_json(planned, done=True), json)


def _agreed(planned: "Pruning", *, json: bool) -> None:
    from govnetgen.views.outcome import count
    from govnetgen.views.prune import pruning_text

    runs = count(len(planned.going), "run")
    if json or not sys.stdin.isatty():
        unasked = error(
            "prune-unconfirmed",
            f"{runs} would be removed, and there is nobody to ask",
            Location("--yes"),
            hint="look at them with --dry-run, then run again with --yes",
        )
        raise InvalidInput([unasked])
    sys.stdout.write(pruning_text(planned, done=False))
    if not typer.confirm(f"Remove {runs}?", err=True):
        raise typer.Exit(FAILED)
