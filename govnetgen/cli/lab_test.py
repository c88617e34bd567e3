"""``govnetgen lab test``."""

from pathlib import Path
from typing import Annotated

import typer

from govnetgen.cli.edge import FAILED, edge
from govnetgen.cli.options import Json


def test(
    network: Annotated[
        Path | None, typer.Argument(metavar="[NETWORK]", help="The network's folder; needed where several labs are up.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every pair, every port; grows with the square.")] = False,
    others: Annotated[int, typer.Option(min=1, help="How many partners each unit is tried with.")] = 2,
    fail: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Then fail and heal this link or device under traffic; may be repeated."),
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="Then fail and heal a core, a link, a firewall of a pair and an exit.")
    ] = False,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the report as JUnit XML too.")] = None,
    json: Json = False,
) -> None:
    """Send packets through the running lab: what the inventory promises must pass or be blocked, and what verify says.

    Example: govnetgen lab test inventory/small --junit build/small-lab.xml
    """
    with edge(json):
        from govnetgen.lab.expect_draw import Sampling
        from govnetgen.output import require_writable, write_named
        from govnetgen.views.lab_test import lab_test_json, lab_test_text
        from govnetgen.views.lab_test_junit import lab_test_junit
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.workflow.lab_test import lab_test

        if junit is not None:
            require_writable(junit)
        with progress("converging", json) as settling, progress("testing", json) as probing:
            checked = lab_test(
                network,
                Sampling(others=others, every=every),
                fail=fail or (),
                fail_each=failures,
                settling=settling,
                probing=probing,
            )
        tested = checked.require()
        if junit is not None:
            write_named(junit, lab_test_junit(tested))
        print_outcome(checked.diagnostics, lab_test_text(tested), lab_test_json(tested), json)
        if tested.failed:
            raise typer.Exit(FAILED)
