"""``govnetgen diff``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import PENDING, edge
from govnetgen.cli.options import Json


def diff(
    running: Annotated[Path, typer.Argument(help="The running configuration, as the device shows it.")],
    intended: Annotated[Path, typer.Argument(help="The configuration that it should have.")],
    platform: Annotated[str, typer.Option("--platform", "-p", help="Their language, as huawei_vrp.")],
    dialect: Annotated[str | None, typer.Option(help="Its family or release; the platform's usual one.")] = None,
    json: Json = False,
) -> None:
    """Print what differs between two configurations, block by block; exit code 3 where anything does.

    Example: govnetgen diff captures/core1.cfg build/core1.cfg --platform ruijie_rgos
    """
    with edge(json):
        from govnetgen.views.patch import print_differences
        from govnetgen.workflow.patch import change_of_files

        found = change_of_files(running, intended, platform, dialect, everything=False)
        print_differences(found.shown, json)
        if found.shown.differences:
            raise typer.Exit(PENDING)
