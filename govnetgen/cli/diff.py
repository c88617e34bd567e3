"""``govnetgen diff``."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from govnetgen.cli.edge import FAILED, PENDING, edge
from govnetgen.cli.options import ComparedSecrets, Json, Lab, Limit, RenewSecret, RunningFolder
from govnetgen.cli.two_forms import Dialect, First, Language, Second, is_network

if TYPE_CHECKING:
    from govnetgen.diagnostics import Checked
    from govnetgen.workflow.renewal import Asked


def diff(
    first: First,
    intended: Second = None,
    platform: Language = None,
    dialect: Dialect = None,
    running: RunningFolder = None,
    limit: Limit = None,
    lab: Lab = False,
    secrets: ComparedSecrets = None,
    renew_secret: RenewSecret = None,
    json: Json = False,
) -> None:
    """Print what differs between what devices show and what is intended, and what it means; nothing is sent.

    Exit code 3 where anything differs, 1 where a capture is refused.

    Examples: govnetgen diff inventory/dalian --running captures --limit 'core*'

    govnetgen diff captures/core1.cfg build/core1.cfg --platform ruijie_rgos
    """
    with edge(json):
        of_network = {
            "--running": running,
            "--limit": limit,
            "--lab": lab,
            "--secrets": secrets,
            "--renew-secret": renew_secret,
        }
        if is_network(first, intended, platform, dialect, of_network):
            from govnetgen.cli.asked import asked_for

            _of_network(first, running, limit or [], asked_for(secrets, renew_secret), lab=lab, json=json)
        else:
            assert intended is not None and platform is not None
            _of_files(first, intended, platform, dialect, json)


def _of_network(
    network: Path, running: Path | None, limit: list[str], asked: "Checked[Asked]", *, lab: bool, json: bool
) -> None:
    from govnetgen.views.diff import print_network_difference
    from govnetgen.views.progress import progress
    from govnetgen.workflow.changes import network_changes

    with progress("comparing", json) as told:
        checked = network_changes(network, running, told, limit=limit, lab=lab, asked=asked.require())
    found = checked.require()
    print_network_difference(found, (*asked.diagnostics, *checked.diagnostics), json)
    if found.refused:
        raise typer.Exit(FAILED)
    if found.changed:
        raise typer.Exit(PENDING)


def _of_files(running: Path, intended: Path, platform: str, dialect: str | None, json: bool) -> None:
    from govnetgen.views.diff import print_difference
    from govnetgen.workflow.patch import change_of_files

    found = change_of_files(running, intended, platform, dialect)
    print_difference(found, json)
    if found.changed:
        raise typer.Exit(PENDING)
