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
    """Print the devices as a dynamic inventory of Ansible: groups by tier, site, role, platform, unit and half of a pair.

    Example: govnetgen export ansible inventory/dalian -o dalian.json
    """
    with edge(json):
        from govnetgen.output import write_atomically
        from govnetgen.views.export_ansible import ansible_json, ansible_text
        from govnetgen.views.outcome import print_diagnostics, print_json
        from govnetgen.workflow.export_ansible import ansible_inventory, one_host

        checked = ansible_inventory(network)
        inventory = checked.require()
        print_diagnostics(checked.diagnostics)
        document = ansible_json(inventory) if host is None else dict(one_host(inventory, host).require())
        if output is None:
            print_json(document)
        else:
            write_atomically(output, ansible_text(document).encode())
