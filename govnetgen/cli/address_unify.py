"""``govnetgen address unify``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json, NetworkFolder


def unify(
    network: NetworkFolder,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the mapping, notices, translations, page.")
    ],
    write: Annotated[bool, typer.Option("--write", help="Write the ledger and the units' VLANs too.")] = False,
    move: Annotated[
        list[str] | None,
        typer.Option(metavar="UNIT", help="Give this unit new addresses though it has some; may be repeated."),
    ] = None,
    steps: Annotated[
        bool, typer.Option("--steps", help="Also write each gateway's scripts: prepare, cut over, clean up, and back.")
    ] = False,
    json: Json = False,
) -> None:
    """Make one plan of what departments handed in (legacy/): keep what can be kept, place the rest.

    Example: govnetgen address unify inventory/dalian -o unified
    """
    with edge(json):
        from govnetgen.output import locked
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.unify import unify_json, unify_text
        from govnetgen.views.unify_files import unify_files
        from govnetgen.workflow.folder import require_network
        from govnetgen.workflow.unify import unify_network, write_inventory, write_output
        from govnetgen.workflow.unify_steps import steps as steps_of

        require_network(network)
        with locked(network):
            checked = unify_network(network, move=move or ())
            unification = checked.require()
            files = unify_files(unification)
            if steps:
                files |= {name: text.encode() for name, text in steps_of(unification).items()}
            write_output(output, files)
            written = write_inventory(unification) if write else ()
        print_outcome(
            checked.diagnostics,
            unify_text(unification, output, written),
            unify_json(unification, output, written),
            json,
        )
