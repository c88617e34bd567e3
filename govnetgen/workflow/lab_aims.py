"""The nodes of a running lab as devices to deploy to: every one a linux twin, reached as the lab says."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.session import Target
from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, error
from govnetgen.intent import Intent
from govnetgen.lab.machine import unfit
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.secret import lab_secret
from govnetgen.lab.state import LabState, read_state
from govnetgen.lab.targets import CONNECT_S, LabTarget, lab_targets
from govnetgen.lab.topology import NodeKind
from govnetgen.lab.twin import PLATFORM
from govnetgen.lab.vrfs import VrfWay
from govnetgen.model.secret import Secret, placeholder
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import Renderer
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.aims import Aim, Aims, place_of
from govnetgen.workflow.intended import Aimed, Written
from govnetgen.workflow.running import chosen
from govnetgen.workflow.targets import TIMEOUT_S, Reached


def lab_targets_of(folder: Path, limit: Sequence[str], timeout_s: int = TIMEOUT_S) -> Checked[Reached]:
    """Return how the devices of a network's running lab are reached."""
    collector = Collector()
    addressed = collector.take(address(folder))
    if addressed is None or collector.failed:
        return collector.checked(None)
    found = _targets(addressed, limit, timeout_s, collector)
    return collector.checked(None if found is None else Reached(targets=found[1]))


def lab_aims(addressed: Addressed, limit: Sequence[str], timeout_s: int = TIMEOUT_S) -> Checked[Aims]:
    """Return what the nodes of a network's running lab are to become."""
    collector = Collector()
    found = _targets(addressed, limit, timeout_s, collector)
    if found is None:
        return collector.checked(None)
    state, targets = found
    network, plan = addressed.network, addressed.planned.plan
    texts = _texts(addressed, state, lab_secret, collector)
    if texts is None or collector.failed:
        return collector.checked(None)
    linux = platforms()[PLATFORM]
    aims = {
        name: Aim(
            device=name,
            platform=linux,
            dialect=linux.dialect(state.vrfs.dialect),
            text=texts[name],
            target=target,
            place=place_of(network, network.devices[name]),
        )
        for name, target in targets.items()
    }
    return collector.checked(Aims(network=network, plan=plan, aims=aims))


class LabIntended:
    """Writes the nodes of a running lab: what a slice leaves out is no device of it."""

    def __init__(self, texts: Mapping[str, str], vrfs: VrfWay) -> None:
        self._texts, self._vrfs = texts, vrfs
        self.renderer = Renderer()

    @property
    def names(self) -> list[str]:
        """The devices, sorted."""
        return sorted(self._texts)

    def language(self, name: str) -> tuple[Platform, Dialect]:
        """Return what a node speaks."""
        linux = platforms()[PLATFORM]
        return linux, linux.dialect(self._vrfs.dialect)

    def write(self, name: str) -> Written:
        """Write one node."""
        return Written(name, platforms()[PLATFORM], self._texts[name])


def lab_intended(addressed: Addressed) -> Checked[Aimed]:
    """Return what the nodes of a network's running lab are to become, secrets as references."""
    collector = Collector()
    state = _running(addressed.network.name, collector)
    if state is None:
        return collector.checked(None)
    texts = _texts(addressed, state, placeholder, collector)
    return collector.checked(None if texts is None else LabIntended(texts, state.vrfs))


def _texts(
    addressed: Addressed, state: LabState, resolve: Callable[[Secret], str], collector: Collector
) -> dict[str, str] | None:
    network, plan = addressed.network, addressed.planned.plan
    intended = Intent(network, plan).device
    lab = collector.take(lab_plan(network, plan, intended, limit=state.limit, resolve=resolve, vrfs=state.vrfs))
    if lab is None:
        return None
    return {one.name: one.text for one in lab.nodes if one.kind is NodeKind.DEVICE}


def _targets(
    addressed: Addressed, limit: Sequence[str], timeout_s: int, collector: Collector
) -> tuple[LabState, dict[str, Target]] | None:
    state = _running(addressed.network.name, collector)
    if state is None:
        return None
    held = lab_targets(state)
    names = chosen(sorted(name for name in held if name in addressed.network.devices), limit, collector)
    if collector.failed:
        return None
    return state, {name: _target(held[name], state.vrfs, timeout_s) for name in names}


def _running(network: str, collector: Collector) -> LabState | None:
    """Return the state of a network's lab; what only root can read is not taken for a lab that is not there."""
    collector.found += unfit(packages=False)
    if collector.failed:
        return None
    state = read_state(network)
    if state is None:
        collector.found.append(_not_up(network))
    return state


def _target(one: LabTarget, vrfs: VrfWay, timeout_s: int) -> Target:
    return Target(
        device=one.name,
        platform=PLATFORM,
        dialect=vrfs.dialect,
        host=one.name,  # the lab's known_hosts knows each node by its name
        port=one.port,
        credential=Credential(username=one.user, key_file=str(one.key_file)),
        known_hosts=str(one.known_hosts),
        timeout_s=timeout_s,
        sock=partial(one.connect, min(timeout_s, CONNECT_S)),
    )


def _not_up(network: str) -> Diagnostic:
    return error(
        "no-lab",
        f"no lab of {network} is up",
        Location("--lab"),
        hint="govnetgen lab up NETWORK makes one",
    )
