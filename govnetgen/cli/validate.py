"""``govnetgen validate``."""

from govnetgen.cli.edge import edge
from govnetgen.cli.options import Json, NetworkFolder


def validate(network: NetworkFolder, json: Json = False) -> None:
    """Check a network to the last template, and write nothing.

    Example: govnetgen validate inventory/dalian
    """
    with edge(json):
        from govnetgen.views.outcome import print_outcome
        from govnetgen.views.progress import progress
        from govnetgen.views.summary import summary_json, summary_text
        from govnetgen.workflow.stages import validate as check

        with progress("checking", json) as told:
            checked = check(network, told)
        summary = checked.require()
        print_outcome(checked.diagnostics, summary_text(summary), {"summary": summary_json(summary)}, json)
