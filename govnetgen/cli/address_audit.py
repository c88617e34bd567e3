"""``govnetgen address audit``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def audit(
    folder: Annotated[
        Path, typer.Argument(metavar="PATH", help="A network's folder, or one with units.csv and legacy/.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write the reports, and one sheet a unit, into this folder."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Find what is wrong with what departments handed in: address sheets, ARP tables, configurations in legacy/.

    Example: govnetgen address audit inventory/dalian -o build/audit
    """
    with edge(json):
        from govnetgen.views.audit import print_audit
        from govnetgen.workflow.audit import audit_folder

        checked = audit_folder(folder)
        audited = checked.require()
        files: list[str] = []
        if output is not None:
            from govnetgen.views.audit_files import audit_files
            from govnetgen.workflow.audit import write_files

            files = write_files(output, audit_files(audited, checked.diagnostics))
        print_audit(audited, checked.diagnostics, files, json)
