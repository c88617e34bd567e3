"""``govnetgen collect``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import FAILED, edge
from govnetgen.cli.options import Json, Lab, Limit, NetworkFolder
from govnetgen.cli.reaching import AcceptNew, CredentialsFile, KnownHosts, Timeout, access


def collect(
    network: NetworkFolder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where DEVICE.cfg files go.")],
    limit: Limit = None,
    force: Annotated[bool, typer.Option("--force", help="Write over captures that are there.")] = False,
    sessions: Annotated[int, typer.Option(min=1, max=200, help="Devices at once.")] = 20,
    credentials: CredentialsFile = None,
    known_hosts: KnownHosts = None,
    accept_new: AcceptNew = False,
    timeout: Timeout = 60,
    lab: Lab = False,
    json: Json = False,
) -> None:
    """Fetch the running configuration of every device, for diff, patch and review; changes nothing on them.

    The files hold what the devices show of their secrets, and are for you alone (mode 0600).

    Example: govnetgen collect inventory/dalian -o captures --credentials ~/.govnetgen --limit 'core*'
    """
    with edge(json):
        from govnetgen.views.collect import collected_json, collected_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.workflow.collect import Request
        from govnetgen.workflow.collect import collect as collect_all
        from govnetgen.workflow.deploy import Outside

        request = Request(
            network=network,
            output=output,
            limit=tuple(limit or ()),
            force=force,
            sessions=sessions,
            access=access(credentials, known_hosts, accept_new, timeout, lab),
        )
        with progress("collecting", json) as told:
            checked = collect_all(request, Outside(), told)
        found = checked.require()
        print_outcome(checked.diagnostics, collected_text(found), collected_json(found), json)
        if found.failed:
            raise typer.Exit(FAILED)
