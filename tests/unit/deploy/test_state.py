"""The state machine alone."""

from hypothesis import given
from hypothesis import strategies as st

from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.state import Content, Event, Goal, Kind, Phase, State, advance

OK = Event(Kind.OK)


def look(content: Content, *, pending: bool = False) -> Event:
    return Event(Kind.OK, content=content, pending=pending)


def run(state: State, *events: Event) -> State:
    for event in events:
        state = advance(state, event)
    return state


EVENTS = st.builds(
    Event,
    st.sampled_from(Kind),
    st.sampled_from(["", "one", "two"]),
    st.sampled_from(Content),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(EVENTS, min_size=80, max_size=80), st.booleans(), st.booleans())
def test_every_run_of_events_ends(events: list[Event], timer: bool, resumed: bool) -> None:
    state = State(timer=timer, resumed=resumed, pushed=resumed)
    for event in events:
        if state.phase is Phase.DONE:
            break
        state = advance(state, event)
    assert state.phase is Phase.DONE
    assert state.outcome is not None


@given(st.lists(EVENTS, min_size=80, max_size=80), st.booleans(), st.booleans())
def test_confirmed_needs_a_look_that_finds_what_was_intended_and_nothing_pending(
    events: list[Event], timer: bool, resumed: bool
) -> None:
    state = State(timer=timer, resumed=resumed, pushed=resumed)
    last, phases = None, []
    for event in events:
        if state.phase is Phase.DONE:
            break
        phases.append(state.phase)
        last, state = (state, event), advance(state, event)
    assert last is not None
    before, event = last
    if state.outcome is Outcome.CONFIRMED:
        assert (before.phase, before.goal) == (Phase.LOOK, Goal.SETTLED)
        assert (event.kind, event.content, event.pending) == (Kind.OK, Content.INTENDED, False)
        assert phases.index(Phase.HEALTH) < phases.index(Phase.CONFIRM)
    if state.outcome is Outcome.REVERTED:
        assert (before.phase, event.content) == (Phase.LOOK, Content.BEFORE)
    if state.outcome is Outcome.UNCHANGED:
        assert Phase.COMMIT not in phases


def test_the_usual_way() -> None:
    end = run(State(), OK, look(Content.BEFORE), OK, OK, look(Content.INTENDED), OK, OK, look(Content.INTENDED))
    assert end.outcome is Outcome.CONFIRMED


def test_a_drifted_device_is_not_touched() -> None:
    end = run(State(), OK, look(Content.OTHER))
    assert end.outcome is Outcome.REFUSED
    assert "drifted" in end.causes[0]


def test_an_answer_without_effect_is_no_success() -> None:
    end = run(State(), OK, look(Content.BEFORE), OK, OK, look(Content.BEFORE))
    assert end.outcome is Outcome.REVERTED
    assert end.causes == ("it took the change and holds nothing of it",)
