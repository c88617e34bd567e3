"""A network and its captures to a folder of patches: what to send to each device, and what takes it back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.diagnostics import Checked, Collector
from govnetgen.model.secret import Secret
from govnetgen.output import Changes, Output, Staged, locked, open_output
from govnetgen.secrets import Secrets, UnknownSecret
from govnetgen.semantics.risk import Risk
from govnetgen.workflow.address import Addressed, address, write_ledger
from govnetgen.workflow.change import DeviceChange, resolved
from govnetgen.workflow.changes import NetworkChange, find_changes
from govnetgen.workflow.folder import require_network
from govnetgen.workflow.render import Progress
from govnetgen.workflow.renewal import NOT_ASKED, Asked
from govnetgen.workflow.risks import network_risks
from govnetgen.workflow.stages import unresolved_secrets

PATCH, ROLLBACK = ".patch", ".rollback"
"""How the names of the files end, after their device's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchRequest:
    """What to patch. ``limit``: patterns of device names. ``everything``: also take away what nobody here owns.

    ``running``: the folder of captures, the network's own where None. ``output``: where files go, none where None.
    ``force`` writes over files that someone edited. ``skip_refused``: a capture that is refused costs only its own
    device its patch. ``lab``: of the nodes of the network's running lab. ``secrets``
    puts their texts into the commands; without them they are references or masked. ``asked``: what they are compared
    with.
    """

    network: Path
    running: Path | None = None
    output: Path | None = None
    limit: tuple[str, ...] = ()
    everything: bool = False
    force: bool = False
    skip_refused: bool = False
    lab: bool = False
    secrets: Secrets | None = field(default=None, repr=False)
    asked: Asked = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """The patches of a network. ``written`` is what that did to the output folder, None where there is none."""

    found: NetworkChange
    risks: tuple[Risk, ...]
    written: Changes | None = None
    ledger_written: bool = False

    def risks_of(self, device: str) -> tuple[Risk, ...]:
        """Return the findings that a device has a part in."""
        return tuple(one for one in self.risks if device in one.devices)


def patch_network(request: PatchRequest, progress: Progress) -> Checked[Patches]:
    """Find the patches of a network and write them, all of them or none.

    Half of the patches of a change are no change that anybody reviewed: where a capture is refused nothing is written,
    unless the others are asked for. What is written is all that the folder then has: an earlier run's patch of a device
    that is not patched now would be sent by mistake.
    """
    require_network(request.network)
    with locked(request.network):
        collector = Collector()
        addressed = collector.take(address(request.network))
        if addressed is None:
            return collector.checked(None)
        found = collector.take(
            find_changes(
                addressed,
                request.running,
                progress,
                limit=request.limit,
                everything=request.everything,
                lab=request.lab,
                asked=request.asked,
            )
        )
        if found is None:
            return collector.checked(None)
        refused = [one for held in found.refused.values() for one in held]
        if not request.skip_refused:
            collector.found.extend(refused)
        risks = network_risks(found)
        if request.output is None or collector.failed:
            return collector.checked(Patches(found=found, risks=risks))
        with open_output(request.output) as output:
            return _written(request, output, addressed, Patches(found=found, risks=risks), collector)


def _written(
    request: PatchRequest, output: Output, addressed: Addressed, patches: Patches, collector: Collector
) -> Checked[Patches]:
    stage = output.stage(force=request.force, secret=request.secrets is not None)
    files = _Files(request.secrets)
    staged: list[Staged] = []
    for one in patches.found.changes:
        if one.patch.steps:
            staged += [stage.put(name, text) for name, text in files.of(one)]
    gone = output.gone([one.file for one in staged], (PATCH, ROLLBACK))
    collector.found.extend(unresolved_secrets(files.missing))
    collector.found.extend(output.refused(staged, gone, stage))
    if collector.failed:
        return collector.checked(None)
    ledger_written = write_ledger(addressed)
    changes = output.commit(staged, gone, inputs="", summary={}, warnings=())
    return collector.checked(
        Patches(found=patches.found, risks=patches.risks, written=changes, ledger_written=ledger_written)
    )


class _Files:
    """Writes the two files of a device; ``missing`` are the secrets without a text, with the devices that need them."""

    def __init__(self, secrets: Secrets | None) -> None:
        self._secrets = secrets
        self.missing: dict[str, list[str]] = {}

    def of(self, change: DeviceChange) -> Iterator[tuple[str, str]]:
        parts = (
            (PATCH, change.shown.commands, change.patch.commands),
            (ROLLBACK, change.shown.rollback, change.patch.rollback),
        )
        for suffix, masked, plain in parts:
            lines = masked if self._secrets is None else resolved(plain, self._text(change.device, self._secrets))
            yield change.device + suffix, "".join(f"{line}\n" for line in lines)

    def _text(self, device: str, secrets: Secrets) -> Callable[[str], str]:
        def text(name: str) -> str:
            try:
                return secrets.text(Secret(name))
            except UnknownSecret:
                self.missing.setdefault(name, []).append(device)
                return ""

        return text
