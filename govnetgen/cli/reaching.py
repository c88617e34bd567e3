"""The options that all verbs share which reach devices."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from govnetgen.workflow.targets import Access

CredentialsFile = Annotated[
    Path | None,
    typer.Option("--credentials", metavar="FILE", help="Sections [default], [core*] with username and password."),
]
KnownHosts = Annotated[
    Path | None, typer.Option("--known-hosts", metavar="FILE", help="Host keys; your own ~/.ssh/known_hosts.")
]
AcceptNew = Annotated[
    bool, typer.Option("--accept-new", help="Take the host key of a device that was never seen; never a changed one.")
]
Timeout = Annotated[int, typer.Option(metavar="SECONDS", min=5, help="How long a device may take to answer.")]
SecretsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Secrets as lines 'name = text', beside GOVNETGEN_SECRET_NAME.")
]


def access(credentials: Path | None, known_hosts: Path | None, accept_new: bool, timeout: int, lab: bool) -> "Access":
    """Put together how devices are reached."""
    from govnetgen.workflow.targets import Access

    return Access(
        credentials=credentials,
        known_hosts=known_hosts,
        accept_new=accept_new,
        timeout_s=timeout,
        lab=lab,
        environment=os.environ,
    )
