"""Failing something in a lab of tests, and watching what its traffic does."""

from lab.mutated import Bench

from govnetgen.lab.failure import Failure, survives, watched
from govnetgen.lab.failure_watch import FailureTested, watch_failure
from govnetgen.lab.outage import fail, heal
from govnetgen.lab.record import Record
from govnetgen.lab.state import read_state


def record_of(bench: Bench) -> Record:
    """Return the record of a running lab."""
    state = read_state(bench.name)
    assert state is not None
    return Record(state)


def watch(bench: Bench, failure: Failure) -> FailureTested:
    """Fail and heal something while traffic flows."""
    expected = bench.prepared.probes.expected
    chosen = set(watched(expected))
    flows = [(one, bench.prepared.probes.probes[number]) for number, one in enumerate(expected) if one in chosen]
    surviving = frozenset(n for n, (one, _) in enumerate(flows) if survives(bench.lab, failure.name, one))
    record = record_of(bench)
    return watch_failure(
        failure,
        flows,
        surviving,
        lambda: fail(record, failure.name).require() and None,
        lambda: heal(record, failure.name).require() and None,
    )
