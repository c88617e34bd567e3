"""What ``deploy`` and ``rollback`` have in common: plan, ask, push, report."""

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from govnetgen.cli.edge import FAILED, PENDING
from govnetgen.diagnostics import Checked, InvalidInput, Location, error

if TYPE_CHECKING:
    from govnetgen.deploy.report import Report
    from govnetgen.workflow.deploy import Outside, Prepared
    from govnetgen.workflow.render import Progress


def carry_out(
    prepare: "Callable[[Progress, Progress], Checked[Prepared]]",
    outside: "Outside",
    *,
    dry: bool,
    yes: bool,
    output: Path | None,
    json: bool,
) -> None:
    """Plan, show it, ask, push, and show how it ended; ends with the exit code that this deserves."""
    from govnetgen.deploy.plan import print_plan
    from govnetgen.output import require_writable, write_named
    from govnetgen.views.deploy import plan_json, plan_text, report_json, report_text
    from govnetgen.views.outcome import print_diagnostics, print_outcome
    from govnetgen.views.progress import progress
    from govnetgen.workflow.deploy import push

    if output is not None:
        require_writable(output)
    with progress("reading and comparing", json) as told:
        checked = prepare(told, told)
    prepared = checked.require()
    plan = prepared.plan
    if output is not None:
        write_named(output, print_plan(plan).encode())
    document = {"plan": plan_json(plan, prepared.order)}
    text = plan_text(plan, prepared.order, prepared.lines if dry else None)
    if dry or plan.empty:
        print_outcome(checked.diagnostics, text, {"ok": plan.whole, **document}, json)
        if not plan.whole:
            raise typer.Exit(FAILED)
        raise typer.Exit(0 if plan.empty else PENDING)
    if not json:
        print_diagnostics(checked.diagnostics)
        sys.stdout.write(text)
    _agreed(len(plan.devices), yes=yes, json=json)
    with progress("deploying", json) as told:
        report = push(prepared, outside, told)
    finish(report, json, report_text(report), {**document, **report_json(report)})


def probe_words(command: str) -> tuple[str, ...]:
    """Return the words of a probe's command; raises InvalidInput for one that could not run."""
    try:
        words = tuple(shlex.split(command))
    except ValueError:
        message, hint = "a quotation is opened in this command, and not closed", "close it"
        raise InvalidInput([error("bad-value", message, Location("--probe"), hint=hint)]) from None
    if words and shutil.which(words[0]) is None:
        message, hint = f"there is no program {words[0]!r}", "give its path, or put it on the PATH"
        raise InvalidInput([error("bad-value", message, Location("--probe"), hint=hint)])
    return words


def finish(report: "Report", json: bool, text: str, document: dict[str, object]) -> None:
    """Print how a run ended, and end with 1 unless every device is as intended."""
    from govnetgen.views.outcome import print_json

    if json:
        print_json({"ok": report.good, **document, "diagnostics": []})
    else:
        sys.stdout.write(text)
    if not report.good:
        raise typer.Exit(FAILED)


def _agreed(devices: int, *, yes: bool, json: bool) -> None:
    from govnetgen.views.outcome import count

    if yes:
        return
    if json or not sys.stdin.isatty():
        unasked = error(
            "deploy-unconfirmed",
            f"{count(devices, 'device')} would be changed, and there is nobody to ask",
            Location("--yes"),
            hint="look at it with --dry-run, then run again with --yes",
        )
        raise InvalidInput([unasked])
    if not typer.confirm(f"Change {count(devices, 'device')}?", err=True):
        sys.stderr.write("nothing was changed\n")
        raise typer.Exit(FAILED)
