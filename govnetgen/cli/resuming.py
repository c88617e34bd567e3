"""``deploy --resume``: going on with a run that was killed or stopped."""

from typing import TYPE_CHECKING

from govnetgen.diagnostics import InvalidInput, Location, error

if TYPE_CHECKING:
    from govnetgen.workflow.deploy import Outside, Request


def go_on(request: "Request", name: str, outside: "Outside", *, json: bool) -> None:
    """Go on with a run, and show how it ended."""
    from govnetgen.cli.deploying import finish
    from govnetgen.deploy.runs import only_one
    from govnetgen.views.deploy import report_json, report_text
    from govnetgen.views.progress import progress
    from govnetgen.workflow.runs import find_standing, resume

    with only_one(request.network):
        earlier = find_standing(request.state, name)
        if earlier.folder != str(request.network.resolve()):
            message = f"the run is of another network: {earlier.folder}"
            raise InvalidInput([error("run-of-another", message, Location(name), hint=f"give {earlier.folder}")])
        with progress("deploying", json) as told:
            report = resume(earlier, request, outside, told).require()
    finish(report, json, report_text(report), report_json(report))
