"""The arguments that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

NetworkFolder = Annotated[Path, typer.Argument(metavar="NETWORK", help="The network's folder, as inventory/dalian.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
RunningFolder = Annotated[
    Path | None,
    typer.Option("--running", "-r", metavar="DIR", help="The captured configurations, as DEVICE.cfg; NETWORK/running."),
]
Lab = Annotated[bool, typer.Option("--lab", help="The nodes of the network's running lab, not the devices.")]
Limit = Annotated[
    list[str] | None, typer.Option(metavar="PATTERN", help="Only these devices, as 'core*'; may be repeated.")
]
RenewSecret = Annotated[
    list[str] | None,
    typer.Option("--renew-secret", metavar="PATTERN", help="Write these secrets again, as 'ospf-*'; may be repeated."),
]
ComparedSecrets = Annotated[
    Path | None,
    typer.Option(
        "--secrets", metavar="FILE", help="Secrets as lines 'name = text', beside GOVNETGEN_SECRET_NAME: is any other?"
    ),
]
