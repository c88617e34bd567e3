"""``govnetgen address``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.address_audit import audit
from govnetgen.cli.address_unify import unify
from govnetgen.cli.edge import PENDING, edge
from govnetgen.cli.options import Json, NetworkFolder

app = typer.Typer(help="Give addresses out, and show who has what.", no_args_is_help=True, rich_markup_mode=None)
app.command("audit")(audit)
app.command("unify")(unify)


@app.command("plan")
def plan(
    network: NetworkFolder,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; exit with 3 if the ledger would.")] = False,
    renumber: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Give this unit, UNIT/VLAN, link or device new addresses; may be repeated."),
    ] = None,
    json: Json = False,
) -> None:
    """Give out what is new, keep what was given, release what is gone; write ledger.txt.

    Example: govnetgen address plan inventory/dalian --dry-run
    """
    with edge(json):
        from govnetgen.output import locked
        from govnetgen.views.address import plan_json, plan_text
        from govnetgen.views.outcome import print_outcome
        from govnetgen.workflow.address import address, write_ledger
        from govnetgen.workflow.folder import require_network

        require_network(network)
        with locked(network):
            checked = address(network, renumber=renumber or ())
            addressed = checked.require()
            written = not dry_run and write_ledger(addressed)
        print_outcome(checked.diagnostics, plan_text(addressed, written), plan_json(addressed, written), json)
        if dry_run and addressed.ledger_changes:
            raise typer.Exit(PENDING)


@app.command("book")
def book(
    network: NetworkFolder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="FILE.xlsx, FILE.csv or FILE.json.")],
    json: Json = False,
) -> None:
    """Write the address book: every block, subnet, gateway and link, who has it, and how full it is.

    Example: govnetgen address book inventory/dalian -o dalian.xlsx
    """
    with edge(json):
        from govnetgen.addressing import book as rows_of
        from govnetgen.output import write_named
        from govnetgen.views.book import book_file, require_form
        from govnetgen.views.outcome import count, print_outcome
        from govnetgen.workflow.address import address

        require_form(output)
        checked = address(network)
        addressed = checked.require()
        rows = rows_of(addressed.network, addressed.planned.plan)
        write_named(output, book_file(rows, output))
        text = f"{output}: {count(len(rows), 'row')}\n"
        print_outcome(checked.diagnostics, text, {"file": str(output), "rows": len(rows)}, json)
