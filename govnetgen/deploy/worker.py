"""One device from its state to its end: the effects that the state machine asks for, at the edge.

Every effect that may change the device is in the journal before it begins. What a device answers is never the last
word: the machine looks at what it holds.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from govnetgen.deploy.change import Judge
from govnetgen.deploy.changing import commit, stage, undo
from govnetgen.deploy.confirming import confirm, health
from govnetgen.deploy.ground import Around, Ground
from govnetgen.deploy.health import Seen
from govnetgen.deploy.looking import look, reach, wait
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.session import Target
from govnetgen.deploy.state import Event, Kind, Phase, State, advance

_JOURNALLED = frozenset({Phase.STAGE, Phase.COMMIT, Phase.CONFIRM, Phase.UNDO})
_EFFECTS: Mapping[Phase, Callable[[Ground, State], Event]] = {
    Phase.REACH: reach,
    Phase.LOOK: look,
    Phase.STAGE: stage,
    Phase.COMMIT: commit,
    Phase.HEALTH: health,
    Phase.CONFIRM: confirm,
    Phase.UNDO: undo,
    Phase.WAIT: wait,
}


def work(
    around: Around,
    planned: DevicePlan,
    target: Target,
    judge: Judge,
    *,
    resumed: bool = False,
    well: Seen | None = None,
) -> Ended:
    """Take one device through the state machine, and return how it ended.

    ``resumed``: an earlier run may have pushed it; ``well`` is what that one had seen up before.
    """
    begun = around.clock.now()
    before = around.run.before(planned.device) or ""
    ground = Ground(
        around=around,
        planned=planned,
        target=target,
        judge=judge,
        before=before,
        change=judge.change(before) if before else None,
        well=well or Seen(),
        deadline=begun + around.settings.confirm_within_s,
        doubted=resumed,
    )
    state = State(resumed=resumed, pushed=resumed)
    try:
        while state.phase is not Phase.DONE:
            state = _step(ground, state)
    finally:
        ground.drop()
    assert state.outcome is not None
    if state.outcome is Outcome.CONFIRMED:
        judge.confirmed()
    return Ended(
        device=planned.device,
        outcome=state.outcome,
        why=state.causes,
        remains=ground.remains if state.outcome in (Outcome.PARTIAL, Outcome.REVERTED) else (),
        readable=state.readable,
        seconds=round(around.clock.now() - begun, 3),
        after=ground.after,
        start_up_differs=ground.unsaved,
        looked_at=ground.well.looked_at,
        untold=ground.well.untold,
        up=ground.well.up,
    )


def _step(ground: Ground, state: State) -> State:
    name, journal = ground.planned.device, ground.around.journal
    if state.phase in _JOURNALLED:
        written = journal.write("doing", name, phase=state.phase.value)
        if not written and state.phase in (Phase.STAGE, Phase.COMMIT):
            # nothing is begun that nobody could find out about
            return advance(state, Event(Kind.REFUSED, journal.broken, nothing=True))
    event = _EFFECTS[state.phase](ground, state)
    event = replace(event, cause=_hidden(ground, state, event.cause))
    after = replace(advance(state, event), timer=ground.has_timer)
    journal.write(
        "did",
        name,
        phase=state.phase.value,
        event=event.kind.value,
        **({"cause": event.cause} if event.cause else {}),
        **({"content": event.content.value, "pending": event.pending} if event.content else {}),
    )
    return after


def _hidden(ground: Ground, state: State, text: str) -> str:
    """Return a text without secrets; who has no session says nothing of configurations."""
    held = ground.target.credential
    for secret in (held.password, held.enable):
        if secret:
            text = text.replace(secret, "***")
    return text if state.phase is Phase.REACH else ground.judge.hidden(text)
