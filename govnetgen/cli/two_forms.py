"""``diff`` and ``patch`` take a network or two files; which it is shows in the first argument."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

First = Annotated[
    Path,
    typer.Argument(metavar="NETWORK|RUNNING", help="A network's folder, or one running configuration."),
]
Second = Annotated[
    Path | None,
    typer.Argument(metavar="INTENDED", help="Beside one running configuration: the one that it should become."),
]
Language = Annotated[str | None, typer.Option("--platform", "-p", help="Of two files: their language, as huawei_vrp.")]
Dialect = Annotated[str | None, typer.Option(help="Of two files: its family or release; the platform's usual one.")]


def is_network(
    first: Path, second: Path | None, platform: str | None, dialect: str | None, of_network: Mapping[str, object]
) -> bool:
    """Tell whether a network is meant; ends with exit code 2 where the other options do not fit.

    ``of_network`` are the options that only a network has, by their names on the command line.
    """
    if second is None and first.is_file():
        raise typer.BadParameter(f"{first} is one configuration: name the intended one behind it, and --platform")
    if second is None or first.is_dir():
        if second is not None:
            raise typer.BadParameter(f"{first} is a folder: a network is compared with its captures, not with a file")
        for name, given in (("--platform", platform), ("--dialect", dialect)):
            if given is not None:
                raise typer.BadParameter(f"{name} is for two files: the inventory says it of each device")
        return True
    if platform is None:
        raise typer.BadParameter("two files need --platform")
    for name, option in of_network.items():
        if option:
            raise typer.BadParameter(f"{name} is for a network, not for two files")
    return False
