"""Expected against seen: whether each expectation holds, differs, or could not be shown.

That nothing arrived proves nothing by itself: a lab that is dead would pass. So what must be blocked holds only where
the same target was reached by another way in the same test, and the source got an answer of somebody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from govnetgen.lab.expect import Expectation, Packet
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.probe import Seen
from govnetgen.lab.probe_plan import ProbePlan
from govnetgen.model.address import Address, AddressRange


class Verdict(StrEnum):
    """How an expectation did; ``unproven``: nothing arrived, and nothing shows that it could have."""

    HOLDS = "holds"
    DIFFERS = "differs"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What ``verify`` says becomes of a packet: whether it arrives, ``why`` it does not, and its way hop by hop."""

    arrives: bool
    why: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An expectation with what was seen of it. ``proof`` shows that what was blocked could have arrived.

    ``predicted`` is None where ``verify`` has no opinion: for what devices themselves send and answer.
    """

    expected: Expectation
    seen: Seen
    verdict: Verdict
    why: str = ""
    proof: str = ""
    predicted: Prediction | None = None

    @property
    def disagrees(self) -> bool:
        """Tell whether prediction and packets contradict each other."""
        return self.predicted is not None and self.predicted.arrives != (self.seen.arrived or self.seen.answered)


def judge(plan: ProbePlan, seen: Mapping[int, Seen], predicted: Mapping[int, Prediction | None]) -> tuple[Judged, ...]:
    """Decide every expectation, in their order."""
    alive = _Alive(plan, seen)
    return tuple(_judged(one, seen[number], predicted.get(number), alive) for number, one in enumerate(plan.expected))


def _judged(one: Expectation, seen: Seen, predicted: Prediction | None, alive: "_Alive") -> Judged:
    if one.passes:
        why = _missed(one, seen)
        verdict = Verdict.DIFFERS if why else Verdict.HOLDS
        return Judged(expected=one, seen=seen, verdict=verdict, why=why, predicted=predicted)
    if not seen.nothing:
        return Judged(expected=one, seen=seen, verdict=Verdict.DIFFERS, why=str(seen), predicted=predicted)
    proof = alive.proof(one)
    missing = alive.missing(one)
    if missing:
        return Judged(expected=one, seen=seen, verdict=Verdict.UNPROVEN, why=missing, predicted=predicted)
    return Judged(expected=one, seen=seen, verdict=Verdict.HOLDS, proof=proof, predicted=predicted)


def _missed(one: Expectation, seen: Seen) -> str:
    """Say what is wrong with what should have passed; empty where nothing is."""
    if not one.target.station.node:
        return "" if seen.answered else f"no answer{f' ({seen.why})' if seen.why else ''}"
    if not seen.passed:
        return str(seen)
    if one.seen_as is not None and seen.source is not None and not _within(seen.source, one.seen_as):
        return f"seen as {seen.source} instead of {shown(one.seen_as)}"
    return ""


def _within(address: Address, block: AddressRange) -> bool:
    return block.first.version == address.version and block.first <= address <= block.last


def shown(block: AddressRange) -> str:
    """Return a range as people write it: one address where it is one."""
    return str(block.first) if block.first == block.last else str(block)


class _Alive:
    """What was shown to be alive: targets at a port, targets, sources."""

    def __init__(self, plan: ProbePlan, seen: Mapping[int, Seen]) -> None:
        self._targets: dict[tuple[Spot, Packet], str] = {}
        self._stations: dict[Station, str] = {}
        for number, one in enumerate(plan.expected):
            if seen[number].answered:
                self._stations.setdefault(one.source.station, f"it reaches {one.target}")
            if seen[number].passed or seen[number].arrived:
                self._targets.setdefault((one.target, one.packet), f"{one.source} reaches it")
                self._stations.setdefault(one.target.station, f"{one.source} reaches it with {one.packet}")
        self._listening = {key for key, number in plan.own.items() if seen[number].passed or not seen[number].watched}

    def proof(self, one: Expectation) -> str:
        """Say how it was shown that the target can be reached; empty where it was not."""
        key = (one.target, one.packet)
        if key in self._targets:
            return self._targets[key]
        if key in self._listening and one.target.station in self._stations:
            return f"it listens, and {self._stations[one.target.station]}"
        return ""

    def missing(self, one: Expectation) -> str:
        """Say what was not shown; empty where everything was."""
        if not self.proof(one):
            heard = "nothing else reaches it either" if (one.target, one.packet) in self._listening else "it is not up"
            return f"{one.target} may be dead: {heard}"
        if one.source.station not in self._stations:
            return f"{one.source} may be dead: it reaches nothing"
        return ""
