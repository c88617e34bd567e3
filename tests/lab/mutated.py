"""A lab in which faults are seeded and taken back, and who catches them: ``verify``, packets, both or neither."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lab.mutations import SLICES, Mutation

from govnetgen.configtree import parse_tree
from govnetgen.intent import Intent
from govnetgen.inventory import load_facts
from govnetgen.lab.change import change
from govnetgen.lab.down import take_down
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.machine import vrf_way
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.record import Record
from govnetgen.lab.secret import lab_secret
from govnetgen.lab.state import read_state
from govnetgen.lab.topology import LabNode, LabPlan
from govnetgen.lab.twin import PLATFORM
from govnetgen.lab.up import build
from govnetgen.model.device import DeviceConfig
from govnetgen.model.finding import Verdict as Decided
from govnetgen.platform import platforms
from govnetgen.verify import Observed, verify
from govnetgen.workflow.address import address
from govnetgen.workflow.lab_test import LabTested, lab_tested, prepared

QUIET_S = 12.0
"""How long nothing may change before a spoilt lab is tested as it is."""


@dataclass(frozen=True)
class Caught:
    """By whom a fault is caught: what ``verify`` finds, and which packets differ."""

    mutation: Mutation
    by_verify: tuple[str, ...]
    by_packets: tuple[str, ...]


class Bench:
    """A running lab of a network, under a name of its own, and all that is needed to test it again and again."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.vrfs = folder, vrf_way()
        self.limit = SLICES.get(folder.name, ())
        addressed = address(folder).require()
        self.network, self.plan = addressed.network, addressed.planned.plan
        self.facts = load_facts(folder).require()
        self.intent = Intent(self.network, self.plan)
        self.name = name
        self.lab = self._lab(None)
        self.prepared = prepared(addressed, self.facts, self.lab, self.intent, Sampling())
        self._known = frozenset(self._findings(self.prepared.observed))

    def _lab(self, mutation: Mutation | None) -> LabPlan:
        def intended(name: str) -> DeviceConfig:
            meant = self.intent.device(name)
            if mutation is not None and mutation.spoil is not None and mutation.device == name:
                return mutation.spoil(meant)
            return meant

        found = lab_plan(self.network, self.plan, intended, limit=self.limit, resolve=lab_secret, vrfs=self.vrfs)
        return replace(found.require(), network=self.name)

    def up(self) -> LabTested:
        """Bring the lab up and wait until it has converged."""
        state, troubles = build(self.lab, self.folder, self.limit, lambda done, total: None)
        assert not troubles, troubles
        return lab_tested(self.prepared, state=state)

    def down(self) -> None:
        """Take the lab away."""
        state = read_state(self.name)
        if state is not None:
            take_down(state)

    @contextmanager
    def running(self) -> Iterator[LabTested]:
        """Have the lab up for a while; gives what the first test of it said."""
        try:
            yield self.up()
        finally:
            self.down()

    def tested(self, quiet_s: float = QUIET_S) -> LabTested:
        """Test the lab as it is."""
        return lab_tested(self.prepared, state=self._record().state, quiet_s=quiet_s)

    @contextmanager
    def spoilt(self, mutation: Mutation) -> Iterator[None]:
        """Have one node as the fault makes it."""
        node = self.node(mutation)
        nodes = tuple(node if one.name == node.name else one for one in self.lab.nodes)
        try:
            self._bring(replace(self.lab, nodes=nodes))
            yield
        finally:
            self._bring(self.lab)

    def node(self, mutation: Mutation) -> LabNode:
        """Return the spoilt node."""
        if mutation.edit is None:
            return self._lab(mutation).node(mutation.device)
        node = self.lab.node(mutation.device)
        return replace(node, text=mutation.edit(node.text))

    def _bring(self, lab: LabPlan) -> None:
        _, troubles = change(self._record(), lab, self.folder, self.limit, lambda done, total: None)
        assert not troubles, troubles

    def _record(self) -> Record:
        state = read_state(self.name)
        assert state is not None
        return Record(state)

    def by_verify(self, mutation: Mutation) -> tuple[str, ...]:
        """Return the checks of ``verify`` that fail because of a fault, each with what it says."""
        if mutation.edit is not None:
            return tuple(self._read_back(self.node(mutation)))
        assert mutation.spoil is not None
        observed = self.prepared.observed
        spoilt = {**observed.devices, mutation.device: mutation.spoil(observed.devices[mutation.device])}
        found = self._findings(Observed(observed.network, observed.plan, spoilt))
        return tuple(one for one in found if one not in self._known)

    def _findings(self, observed: Observed) -> Iterator[str]:
        for one in verify(observed, self.facts):
            if one.verdict in (Decided.FAILS, Decided.ACCEPTED):
                yield f"{one.check}: {one.subject}: {one.message}"

    def _read_back(self, node: LabNode) -> Iterator[str]:
        platform = platforms()[PLATFORM]
        reading = platform.read(parse_tree(node.text, platform.syntax), platform.dialect(self.vrfs.dialect))
        if reading.unread or reading.device != node.config:
            yield f"read-back: {node.name}: the text does not mean what was intended"


def caught(bench: Bench, mutation: Mutation, quiet_s: float = QUIET_S) -> Caught:
    """Seed a fault, see who catches it, and take it back."""
    found = bench.by_verify(mutation)
    with bench.spoilt(mutation):
        time.sleep(mutation.wait_s)
        tested = bench.tested(quiet_s)
    differing = tuple(f"{one.expected.kind.value}: {one.expected}: {one.why}" for one in tested.differing)
    return Caught(mutation, found, differing)
