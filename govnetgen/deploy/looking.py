"""Reaching a device and looking at what it holds: the only things that anything is concluded from."""

from dataclasses import replace

from govnetgen.deploy.change import Change, Unreadable
from govnetgen.deploy.ground import Ground, failed, said
from govnetgen.deploy.guard import lockout
from govnetgen.deploy.health import observe
from govnetgen.deploy.session import FAILURES
from govnetgen.deploy.state import Content, Event, Goal, Kind, State
from govnetgen.deploy.way_back import ALL, steps_done
from govnetgen.drivers import errors


def reach(ground: Ground, state: State) -> Event:
    """Open a session, with patience where lines of ours are on the device."""
    clock, settings = ground.around.clock, ground.around.settings
    ground.drop()
    until = clock.now() + (settings.patience_s if state.pushed else 0)
    if state.pushed and state.timer:
        until = max(until, ground.deadline + settings.beyond_timer_s)
    while True:
        try:
            ground.enter()
            return Event(Kind.OK)
        except FAILURES as failure:
            if clock.now() >= until:
                return failed("no session", failure)
        clock.sleep(settings.between_tries_s)


def look(ground: Ground, state: State) -> Event:
    """Read what the device holds, and whether a change waits for its confirmation."""
    try:
        running = ground.running()
        pending = ground.pending()
        change = ground.judge.change(running)
        if not state.pushed and not state.resumed:
            return _first(ground, running, change, pending)
        content = _content(ground, running, change)
        if change.only_again and ground.accepted == ALL and state.goal is not Goal.BACK:
            content = Content.INTENDED
        if ground.doubted and state.goal is Goal.SETTLED and content is Content.INTENDED and not pending:
            ground.unsaved = ground.unsaved or not _starts_up_so(ground)
    except Unreadable as failure:
        return Event(Kind.REFUSED, f"what it shows is no whole configuration: {failure.why}")
    except errors.OutputCut as failure:
        return Event(Kind.REFUSED, said("what it shows is no whole configuration", failure))
    except FAILURES as failure:
        return failed("it could not be read", failure)
    return Event(Kind.OK, content=content, pending=pending)


def _first(ground: Ground, running: str, change: Change, pending: bool) -> Event:
    ground.after = change.running_digest
    if change.empty:
        return Event(Kind.OK, content=Content.INTENDED, pending=pending)
    if change.digest != ground.planned.digest:
        return Event(Kind.OK, content=Content.OTHER, pending=pending)
    assert ground.transaction is not None
    guarded = lockout(ground.planned, timer=ground.transaction.timer, allowed=ground.around.settings.allowed)
    if guarded:
        return Event(Kind.REFUSED, guarded)
    ground.before, ground.change = running, change
    try:
        ground.around.run.keep_before(ground.planned.device, running)
    except OSError as failure:
        return Event(Kind.REFUSED, f"what it held before cannot be written down: {failure.strerror}")
    _note_health(ground)
    return Event(Kind.OK, content=Content.BEFORE, pending=pending)


def _note_health(ground: Ground) -> None:
    """See what is up before the change, and write it down: who takes up a run that was killed needs it."""
    seen = observe(ground.session(), ground.probes, ground.around.clock)
    # what the device is not to have is no gap in what was looked at
    untold = tuple(one for one in seen.untold if ground.judge.speaks(one))
    ground.well = replace(seen, untold=untold)
    ground.around.journal.write(
        "before",
        ground.planned.device,
        up=sorted(map(list, seen.up)),
        looked_at=list(seen.looked_at),
        untold=list(untold),
    )


def _content(ground: Ground, running: str, change: Change) -> Content:
    ground.after = change.running_digest
    back = ground.judge.back(running, ground.before)
    ground.remains = tuple(_turned(one) for one in back.differences)
    if change.empty:
        return Content.INTENDED
    if back.empty or change.digest == ground.planned.digest:
        return Content.BEFORE
    assert ground.change is not None
    return Content.FOREIGN if steps_done(ground.change.patch, change.patch) == 0 else Content.OTHER


def _starts_up_so(ground: Ground) -> bool:
    """Tell whether the start-up configuration is the intended one, too; where none is shown there is none."""
    try:
        startup = str(ground.session().get_config(retrieve="startup")["startup"])
    except NotImplementedError:
        return True
    return not startup.strip() or _is_done(ground.judge.change(startup))


def _is_done(change: Change) -> bool:
    return change.empty or change.only_again


def wait(ground: Ground, state: State) -> Event:
    """Wait until the device's own timer has run out."""
    clock = ground.around.clock
    ground.drop()
    clock.sleep(max(0.0, ground.deadline + ground.around.settings.beyond_timer_s - clock.now()))
    return Event(Kind.OK)


def _turned(line: str) -> str:
    """Say a difference the other way round: what the way back would take is what is there more than before."""
    return {"+": "-", "-": "+"}.get(line[:1], line[:1]) + line[1:]
