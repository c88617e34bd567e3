"""``govnetgen runs``."""

import os
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def runs(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="One run, device by device.")] = "",
    network: Annotated[str, typer.Option(metavar="NAME", help="Only runs of this network.")] = "",
    json: Json = False,
) -> None:
    """List deployments, or show how every device of one ended.

    Example: govnetgen runs --network dalian
    """
    with edge(json):
        from govnetgen.deploy.runs import state_folder
        from govnetgen.views.deploy import run_json, run_text, runs_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.runs import find_standing, list_runs

        state = state_folder(os.environ)
        if run:
            one = find_standing(state, run)
            print_outcome((), run_text(one), {"run": run_json(one)}, json)
            return
        found = list_runs(state, network)
        print_outcome((), runs_text(found), {"runs": [run_json(one) for one in found]}, json)
