"""Whether a device is well after its change, and the confirmation, which needs a new session."""

from napalm.base.base import NetworkDriver

from govnetgen.deploy.ground import Ground, failed, said
from govnetgen.deploy.health import REACH, gone, observe
from govnetgen.deploy.session import FAILURES, close
from govnetgen.deploy.state import Event, Kind, State
from govnetgen.drivers import errors


def health(ground: Ground, state: State) -> Event:
    """Wait until all that was up before and is meant to be up is up again."""
    clock, settings = ground.around.clock, ground.around.settings
    until = _settled_by(ground)
    # only who answered before must answer now
    probes = [one for one in ground.probes if (REACH, one.name) in ground.well.up]
    asked = {one.name for one in probes}
    well = frozenset((kind, name) for kind, name in ground.well.up if kind != REACH or name in asked)
    while True:
        try:
            lost = gone(well, observe(ground.session(), probes, clock).up, ground.judge.is_meant)
        except FAILURES as failure:
            return failed("its health could not be seen", failure)
        if not lost:
            return Event(Kind.OK)
        if clock.now() >= until:
            return Event(Kind.FAILED, f"no longer up: {', '.join(lost[:6])}")
        clock.sleep(min(settings.between_tries_s, 2.0))


def confirm(ground: Ground, state: State) -> Event:
    """Come in anew, as an operator would, and only then confirm; the old session waits to take it back."""
    clock, settings = ground.around.clock, ground.around.settings
    until = _settled_by(ground)
    while True:
        try:
            fresh = ground.opened()
            break
        except FAILURES as failure:
            if clock.now() >= until:
                return failed("no new session after the change", failure)
        clock.sleep(settings.between_tries_s)
    old, ground.driver = ground.driver, fresh
    try:
        _confirmed_by(ground, old, fresh)
    except errors.SaveFailed as failure:
        ground.unsaved = True
        return Event(Kind.OK, str(failure))
    except errors.CommitUnconfirmed as failure:
        if ground.has_timer:
            return Event(Kind.REFUSED, said("it was not confirmed", failure))
    except NotImplementedError:
        return Event(Kind.OK)  # without a timer there is nothing to confirm
    except FAILURES as failure:
        ground.doubted = True
        return Event(Kind.LOST, said("the confirmation was interrupted", failure))
    finally:
        if old is not None:
            close(old)
    return Event(Kind.OK)


def _confirmed_by(ground: Ground, old: NetworkDriver | None, fresh: NetworkDriver) -> None:
    """Confirm from the new session; from the old one where only that can, as it is proven that one comes in."""
    assert ground.transaction is not None
    mine = old is not None and not ground.transaction.outlives_session and bool(old.is_alive()["is_alive"])
    if mine and old is not None:
        old.confirm_commit()
        return
    if old is not None:
        close(old)
    if ground.pending() or not ground.has_timer:
        fresh.confirm_commit()


def _settled_by(ground: Ground) -> float:
    """Return until when to wait for what comes up again: never so long that the device's timer fires."""
    now = ground.around.clock.now()
    wait = ground.around.settings.settle_s
    if ground.has_timer:
        wait = min(wait, max(0.0, (ground.deadline - now) / 2))
    return now + wait
