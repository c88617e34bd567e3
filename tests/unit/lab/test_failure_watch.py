"""Flows that are watched while something fails; the network here is a few lines of Python."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from govnetgen.lab import failure_watch
from govnetgen.lab.expect import Packet, Protocol
from govnetgen.lab.failure import Failure
from govnetgen.lab.failure_watch import watch_change, watch_failure
from govnetgen.lab.probe import Probe, Seen
from govnetgen.model.address import Address

PING = Packet(Protocol.ICMP)
FAR = Address.parse("10.0.0.2")
PROBES = {
    7: Probe(
        number=3,
        source=Path("/run/netns/a"),
        source_address=Address.parse("10.0.0.1"),
        target=None,
        target_address=FAR,
        packet=PING,
        sent_to=FAR,
        sent=PING,
    )
}


class Network:
    """One flow, which is gone while somebody pulls at the cable."""

    def __init__(self) -> None:
        self.pulled = False
        self.healed = 0

    def run(self, probes: Sequence[Probe], *, patience_s: float) -> dict[int, Seen]:
        return {one.number: Seen(answered=not self.pulled) for one in probes}

    def fail(self) -> None:
        self.pulled = True
        time.sleep(0.4)
        self.pulled = False  # there is another way before the cable is out

    def heal(self) -> None:
        self.healed += 1


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    found = Network()
    monkeypatch.setattr(failure_watch, "run", found.run)
    monkeypatch.setattr(failure_watch, "STEADY_S", 0.1)
    monkeypatch.setattr(failure_watch, "EACH_S", 0.02)
    return found


def test_what_is_lost_while_something_is_being_pulled_is_seen(network: Network) -> None:
    change = watch_change(PROBES, frozenset(PROBES), network.fail, 5.0)
    assert change.gone == frozenset()
    assert 0.2 < change.lost_s[7] < 2
    assert change.after_s is not None
    assert change.after_s >= 0.4


def test_nothing_is_lost_where_nothing_is_pulled(network: Network) -> None:
    change = watch_change(PROBES, frozenset(PROBES), network.heal, 5.0)
    assert (change.lost_s, change.gone) == ({}, frozenset())


def test_what_stays_away_is_said_when_the_time_is_up(network: Network) -> None:
    network.pulled = True
    change = watch_change(PROBES, frozenset(PROBES), network.heal, 0.2)
    assert change.after_s is None
    assert change.gone == {7}


def test_what_cannot_be_failed_is_healed_all_the_same(network: Network) -> None:
    def fail() -> None:
        raise OSError("no such wire")

    with pytest.raises(OSError, match="no such wire"):
        watch_failure(Failure("core1", "core"), [], frozenset(), fail, network.heal, limit_s=5.0)
    assert network.healed == 1
