"""``govnetgen render``."""

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json, NetworkFolder


def render(
    network: NetworkFolder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where DEVICE.cfg files go.")],
    limit: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Only these devices, as 'core*'; may be repeated.")
    ] = None,
    templates: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Your own templates, looked up before the shipped ones.")
    ] = None,
    frozen: Annotated[bool, typer.Option("--frozen", help="Refuse if the ledger would change.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over configurations that someone edited.")] = False,
    resolve_secrets: Annotated[
        bool,
        typer.Option("--resolve-secrets", help="Put secrets in, from GOVNETGEN_SECRET_NAME variables and --secrets."),
    ] = False,
    secrets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Secrets as lines 'name = text'; means --resolve-secrets.")
    ] = None,
    json: Json = False,
) -> None:
    """Write one configuration a device; files that do not differ are not touched.

    Example: govnetgen render inventory/dalian -o build/dalian --limit 'core*'
    """
    with edge(json):
        from govnetgen.diagnostics import Checked
        from govnetgen.secrets import Secrets, read_secrets
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.views.summary import rendering_json, rendering_text
        from govnetgen.workflow.render import Request
        from govnetgen.workflow.render import render as render_network

        start = time.perf_counter()
        held: Checked[Secrets] = Checked(None)
        if resolve_secrets or secrets is not None:
            held = read_secrets(secrets, os.environ)
            held.require()
        request = Request(
            network=network,
            output=output,
            limit=tuple(limit or ()),
            templates=templates,
            frozen=frozen,
            force=force,
            secrets=held.value,
        )
        with progress("rendering", json) as told:
            checked = render_network(request, told)
        rendering = checked.require()
        seconds = time.perf_counter() - start
        diagnostics = (*held.diagnostics, *checked.diagnostics)
        text = rendering_text(rendering, output, len(diagnostics), seconds)
        print_outcome(diagnostics, text, rendering_json(rendering, seconds), json)
