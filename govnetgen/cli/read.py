"""``govnetgen read``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def read(
    file: Annotated[Path, typer.Argument(help="A configuration, as the device shows it.")],
    platform: Annotated[str, typer.Option("--platform", "-p", help="Its language, as huawei_vrp.")],
    dialect: Annotated[str | None, typer.Option(help="Its family or release; the platform's usual one.")] = None,
    json: Json = False,
) -> None:
    """Read a configuration: print what it means as JSON, and name the lines that were not understood.

    Example: govnetgen read core1.cfg --platform ruijie_rgos --json
    """
    with edge(json):
        from govnetgen.views.reading import print_reading
        from govnetgen.workflow.read import read_configuration

        print_reading(read_configuration(file, platform, dialect), str(file), json)
