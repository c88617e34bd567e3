"""``govnetgen review``."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import ComparedSecrets, Json, Lab, NetworkFolder, RenewSecret, RunningFolder


class Language(StrEnum):
    """The language of a Markdown review; the page has both."""

    ENGLISH = "en"
    CHINESE = "zh"


def review(
    network: NetworkFolder,
    running: RunningFolder = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", metavar="FILE", help="A .html, .md or .json file; may be repeated."),
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Only these devices, as 'core*'; may be repeated.")
    ] = None,
    large: Annotated[
        int, typer.Option(metavar="PERCENT", min=0, max=100, help="More of a device's lines is a risk finding.")
    ] = 20,
    language: Annotated[Language, typer.Option(help="The language of Markdown; a page has both.")] = Language.ENGLISH,
    lab: Lab = False,
    secrets: ComparedSecrets = None,
    renew_secret: RenewSecret = None,
    json: Json = False,
) -> None:
    """Show what deploying the network would change on the running devices, what it means, and what it risks.

    Example: govnetgen review inventory/dalian --running captures -o review.html
    """
    with edge(json):
        from govnetgen.cli.asked import asked_for
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.views.review import review_json, review_text, write_review
        from govnetgen.workflow.review import review_network, writable

        files = output or []
        asked = asked_for(secrets, renew_secret)
        writable(files).require()
        start = time.perf_counter()
        with progress("reviewing", json) as told:
            checked = review_network(
                network,
                running,
                told,
                limit=limit or (),
                largest_share=large / 100,
                lab=lab,
                asked=asked.require(),
            )
        found = checked.require()
        for file in files:
            write_review(found, file, language.value)
        text = review_text(found, files, time.perf_counter() - start)
        print_outcome((*asked.diagnostics, *checked.diagnostics), text, review_json(found), json)
