"""``govnetgen patch``."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govnetgen.cli.edge import FAILED, edge
from govnetgen.cli.options import Json, Lab, Limit, RenewSecret, RunningFolder
from govnetgen.cli.two_forms import Dialect, First, Language, Second, is_network

if TYPE_CHECKING:
    from govnetgen.diagnostics import Diagnostic
    from govnetgen.workflow.patch_network import PatchRequest


def patch(
    first: First,
    intended: Second = None,
    platform: Language = None,
    dialect: Dialect = None,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Of two files: print the commands that take the patch back.")
    ] = False,
    running: RunningFolder = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where DEVICE.patch and DEVICE.rollback of a network go."),
    ] = None,
    limit: Limit = None,
    unmanaged: Annotated[bool, typer.Option("--unmanaged", help="Also take away lines that nobody here owns.")] = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Write the other devices' patches where a capture is refused.")
    ] = False,
    lab: Lab = False,
    force: Annotated[bool, typer.Option("--force", help="Write over patches that someone edited.")] = False,
    resolve_secrets: Annotated[
        bool,
        typer.Option("--resolve-secrets", help="Put secrets in, from GOVNETGEN_SECRET_NAME variables and --secrets."),
    ] = False,
    secrets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Secrets as lines 'name = text'; means --resolve-secrets.")
    ] = None,
    renew_secret: RenewSecret = None,
    json: Json = False,
) -> None:
    """Make the commands that turn running configurations into the intended ones, in a safe order; nothing is sent.

    Examples: govnetgen patch inventory/dalian --running captures -o patches

    govnetgen patch captures/core1.cfg build/core1.cfg --platform ruijie_rgos --rollback
    """
    of_network = {
        "--running": running,
        "--output": output,
        "--limit": limit,
        "--lab": lab,
        "--skip-refused": skip_refused,
        "--force": force,
        "--resolve-secrets": resolve_secrets,
        "--secrets": secrets,
        "--renew-secret": renew_secret,
    }
    with edge(json):
        if not is_network(first, intended, platform, dialect, of_network):
            assert intended is not None and platform is not None
            _of_files(first, intended, platform, dialect, rollback=rollback, everything=unmanaged, json=json)
            return
        if rollback:
            raise typer.BadParameter("--rollback is for two files: a network gets both, in files of their own")
        if output is None and not json:
            raise typer.BadParameter("a network needs --output DIR, or --json")
        from govnetgen.cli.asked import asked_for
        from govnetgen.workflow.patch_network import PatchRequest

        checked = asked_for(secrets, renew_secret)
        asked = checked.require()
        request = PatchRequest(
            network=first,
            running=running,
            output=output,
            limit=tuple(limit or ()),
            everything=unmanaged,
            force=force,
            skip_refused=skip_refused,
            lab=lab,
            secrets=asked.secrets if resolve_secrets or secrets is not None else None,
            asked=asked,
        )
        _of_network(request, checked.diagnostics, json)


def _of_network(request: "PatchRequest", noticed: "tuple[Diagnostic, ...]", json: bool) -> None:
    from govnetgen.views.patch import print_patches
    from govnetgen.views.progress import progress
    from govnetgen.workflow.patch_network import patch_network

    start = time.perf_counter()
    with progress("patching", json) as told:
        checked = patch_network(request, told)
    found = checked.require()
    print_patches(found, request.output, (*noticed, *checked.diagnostics), time.perf_counter() - start, as_json=json)
    if found.found.refused:
        raise typer.Exit(FAILED)


def _of_files(
    running: Path, intended: Path, platform: str, dialect: str | None, *, rollback: bool, everything: bool, json: bool
) -> None:
    from govnetgen.views.patch import print_patch
    from govnetgen.workflow.patch import change_of_files
    from govnetgen.workflow.risks import lone_risks

    found = change_of_files(running, intended, platform, dialect, everything=everything)
    print_patch(found, lone_risks(found), rollback=rollback, as_json=json)
