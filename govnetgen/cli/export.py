"""``govnetgen export``: the network in the forms that other tools take."""

import typer

from govnetgen.cli.export_ansible import ansible
from govnetgen.cli.export_containerlab import containerlab

app = typer.Typer(help="Write the network in the form another tool takes.", no_args_is_help=True, rich_markup_mode=None)
app.command("ansible")(ansible)
app.command("containerlab")(containerlab)
