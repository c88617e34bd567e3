"""``govnetgen lab``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import FAILED, edge
from govnetgen.cli.edge import fail as fail_with
from govnetgen.cli.lab_test import test
from govnetgen.cli.options import Json, NetworkFolder

app = typer.Typer(
    help="Build the network for real on this machine, out of Linux; look at it, break it, take it away.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("test")(test)

ThisLab = Annotated[
    Path | None,
    typer.Option("--network", "-n", metavar="NETWORK", help="The network's folder; needed where several labs are up."),
]
MaybeNetwork = Annotated[
    Path | None, typer.Argument(metavar="[NETWORK]", help="The network's folder; needed where several labs are up.")
]


@app.command("up")
def up(
    network: NetworkFolder,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Only these devices, as 'core*', or a unit or site; may be repeated."),
    ] = None,
    json: Json = False,
) -> None:
    """Bring the network up on this machine; bring a running lab to what the network's folder says now.

    Example: govnetgen lab up inventory/small
    """
    with edge(json):
        from govnetgen.views.lab import up_json, up_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.workflow.lab import lab_up

        with progress("starting", json) as told:
            checked = lab_up(network, limit or (), told)
        done = checked.require()
        print_outcome(checked.diagnostics, up_text(done), up_json(done), json)


@app.command("status")
def status(network: MaybeNetwork = None, json: Json = False) -> None:
    """Say which labs are up, and how their nodes are; exit with 1 if anything is wrong.

    Example: govnetgen lab status
    """
    with edge(json):
        from govnetgen.views.lab import status_json, status_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.lab import lab_look

        checked = lab_look(network)
        found = checked.require()
        whole = all(one.whole for one in found)
        print_outcome(checked.diagnostics, status_text(found), {"ok": whole, **status_json(found)}, json)
        if not whole:
            raise typer.Exit(FAILED)


@app.command("ssh", context_settings={"allow_interspersed_args": False})
def ssh(
    device: Annotated[str, typer.Argument(metavar="DEVICE", help="A device or host of the lab.")],
    command: Annotated[
        list[str] | None, typer.Argument(metavar="[-- COMMAND]", help="What to run there instead of a shell.")
    ] = None,
    network: ThisLab = None,
) -> None:
    """Open a shell in a node or host of the lab, or run a command there.

    Example: govnetgen lab ssh core1 -- vtysh -c 'show ip route'
    """
    if command and command[0].startswith("-") and command[0] != "--":
        raise typer.BadParameter(f"{command[0]} has to stand before {device}", param_hint="COMMAND")
    with edge(json=False):
        from govnetgen.workflow.lab import way_in

        words = way_in(
            network, device, [one for index, one in enumerate(command or ()) if index or one != "--"]
        ).require()
        os.execvp(words[0], words)


@app.command("fail")
def fail(
    name: Annotated[str, typer.Argument(metavar="LINK|DEVICE", help="A link, one wire of it, or a device.")],
    network: ThisLab = None,
    json: Json = False,
) -> None:
    """Cut a link, or every link of a device.

    Example: govnetgen lab fail core1
    """
    with edge(json):
        from govnetgen.views.lab import outage_json, outage_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.lab import lab_fail

        checked = lab_fail(network, name)
        done = checked.require()
        print_outcome(checked.diagnostics, outage_text(done, "cut"), outage_json(done), json)


@app.command("heal")
def heal(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="What was failed; everything that was, if left out.")
    ] = None,
    network: ThisLab = None,
    json: Json = False,
) -> None:
    """Put back what was failed.

    Example: govnetgen lab heal
    """
    with edge(json):
        from govnetgen.views.lab import outage_json, outage_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.lab import lab_heal

        checked = lab_heal(network, name)
        done = checked.require()
        print_outcome(checked.diagnostics, outage_text(done, "put back"), outage_json(done), json)


@app.command("down")
def down(network: MaybeNetwork = None, json: Json = False) -> None:
    """Take the lab away, whatever state it is in; nothing of it is left.

    Example: govnetgen lab down
    """
    with edge(json):
        from govnetgen.views.lab import down_json, down_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.lab import lab_down

        checked = lab_down(network)
        if checked.value is None and checked.diagnostics:
            fail_with(checked.diagnostics, json)
        print_outcome(checked.diagnostics, down_text(checked.value), down_json(checked.value), json)
