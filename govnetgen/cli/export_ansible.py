"""``govnetgen export ansible``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import edge
from govnetgen.cli.options import NetworkFolder


def ansible(
    network: NetworkFolder,
    host: Annotated[str | None, typer.Option(metavar="DEVICE", help="Print one device's variables only.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Print everything, as without it: what Ansible asks.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, as without it; errors too.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write into a file.")] = None,
) -> None:
    """Print the devices as a dynamic inventory of Ansible, in groups by tier, site, role, platform, unit and pair half.

    Example: govnetgen export ansible inventory/dalian -o dalian.json
    """
    with edge(json):
        from govnetgen.output import write_named
        from govnetgen.views.export_ansible import ansible_file, ansible_json
        from govnetgen.views.outcome import print_diagnostics, print_json
        from govnetgen.workflow.export_ansible import ansible_inventory, one_host

        checked = ansible_inventory(network)
        inventory = checked.require()
        print_diagnostics(checked.diagnostics)
        if host is not None:
            print_json(dict(one_host(inventory, host).require()))
        elif output is None:
            print_json(ansible_json(inventory))
        else:
            write_named(output, ansible_file(inventory).encode())
