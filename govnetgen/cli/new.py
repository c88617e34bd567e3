"""``govnetgen new``."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def new(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The folder to make; the network is named like it.")],
    json: Json = False,
) -> None:
    """Make a small network that validates, to change into yours.

    Example: govnetgen new inventory/shenyang
    """
    with edge(json):
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.new import scaffold

        files = [str(path) for path in scaffold(name)]
        text = "".join(f"{path}\n" for path in files) + f"next: govnetgen validate {shlex.quote(str(name))}\n"
        print_outcome((), text, {"files": files}, json)
