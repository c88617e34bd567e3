"""The arguments that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

NetworkFolder = Annotated[Path, typer.Argument(metavar="NETWORK", help="The network's folder, as inventory/dalian.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
