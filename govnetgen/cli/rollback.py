"""``govnetgen rollback``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json
from govnetgen.cli.reaching import AcceptNew, CredentialsFile, KnownHosts, Timeout, access


def rollback(
    run: Annotated[str, typer.Argument(metavar="RUN", help="The run, as govnetgen runs names it.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; exit code 3 if anything.")
    ] = False,
    confirm_within: Annotated[
        int, typer.Option(metavar="SECONDS", min=60, max=65535, help="What devices wait before they take it back.")
    ] = 300,
    max_failures: Annotated[
        int, typer.Option(metavar="N", min=0, help="No further wave after more failures than this.")
    ] = 0,
    sessions: Annotated[int, typer.Option(metavar="N", min=1, max=200, help="Devices at once.")] = 10,
    settle: Annotated[
        int, typer.Option(metavar="SECONDS", min=0, help="What neighbours and new sessions have to come up again.")
    ] = 45,
    no_probes: Annotated[
        bool, typer.Option("--no-probes", help="Let no device ping its neighbours and servers, before and after.")
    ] = False,
    allow_lockout: Annotated[
        list[str] | None,
        typer.Option(metavar="DEVICE", help="Change the way into this device though it takes nothing back by itself."),
    ] = None,
    credentials: CredentialsFile = None,
    known_hosts: KnownHosts = None,
    accept_new: AcceptNew = False,
    timeout: Timeout = 60,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Take a run back: every device that it changed becomes what it was before, unless it was changed since.

    Example: govnetgen rollback small-20260722-101500-3f2a
    """
    with edge(json):
        from govnetgen.cli.deploying import carry_out
        from govnetgen.deploy.runs import only_one, state_folder
        from govnetgen.deploy.settings import Settings
        from govnetgen.workflow.deploy import Outside, Request
        from govnetgen.workflow.folder import require_network
        from govnetgen.workflow.rollback import prepare_rollback
        from govnetgen.workflow.runs import find_standing

        state = state_folder(os.environ)
        of = find_standing(state, run)
        folder = Path(of.folder)
        require_network(folder)
        request = Request(
            network=folder,
            state=state,
            access=access(credentials, known_hosts, accept_new, timeout, of.lab),
            settings=Settings(
                confirm_within_s=confirm_within,
                settle_s=settle,
                max_failures=max_failures,
                sessions=sessions,
                allowed=tuple(allow_lockout or ()),
                probing=not no_probes,
            ),
            dry=dry_run,
        )
        outside = Outside()
        with only_one(folder):
            carry_out(
                lambda *told: prepare_rollback(request, of, outside, *told),
                outside,
                dry=dry_run,
                yes=yes,
                output=None,
                json=json,
            )
