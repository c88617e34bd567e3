"""``govnetgen runs``."""

import os
from typing import Annotated

import typer

from govnetgen.cli.edge import FAILED, edge
from govnetgen.cli.options import Json


def runs(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="One run, device by device.")] = "",
    network: Annotated[str, typer.Option(metavar="NAME", help="Only runs of this network.")] = "",
    prune: Annotated[bool, typer.Option("--prune", help="Remove old runs; they can then not be taken back.")] = False,
    older_than: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, help="Of them, those begun so many days ago.")
    ] = None,
    keep: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Of them, all but the newest N of each network.")
    ] = None,
    even_needed: Annotated[
        bool, typer.Option("--even-needed", help="Also the last to change a device, which a rollback could need.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be removed; exit code 3 if anything.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """List deployments, show how every device of one ended, or remove old ones.

    Example: govnetgen runs --network dalian
    """
    _check(run, prune=prune, chosen=older_than is not None or keep is not None, others=even_needed or dry_run or yes)
    with edge(json):
        from govnetgen.deploy.runs import state_folder
        from govnetgen.views.deploy import run_json, run_text, runs_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.runs import find_standing, list_runs, plan_pruning

        state = state_folder(os.environ)
        if prune:
            from govnetgen.cli.prune import carry_out

            planned = plan_pruning(state, network, older_than_days=older_than, keep=keep, even_needed=even_needed)
            carry_out(planned, dry=dry_run, yes=yes, json=json)
            return
        if run:
            one = find_standing(state, run)
            print_outcome((), run_text(one), {"run": run_json(one)}, json)
            return
        checked = list_runs(state, network)
        found = checked.value or ()
        document = {"ok": checked.ok, "runs": [run_json(one) for one in found]}
        print_outcome(checked.diagnostics, runs_text(found), document, json)
        if not checked.ok:
            raise typer.Exit(FAILED)


def _check(run: str, *, prune: bool, chosen: bool, others: bool) -> None:
    """Refuse options that mean nothing together: nobody must remove what they did not choose."""
    if prune and run:
        raise typer.BadParameter("removes runs by their age or number, not by name", param_hint="--prune")
    if prune and not chosen:
        raise typer.BadParameter("needs --older-than DAYS or --keep N", param_hint="--prune")
    if not prune and (chosen or others):
        raise typer.BadParameter(
            "--older-than, --keep, --even-needed, --dry-run and --yes go with it", param_hint="--prune"
        )
