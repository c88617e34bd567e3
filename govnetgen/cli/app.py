"""The verbs, and how a run ends."""

from collections.abc import Sequence
from typing import Annotated

import typer

from govnetgen import __version__
from govnetgen.cli.address import app as address
from govnetgen.cli.collect import collect
from govnetgen.cli.deploy import deploy
from govnetgen.cli.diff import diff
from govnetgen.cli.edge import INTERRUPTED
from govnetgen.cli.explain import explain
from govnetgen.cli.export import app as export
from govnetgen.cli.lab import app as lab
from govnetgen.cli.new import new
from govnetgen.cli.patch import patch
from govnetgen.cli.read import read
from govnetgen.cli.render import render
from govnetgen.cli.review import review
from govnetgen.cli.rollback import rollback
from govnetgen.cli.runs import runs
from govnetgen.cli.schema import schema
from govnetgen.cli.validate import validate
from govnetgen.cli.verify import verify

app = typer.Typer(
    name="govnetgen",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(new)
app.command()(validate)
app.command()(render)
app.command()(verify)
app.command()(review)
app.command()(read)
app.command()(diff)
app.command()(patch)
app.command()(collect)
app.command()(deploy)
app.command()(rollback)
app.command()(runs)
app.command()(explain)
app.command()(schema)
app.add_typer(address, name="address")
app.add_typer(lab, name="lab")
app.add_typer(export, name="export")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"govnetgen {__version__}")
        raise typer.Exit


@app.callback()
def everything(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Write down what the network should be; get every address and every device's configuration.

    Exit codes: 0 done or nothing to do, 1 refused or failed, 2 wrong usage, 3 changes pending.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        app(list(arguments))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
