"""``govnetgen patch``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def patch(
    running: Annotated[Path, typer.Argument(help="The running configuration, as the device shows it.")],
    intended: Annotated[Path, typer.Argument(help="The configuration that it should have.")],
    platform: Annotated[str, typer.Option("--platform", "-p", help="Their language, as huawei_vrp.")],
    dialect: Annotated[str | None, typer.Option(help="Its family or release; the platform's usual one.")] = None,
    rollback: Annotated[bool, typer.Option("--rollback", help="Print the commands that take the patch back.")] = False,
    unmanaged: Annotated[bool, typer.Option("--unmanaged", help="Also take away lines that no model knows.")] = False,
    json: Json = False,
) -> None:
    """Print the commands that turn one configuration into the other, in a safe order; nothing is sent.

    Example: govnetgen patch captures/core1.cfg build/core1.cfg --platform ruijie_rgos
    """
    with edge(json):
        from govnetgen.views.patch import print_patch
        from govnetgen.workflow.patch import change_of_files

        found = change_of_files(running, intended, platform, dialect, everything=unmanaged)
        print_patch(found.shown, rollback=rollback, as_json=json)
