"""From expectations to probes: who sends what in which namespace, and whether each target listens at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govnetgen.lab.expect import Expectation, Packet
from govnetgen.lab.expect_station import Spot
from govnetgen.lab.namespace import namespace_name, namespace_path
from govnetgen.lab.probe import Probe


@dataclass(frozen=True, slots=True)
class ProbePlan:
    """Expectations by number, their probes, and those that targets ask of themselves (``own``, by target and port)."""

    expected: tuple[Expectation, ...]
    probes: tuple[Probe, ...]
    own: Mapping[tuple[Spot, Packet], int]

    @property
    def must_pass(self) -> tuple[Probe, ...]:
        """The probes that have to get through."""
        return tuple(self.probes[number] for number, one in enumerate(self.expected) if one.passes)


def probe_plan(network: str, expected: Sequence[Expectation]) -> ProbePlan:
    """Return the probes of expectations in the lab of a network."""
    probes = [_probe(network, number, one) for number, one in enumerate(expected)]
    own: dict[tuple[Spot, Packet], int] = {}
    for one in expected:
        key = (one.target, one.packet)
        if not one.passes and key not in own and one.target.station.node:
            own[key] = len(probes)
            probes.append(_asking_itself(network, len(probes), *key))
    return ProbePlan(tuple(expected), tuple(probes), own)


def _probe(network: str, number: int, one: Expectation) -> Probe:
    node = one.target.station.node
    return Probe(
        number=number,
        source=namespace_path(namespace_name(network, one.source.station.node)),
        source_address=one.source.address,
        target=namespace_path(namespace_name(network, node)) if node else None,
        target_address=one.target.address,
        packet=one.packet,
        sent_to=one.sent_to,
        sent=one.sent,
        spoofed=one.spoofed,
    )


def _asking_itself(network: str, number: int, target: Spot, packet: Packet) -> Probe:
    path = namespace_path(namespace_name(network, target.station.node))
    return Probe(
        number=number,
        source=path,
        source_address=target.address,
        target=path,
        target_address=target.address,
        packet=packet,
        sent_to=target.address,
        sent=packet,
    )
