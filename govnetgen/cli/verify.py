"""``govnetgen verify``."""

import time
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import FAILED, edge
from govnetgen.cli.options import Json, NetworkFolder


def verify(
    network: NetworkFolder,
    isolated_from: Annotated[
        list[Path] | None,
        typer.Option("--isolated-from", metavar="NETWORK", help="Share nothing with this one; may be repeated."),
    ] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the findings as JUnit XML too.")] = None,
    json: Json = False,
) -> None:
    """Render every device, read the texts back, and check what they mean against what the network promises.

    Example: govnetgen verify inventory/dalian --junit build/dalian.xml
    """
    with edge(json):
        from govnetgen.output import require_writable, write_named
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.views.verify import verification_json, verification_text
        from govnetgen.views.verify_junit import junit_xml
        from govnetgen.workflow.verify import TITLES, verify_network

        if junit is not None:
            require_writable(junit)
        start = time.perf_counter()
        with progress("reading back", json) as told:
            checked = verify_network(network, isolated_from or (), told)
        verification = checked.require()
        seconds = time.perf_counter() - start
        if junit is not None:
            write_named(junit, junit_xml(verification, TITLES, seconds))
        text = verification_text(verification, TITLES, seconds)
        print_outcome(checked.diagnostics, text, verification_json(verification, seconds), json)
        if verification.failed:
            raise typer.Exit(FAILED)
