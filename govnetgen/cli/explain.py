"""``govnetgen explain``."""

from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json


def explain(
    code: Annotated[str | None, typer.Argument(help="The word in brackets; without it, all are listed.")] = None,
    json: Json = False,
) -> None:
    """Say what an error means and what to do about it.

    Example: govnetgen explain pool-overlap
    """
    with edge(json):
        from govnetgen.views.columns import columns
        from govnetgen.views.outcome import print_markdown, print_outcome
        from govnetgen.workflow.explain import page, titles

        if code is None:
            found = titles()
            print_outcome((), columns(list(found.items()), indent=""), {"codes": dict(found)}, json)
        elif json:
            print_outcome((), "", {"code": code, "page": page(code)}, json)
        else:
            print_markdown(page(code))
