"""Changing a device, and taking a change back."""

from dataclasses import replace

from govnetgen.deploy.change import Unreadable
from govnetgen.deploy.ground import Ground, failed, refused, said
from govnetgen.deploy.session import FAILURES, transaction_of
from govnetgen.deploy.state import Event, Kind, State
from govnetgen.deploy.way_back import ALL, way_back
from govnetgen.drivers import errors
from govnetgen.secrets import UnknownSecret

_REFUSALS = (
    errors.LineRefused,
    errors.CommitRefused,
    errors.LockHeld,
    errors.EncodingRefused,
    errors.CommitPending,
    errors.RevertUnsupported,
)


def stage(ground: Ground, state: State) -> Event:
    """Give the device the commands; nothing runs yet."""
    assert ground.change is not None
    ground.accepted = None
    try:
        text = ground.judge.resolved("\n".join(ground.change.patch.commands))
        ground.session().load_merge_candidate(config=text)
    except UnknownSecret as failure:
        return Event(Kind.REFUSED, str(failure), nothing=True)
    except _REFUSALS as failure:
        _discard(ground)
        return refused(failure)
    except FAILURES as failure:
        _discard(ground)
        return failed("the commands could not be given to it", failure)
    return Event(Kind.OK)


def commit(ground: Ground, state: State) -> Event:
    """Have the commands run, with the device's own timer where it has one."""
    assert ground.transaction is not None
    seconds = ground.around.settings.confirm_within_s
    ground.deadline = ground.around.clock.now() + seconds
    message = f"govnetgen {ground.around.run.name}"
    try:
        if ground.transaction.timer:
            ground.session().commit_config(message=message, revert_in=seconds)
        else:
            ground.session().commit_config(message=message)
    except errors.LineRefused as failure:
        ground.accepted, ground.uncertain = failure.index, failure.uncertain is not None
        _discard(ground)
        return replace(refused(failure), nothing=failure.index == 0 or ground.transaction.atomic)
    except _REFUSALS as failure:
        ground.accepted, ground.uncertain = len(failure.accepted), failure.uncertain is not None
        _discard(ground)
        return replace(refused(failure), nothing=not failure.accepted or ground.transaction.atomic)
    except errors.SaveFailed as failure:
        ground.unsaved = True
        return Event(Kind.OK, str(failure))
    except FAILURES as failure:
        return Event(Kind.LOST, said("the commit was interrupted", failure))
    ground.accepted = ALL
    ground.transaction = transaction_of(ground.session(), ground.planned.platform)
    return Event(Kind.OK)


def undo(ground: Ground, state: State) -> Event:
    """Take the change back: by the device's own means first, then line by line."""
    try:
        if ground.driver is None:
            ground.enter()
        if _waits(ground, state):
            ground.session().rollback()
            return Event(Kind.OK)
        return _line_by_line(ground, state)
    except FAILURES as failure:
        return failed("it could not be taken back", failure)


def _waits(ground: Ground, state: State) -> bool:
    """Tell whether the device's own rollback takes back this change: where none waits, it would be an earlier one."""
    try:
        return bool(ground.session().has_pending_commit())
    except NotImplementedError:
        return ground.has_timer and not state.undos


def _line_by_line(ground: Ground, state: State) -> Event:
    assert ground.change is not None
    try:
        running = ground.running()
        change = ground.judge.change(running)
        back = ground.judge.back(running, ground.before)
    except Unreadable as failure:
        return Event(Kind.FAILED, f"what it shows is no whole configuration: {failure.why}")
    accepted = ground.accepted
    if accepted is not None and ground.uncertain and not state.undos:
        accepted += 1  # it may be there, as a line that came back garbled; the second time without it
    commands = way_back(ground.change.patch, change.patch, back.patch, accepted)
    if commands is None:
        return Event(Kind.FAILED, "somebody else changed it, too: it is left as it is")
    if commands:
        ground.session().load_merge_candidate(config=ground.judge.resolved("\n".join(commands)))
        ground.session().commit_config(message=f"govnetgen {ground.around.run.name} taken back")
    return Event(Kind.OK)


def _discard(ground: Ground) -> None:
    try:
        ground.session().discard_config()
    except FAILURES:
        return  # the session went with it; a look follows in any case
