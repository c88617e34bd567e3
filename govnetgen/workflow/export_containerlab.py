"""A network folder to a topology of containerlab, with every device's own configuration beside it."""

from dataclasses import dataclass
from pathlib import Path

import jinja2

from govnetgen.diagnostics import Checked, Collector
from govnetgen.intent import Intent
from govnetgen.lab.containerlab import Containerlab, containerlab
from govnetgen.lab.containerlab_text import files_of
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.secret import lab_secret
from govnetgen.lab.topology import NodeKind
from govnetgen.model.network import Device
from govnetgen.output import Changes, Output, locked, open_output
from govnetgen.platform import platforms
from govnetgen.workflow.address import Addressed, address, write_ledger
from govnetgen.workflow.folder import require_network
from govnetgen.workflow.intended import Intended
from govnetgen.workflow.stages import problems_once


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to export. ``limit``: patterns of names of devices, units or sites. ``force`` writes over edited files."""

    network: Path
    output: Path
    limit: tuple[str, ...] = ()
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A topology, and what writing it did to the output folder."""

    topology: Containerlab
    changes: Changes


def export_containerlab(request: ExportRequest) -> Checked[Exported]:
    """Write a network as a topology of containerlab, all of it or nothing.

    Secrets are stand-ins, the same on all devices: the real ones have no place in a lab.
    """
    require_network(request.network)
    with locked(request.network), open_output(request.output) as output:
        collector = Collector()
        addressed = collector.take(address(request.network))
        topology = None if addressed is None else collector.take(_topology(addressed, request))
        if addressed is None or topology is None or collector.failed:
            return collector.checked(None)
        return _written(request, output, addressed, topology, collector)


def _topology(addressed: Addressed, request: ExportRequest) -> Checked[Containerlab]:
    collector = Collector()
    network, plan = addressed.network, addressed.planned.plan
    lab = collector.take(lab_plan(network, plan, Intent(network, plan).device, limit=request.limit, resolve=lab_secret))
    if lab is None:
        return collector.checked(None)
    intended = Intended(addressed, resolve=lab_secret)
    texts = [intended.write(node.name) for node in lab.nodes if node.kind is NodeKind.DEVICE]
    collector.found += problems_once((one.device, one.problems) for one in texts)
    return collector.checked(containerlab(network, lab, {one.device: one.text for one in texts}, _written_port))


def _written_port(device: Device, name: str) -> str:
    """Write a port as the device's own configuration does, by its platform's filter ``port``."""
    platform = platforms()[device.platform]
    if "port" not in platform.filters:
        return name
    environment = jinja2.Environment(autoescape=False)  # configurations are not HTML
    environment.filters["port"] = platform.filters["port"]
    return environment.from_string("{{ name | port }}").render(name=name, dialect=platform.dialect(device.dialect))


def _written(
    request: ExportRequest, output: Output, addressed: Addressed, topology: Containerlab, collector: Collector
) -> Checked[Exported]:
    stage = output.stage(force=request.force)
    staged = [stage.put(name, text) for name, text in sorted(files_of(topology).items())]
    gone = output.gone([one.file for one in staged], (".cfg", ".csv", ".clab.yml"))
    collector.found.extend(output.refused(staged, gone, stage))
    if collector.failed:
        return collector.checked(None)
    write_ledger(addressed)
    changes = output.commit(staged, gone, inputs="", summary={}, warnings=())
    return collector.checked(Exported(topology=topology, changes=changes))
