"""A network folder to a folder of configurations, all of them or none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.diagnostics import Checked
from govnetgen.output import Changes, Output, locked, open_output
from govnetgen.output.digest import inputs_digest, with_ledger
from govnetgen.secrets import Secrets
from govnetgen.workflow.folder import ledger_text, require_network
from govnetgen.workflow.summary import Rendering, summary_from_json

Progress = Callable[[int, int], None]
"""Told how many devices are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to render. ``limit``: patterns of device names. ``frozen`` refuses to change the ledger.

    ``force`` writes over files that someone edited. ``secrets`` resolves references.
    """

    network: Path
    output: Path
    limit: tuple[str, ...] = ()
    templates: Path | None = None
    frozen: bool = False
    force: bool = False
    secrets: Secrets | None = field(default=None, repr=False)

    @property
    def repeatable(self) -> bool:
        """Tell whether a rerun may rely on what this run writes down: no secrets, and every device."""
        return not self.limit and self.secrets is None


def render(request: Request, progress: Progress) -> Checked[Rendering]:
    """Render a network; writes nothing when anything is wrong, and does nothing when nothing changed."""
    require_network(request.network)
    with locked(request.network), open_output(request.output) as output:
        # digested before anything is read: what changes during the run is then seen by the next one
        inputs = inputs_digest(request.network, request.templates)
        if request.repeatable and output.is_result_of(with_ledger(inputs, ledger_text(request.network))):
            return _as_before(output)
        from govnetgen.workflow.stages import render_into  # only now: it brings pydantic, Jinja and all platforms

        return render_into(output, request, inputs, progress)


def _as_before(output: Output) -> Checked[Rendering]:
    manifest = output.manifest
    rendering = Rendering(summary_from_json(manifest.summary), Changes(unchanged=len(manifest.files)))
    return Checked(rendering, manifest.warnings)
