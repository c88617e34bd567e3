"""Expected against seen: what is blocked holds only in a lab that is shown to live."""

from dataclasses import replace

import pytest

from govnetgen.lab.expect import Expectation, Kind, Packet
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.judge import Judged, Prediction, Verdict, judge
from govnetgen.lab.probe import Seen
from govnetgen.lab.probe_plan import probe_plan
from govnetgen.model.address import Address, AddressRange
from govnetgen.model.device.acl import Protocol

HERE, THERE, BESIDE = (
    Spot(Station(name=name, node=f"h-{name}", addresses=()), Address.parse(address))
    for name, address in (("here", "10.0.0.1"), ("there", "10.0.1.1"), ("beside", "10.0.2.1"))
)
WEB, MAIL = Packet(Protocol.TCP, 80), Packet(Protocol.TCP, 25)
PASSED = Seen(arrived=True, answered=True, source=HERE.address, after_s=0.01)
NOTHING = Seen()


def expect(source: Spot, target: Spot, packet: Packet, *, passes: bool) -> Expectation:
    seen_as = AddressRange(source.address, source.address) if passes else None
    return Expectation(
        kind=Kind.RULE,
        because="rule web",
        source=source,
        target=target,
        packet=packet,
        sent_to=target.address,
        sent=packet,
        passes=passes,
        seen_as=seen_as,
    )


def judged(*pairs: tuple[Expectation, Seen], own: Seen = PASSED, predicted: bool | None = None) -> list[Judged]:
    """Judge expectations with what was seen of them; ``own`` is what each blocked target saw of itself."""
    plan = probe_plan("net", [one for one, _ in pairs])
    seen = {number: found for number, (_, found) in enumerate(pairs)}
    seen.update(dict.fromkeys(plan.own.values(), own))
    opinion = None if predicted is None else Prediction(arrives=predicted)
    return list(judge(plan, seen, dict.fromkeys(range(len(pairs)), opinion)))


def test_what_passes_holds() -> None:
    (one,) = judged((expect(HERE, THERE, WEB, passes=True), PASSED))
    assert one.verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (NOTHING, "nothing arrived"),
        (replace(NOTHING, why="no route to host"), "nothing arrived (no route to host)"),
        (replace(PASSED, answered=False), "arrived as 10.0.0.1, and no answer came back"),
        (replace(PASSED, arrived=False), "answered by somebody else"),
        (replace(NOTHING, elsewhere="net.h-x"), "answered by somebody else: net.h-x"),
        (replace(PASSED, source=BESIDE.address), "seen as 10.0.2.1 instead of 10.0.0.1"),
    ],
)
def test_what_should_pass_and_does_not_differs_and_says_how(seen: Seen, why: str) -> None:
    (one,) = judged((expect(HERE, THERE, WEB, passes=True), seen))
    assert (one.verdict, one.why) == (Verdict.DIFFERS, why)


def test_what_is_blocked_holds_where_somebody_else_reaches_the_target() -> None:
    blocked, *_ = judged(
        (expect(HERE, THERE, MAIL, passes=False), NOTHING),
        (expect(BESIDE, THERE, MAIL, passes=True), replace(PASSED, source=BESIDE.address)),
        (expect(HERE, BESIDE, WEB, passes=True), PASSED),
    )
    assert (blocked.verdict, blocked.proof) == (Verdict.HOLDS, "beside 10.0.2.1 reaches it")


def test_it_holds_where_the_target_listens_and_is_reached_with_something_else() -> None:
    blocked, *_ = judged(
        (expect(HERE, THERE, MAIL, passes=False), NOTHING),
        (expect(HERE, THERE, WEB, passes=True), PASSED),
    )
    assert (blocked.verdict, blocked.proof) == (Verdict.HOLDS, "it listens, and here 10.0.0.1 reaches it with tcp/80")


def test_a_dead_lab_does_not_pass() -> None:
    (one,) = judged((expect(HERE, THERE, MAIL, passes=False), NOTHING), own=NOTHING)
    assert one.verdict is Verdict.UNPROVEN
    (one,) = judged((expect(HERE, THERE, MAIL, passes=False), NOTHING))
    assert one.verdict is Verdict.UNPROVEN
    assert one.why == "there 10.0.1.1 may be dead: nothing else reaches it either"


def test_a_dead_source_proves_nothing() -> None:
    blocked, _ = judged(
        (expect(HERE, THERE, WEB, passes=False), NOTHING),
        (expect(BESIDE, THERE, WEB, passes=True), replace(PASSED, source=BESIDE.address)),
    )
    assert (blocked.verdict, blocked.why) == (Verdict.UNPROVEN, "here 10.0.0.1 may be dead: it reaches nothing")


@pytest.mark.parametrize("seen", [PASSED, replace(PASSED, answered=False), replace(NOTHING, elsewhere="net.h-x")])
def test_what_is_blocked_and_gets_through_differs_however_little_of_it_does(seen: Seen) -> None:
    (one,) = judged((expect(HERE, THERE, MAIL, passes=False), seen))
    assert one.verdict is Verdict.DIFFERS


def test_a_prediction_that_packets_contradict_is_told_also_where_the_expectation_holds() -> None:
    (one,) = judged((expect(HERE, THERE, WEB, passes=True), PASSED), predicted=False)
    assert one.verdict is Verdict.HOLDS
    assert one.disagrees
    (one,) = judged((expect(HERE, THERE, WEB, passes=True), PASSED), predicted=True)
    assert not one.disagrees
