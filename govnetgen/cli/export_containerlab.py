"""``govnetgen export containerlab``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json, NetworkFolder


def containerlab(
    network: NetworkFolder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write into.")],
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Only these devices, as 'core*', or a unit or site; may be repeated."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that someone edited.")] = False,
    json: Json = False,
) -> None:
    """Write a topology of containerlab with every device's configuration to start with; secrets are stand-ins.

    Example: govnetgen export containerlab inventory/small -o clab
    """
    with edge(json):
        from govnetgen.views.export_containerlab import export_json, export_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.export_containerlab import ExportRequest, export_containerlab

        request = ExportRequest(network=network, output=output, limit=tuple(limit or ()), force=force)
        checked = export_containerlab(request)
        done = checked.require()
        print_outcome(checked.diagnostics, export_text(done, output), export_json(done), json)
