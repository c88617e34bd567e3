"""The state machine of one device: a pure function from a state and what happened to the next state.

    reach ─> look ─> stage ─> commit ─> look ─> health ─> confirm ─> look ─> done
               │        └────────┴───────┴────────┴──────────┴──> undo ─> look ─> done

Whatever happens, the end is decided by a look at what the device holds, never by what a command answered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from govnetgen.deploy.outcome import Outcome

UNDOS = 2
"""How often a change is taken back before what remains is reported."""
CONFIRMS = 3
LOOKS = 3


class Phase(StrEnum):
    """What is done next. ``wait``: until the device's own timer has run out."""

    REACH = "reach"
    LOOK = "look"
    STAGE = "stage"
    COMMIT = "commit"
    HEALTH = "health"
    CONFIRM = "confirm"
    UNDO = "undo"
    WAIT = "wait"
    DONE = "done"


class Goal(StrEnum):
    """Where the device is led: to the intended configuration, back, or it is confirmed and only looked at."""

    FORWARD = "forward"
    BACK = "back"
    SETTLED = "settled"


class Content(StrEnum):
    """What a device holds: what was there before, what is intended, or neither.

    ``foreign``: nothing of the change, and what somebody else did meanwhile.
    """

    BEFORE = "before"
    INTENDED = "intended"
    FOREIGN = "foreign"
    OTHER = "other"


class Kind(StrEnum):
    """How an effect ended. ``refused``: the device said no. ``lost``: nobody knows whether it was done."""

    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Event:
    """What an effect led to. ``content`` and ``pending`` come with a look; ``nothing``: no line was taken."""

    kind: Kind
    cause: str = ""
    content: Content | None = None
    pending: bool = False
    nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a device is. ``pushed``: lines of ours may be on it. ``timer``: it takes them back by itself.

    ``resumed``: an earlier run pushed it and was killed. ``whole``: the device turned the change down as a whole.
    """

    phase: Phase = Phase.REACH
    goal: Goal = Goal.FORWARD
    pushed: bool = False
    timer: bool = False
    resumed: bool = False
    whole: bool = False
    undos: int = 0
    confirms: int = 0
    looks: int = 0
    waited: bool = False
    causes: tuple[str, ...] = ()
    outcome: Outcome | None = None
    readable: bool = True


def advance(state: State, event: Event) -> State:
    """Return the next state."""
    if event.cause and event.cause not in state.causes:
        state = replace(state, causes=(*state.causes, event.cause))
    return _STEPS[state.phase](state, event)


def _done(state: State, outcome: Outcome, cause: str = "") -> State:
    causes = (*state.causes, cause) if cause and cause not in state.causes else state.causes
    return replace(state, phase=Phase.DONE, outcome=outcome, causes=causes)


def _to(state: State, phase: Phase, goal: Goal | None = None) -> State:
    return replace(state, phase=phase, goal=goal or state.goal)


def _reach(state: State, event: Event) -> State:
    if event.kind is Kind.OK:
        return _to(state, Phase.LOOK)
    return _unseen(state)


def _unseen(state: State) -> State:
    if not state.pushed:
        return _done(state, Outcome.NOT_REACHED)
    return replace(
        _done(state, Outcome.PARTIAL, "the device could not be read: what is on it is not known"), readable=False
    )


def _look(state: State, event: Event) -> State:
    if event.kind is not Kind.OK:
        return _unreadable(state, event)
    if not state.pushed:
        return _first_look(state, event)
    if event.content is Content.INTENDED:
        return _as_intended(state, event)
    if event.content is Content.BEFORE:
        return _as_before(state, event)
    if event.content is Content.FOREIGN and not event.pending:
        return _done(state, Outcome.REVERTED, "somebody else changed it meanwhile; nothing of this change is on it")
    if state.goal is Goal.SETTLED and not event.pending:
        return _done(state, Outcome.PARTIAL, "after the confirmation the device holds something else")
    if state.goal is Goal.FORWARD:
        cause = "after the change it holds something else than was intended"
        state = replace(state, causes=(*state.causes, cause))
    return _back(state, event)


def _unreadable(state: State, event: Event) -> State:
    if not state.pushed and event.kind is Kind.REFUSED:
        return _done(state, Outcome.REFUSED)
    if state.looks + 1 < LOOKS:
        return replace(state, phase=Phase.REACH, looks=state.looks + 1)
    return _unseen(state)


def _first_look(state: State, event: Event) -> State:
    if event.content is Content.INTENDED and not event.pending:
        return _done(state, Outcome.UNCHANGED)
    if event.pending:
        return _done(state, Outcome.REFUSED, "a change of somebody else waits there for its confirmation")
    if event.content is Content.BEFORE:
        return _to(state, Phase.STAGE)
    return _done(state, Outcome.REFUSED, "it has drifted: it no longer holds what was reviewed")


def _as_intended(state: State, event: Event) -> State:
    if state.goal is Goal.BACK:
        return _back(state, event)
    if state.goal is Goal.FORWARD:
        return _to(state, Phase.HEALTH)
    if not event.pending:
        return _done(state, Outcome.CONFIRMED)
    return _to(state, Phase.CONFIRM) if state.confirms < CONFIRMS else _back(state, event)


def _as_before(state: State, event: Event) -> State:
    if event.pending:
        return _back(state, event)
    if state.resumed and state.goal is Goal.FORWARD:
        return replace(state, phase=Phase.STAGE, pushed=False, resumed=False)
    if state.whole and not state.undos:
        return _done(state, Outcome.REFUSED)
    cause = _SILENT[state.goal] if not state.causes else ""
    return _done(state, Outcome.REVERTED, cause)


_SILENT: Mapping[Goal, str] = {
    Goal.FORWARD: "it took the change and holds nothing of it",
    Goal.BACK: "",
    Goal.SETTLED: "it took the confirmation and holds what it held before",
}


def _back(state: State, event: Event) -> State:
    if state.undos < UNDOS:
        return _to(state, Phase.UNDO, Goal.BACK)
    if state.timer and event.pending and not state.waited:
        return replace(state, phase=Phase.WAIT, goal=Goal.BACK, waited=True)
    if event.content in (Content.BEFORE, Content.FOREIGN):
        return _done(state, Outcome.REVERTED, "a confirmation is still awaited there, of a change that is gone")
    return _done(state, Outcome.PARTIAL)


def _stage(state: State, event: Event) -> State:
    if event.kind is Kind.OK:
        return replace(state, phase=Phase.COMMIT, pushed=True)
    after = replace(state, pushed=True, whole=True, goal=Goal.BACK)
    return _to(after, Phase.LOOK if event.kind is Kind.REFUSED else Phase.REACH)


def _commit(state: State, event: Event) -> State:
    if event.kind is Kind.OK:
        return _to(state, Phase.LOOK, Goal.FORWARD)
    if event.kind is Kind.REFUSED:
        return replace(state, phase=Phase.LOOK, goal=Goal.BACK, whole=event.nothing)
    return _to(state, Phase.REACH, Goal.FORWARD)


def _health(state: State, event: Event) -> State:
    return _to(state, Phase.CONFIRM) if event.kind is Kind.OK else _to(state, Phase.UNDO, Goal.BACK)


def _confirm(state: State, event: Event) -> State:
    state = replace(state, confirms=state.confirms + 1)
    if event.kind in (Kind.OK, Kind.REFUSED):
        return _to(state, Phase.LOOK, Goal.SETTLED)
    if event.kind is Kind.LOST:
        return _to(state, Phase.REACH, Goal.SETTLED)
    return _to(state, Phase.UNDO, Goal.BACK)


def _undo(state: State, event: Event) -> State:
    state = replace(state, undos=state.undos + 1, goal=Goal.BACK)
    return _to(state, Phase.LOOK if event.kind is Kind.OK else Phase.REACH)


def _wait(state: State, event: Event) -> State:
    return _to(state, Phase.REACH)


_STEPS: Mapping[Phase, Callable[[State, Event], State]] = {
    Phase.REACH: _reach,
    Phase.LOOK: _look,
    Phase.STAGE: _stage,
    Phase.COMMIT: _commit,
    Phase.HEALTH: _health,
    Phase.CONFIRM: _confirm,
    Phase.UNDO: _undo,
    Phase.WAIT: _wait,
}
