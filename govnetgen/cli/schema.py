"""``govnetgen schema``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def schema(
    file: Annotated[str | None, typer.Argument(help="Which file's, as plan.yaml; without it, all are listed.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write every schema into this folder.")
    ] = None,
    json: Json = False,
) -> None:
    """Print the JSON Schema of an inventory file, so that editors complete and check while you type.

    Example: govnetgen schema plan.yaml
    """
    with edge(json):
        from govnetgen.views.outcome import print_json, print_outcome
        from govnetgen.workflow.schemas import schema_of, schemas, write_schemas

        if output is not None:
            files = [str(path) for path in write_schemas(output)]
            print_outcome((), "".join(f"{path}\n" for path in files), {"files": files}, json)
        elif file is not None:
            print_json(schema_of(file))
        else:
            names = sorted(schemas())
            print_outcome((), "".join(f"{name}\n" for name in names), {"files": names}, json)
