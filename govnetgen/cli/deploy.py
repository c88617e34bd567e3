"""``govnetgen deploy``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json, Lab, Limit, NetworkFolder, RenewSecret
from govnetgen.cli.reaching import AcceptNew, CredentialsFile, KnownHosts, SecretsFile, Timeout, access

LIVE = "live"


def deploy(
    network: NetworkFolder,
    limit: Limit = None,
    running: Annotated[
        str, typer.Option(metavar="live|DIR", help="Read the devices, or plan from captures in a folder.")
    ] = LIVE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; exit code 3 if anything.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the plan, for --reviewed.")
    ] = None,
    reviewed: Annotated[
        str, typer.Option(metavar="FILE|DIGEST", help="Do only what was reviewed: a plan's file, or a digest.")
    ] = "",
    confirm_within: Annotated[
        int, typer.Option(metavar="SECONDS", min=60, max=65535, help="What devices wait before they take it back.")
    ] = 300,
    canary: Annotated[int, typer.Option(metavar="N", min=0, help="So many devices alone, before all others.")] = 0,
    wave: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many devices in a wave.")] = 20,
    max_failures: Annotated[
        int, typer.Option(metavar="N", min=0, help="No further wave after more failures than this.")
    ] = 0,
    sessions: Annotated[int, typer.Option(metavar="N", min=1, max=200, help="Devices at once.")] = 10,
    settle: Annotated[
        int, typer.Option(metavar="SECONDS", min=0, help="What neighbours and new sessions have to come up again.")
    ] = 45,
    probe: Annotated[
        str, typer.Option(metavar="COMMAND", help="Run after each wave; anything but 0 ends the run.")
    ] = "",
    no_probes: Annotated[
        bool, typer.Option("--no-probes", help="Let no device ping its neighbours and servers, before and after.")
    ] = False,
    allow_lockout: Annotated[
        list[str] | None,
        typer.Option(metavar="DEVICE", help="Change the way into this device though it takes nothing back by itself."),
    ] = None,
    secrets: SecretsFile = None,
    renew_secret: RenewSecret = None,
    credentials: CredentialsFile = None,
    known_hosts: KnownHosts = None,
    accept_new: AcceptNew = False,
    timeout: Timeout = 60,
    lab: Lab = False,
    resume: Annotated[str, typer.Option(metavar="RUN", help="Go on with a run that was killed or stopped.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Push what differs to the devices, in waves, each change confirmed from a new session or taken back.

    Example: govnetgen deploy inventory/dalian --reviewed plan.json --canary 1
    """
    with edge(json):
        from govnetgen.cli.deploying import carry_out, probe_words
        from govnetgen.cli.resuming import go_on
        from govnetgen.deploy.runs import only_one, state_folder
        from govnetgen.deploy.settings import Settings
        from govnetgen.workflow.deploy import Outside, Request, prepare
        from govnetgen.workflow.folder import require_network

        require_network(network)
        request = Request(
            network=network,
            state=state_folder(os.environ),
            limit=tuple(limit or ()),
            running=None if running == LIVE else Path(running),
            reviewed=reviewed,
            secrets=secrets,
            again=tuple(renew_secret or ()),
            access=access(credentials, known_hosts, accept_new, timeout, lab),
            dry=dry_run,
            settings=Settings(
                confirm_within_s=confirm_within,
                settle_s=settle,
                canary=canary,
                largest_wave=wave,
                max_failures=max_failures,
                sessions=sessions,
                allowed=tuple(allow_lockout or ()),
                probe=probe_words(probe),
                probing=not no_probes,
            ),
        )
        outside = Outside()
        if resume:
            go_on(request, resume, outside, json=json)
            return
        if dry_run:
            carry_out(
                lambda *told: prepare(request, outside, *told), outside, dry=True, yes=yes, output=output, json=json
            )
            return
        with only_one(network):
            carry_out(
                lambda *told: prepare(request, outside, *told), outside, dry=False, yes=yes, output=output, json=json
            )
