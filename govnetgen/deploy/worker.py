"""One device from its state to its end: the effects that the state machine asks for, at the edge.

Every effect that may change the device is in the journal before it begins. What a device answers is never the last
word: the machine looks at what it holds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from napalm.base.base import NetworkDriver

from govnetgen.deploy.change import Change, Judge, Unreadable
from govnetgen.deploy.clock import Clock
from govnetgen.deploy.guard import lockout
from govnetgen.deploy.health import Fact, gone, observe
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.runs import Run
from govnetgen.deploy.session import FAILURES, Opener, Target, close, transaction_of
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.state import Content, Event, Goal, Kind, Phase, State, advance
from govnetgen.deploy.way_back import ALL, steps_done, way_back
from govnetgen.drivers import errors
from govnetgen.drivers.transaction import Transaction

_REFUSALS = (
    errors.LineRefused,
    errors.CommitRefused,
    errors.LockHeld,
    errors.EncodingRefused,
    errors.CommitPending,
    errors.RevertUnsupported,
)
_JOURNALLED = frozenset({Phase.STAGE, Phase.COMMIT, Phase.CONFIRM, Phase.UNDO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What all workers of a run share."""

    run: Run
    journal: Journal
    opener: Opener
    clock: Clock
    settings: Settings


class Worker:
    """Takes one device through the state machine. Used by one thread."""

    def __init__(
        self, around: Around, planned: DevicePlan, target: Target, judge: Judge, well: frozenset[Fact] = frozenset()
    ) -> None:
        """``well``: what an earlier run had seen up before it changed anything."""
        self._around = around
        self._planned = planned
        self._target = target
        self._judge = judge
        self._driver: NetworkDriver | None = None
        self._before = around.run.before(planned.device) or ""
        self._change: Change | None = judge.change(self._before) if self._before else None
        self._transaction: Transaction | None = None
        self._well = well
        self._deadline = around.clock.now() + around.settings.confirm_within_s
        self._accepted: int | None = None
        self._uncertain = False
        self._remains: tuple[str, ...] = ()
        self._after = ""
        self._unsaved = False
        self._doubted = False
        """Nobody knows whether the device has written its start-up configuration."""

    def work(self, *, resumed: bool) -> Ended:
        """Return how the device ended. ``resumed``: an earlier run may have pushed it."""
        name = self._planned.device
        begun = self._around.clock.now()
        state = State(resumed=resumed, pushed=resumed)
        self._doubted = resumed
        try:
            while state.phase is not Phase.DONE:
                state = self._step(state)
        finally:
            if self._driver is not None:
                close(self._driver)
        assert state.outcome is not None
        seconds = round(self._around.clock.now() - begun, 3)
        remains = self._remains if state.outcome in (Outcome.PARTIAL, Outcome.REVERTED) else ()
        return Ended(
            device=name,
            outcome=state.outcome,
            why=state.causes,
            remains=remains,
            readable=state.readable,
            seconds=seconds,
            after=self._after,
            start_up_differs=self._unsaved,
        )

    def _step(self, state: State) -> State:
        name = self._planned.device
        if state.phase in _JOURNALLED:
            written = self._around.journal.write("doing", name, phase=state.phase.value)
            if not written and state.phase in (Phase.STAGE, Phase.COMMIT):
                # nothing is begun that nobody could find out about
                event = Event(Kind.REFUSED, self._around.journal.broken, nothing=True)
                return advance(state, event)
        effects: Mapping[Phase, Callable[[State], Event]] = {
            Phase.REACH: self._reach,
            Phase.LOOK: self._look,
            Phase.STAGE: self._stage,
            Phase.COMMIT: self._commit,
            Phase.HEALTH: self._health,
            Phase.CONFIRM: self._confirm,
            Phase.UNDO: self._undo,
            Phase.WAIT: self._wait,
        }
        event = effects[state.phase](state)
        if state.phase is not Phase.REACH:  # whoever has no session says nothing of configurations
            event = replace(event, cause=self._judge.hidden(event.cause))
        event = replace(event, cause=self._hidden(event.cause))
        after = advance(state, event)
        if self._transaction is not None:
            after = replace(after, timer=self._transaction.timer)
        self._around.journal.write(
            "did",
            name,
            phase=state.phase.value,
            event=event.kind.value,
            **({"cause": event.cause} if event.cause else {}),
            **({"content": event.content.value, "pending": event.pending} if event.content else {}),
        )
        return after

    def _hidden(self, text: str) -> str:
        held = self._target.credential
        for secret in (held.password, held.enable):
            if secret:
                text = text.replace(secret, "***")
        return text

    def _reach(self, state: State) -> Event:
        """Open a session, with patience where lines of ours are on the device."""
        clock, settings = self._around.clock, self._around.settings
        self._drop()
        until = clock.now() + (settings.patience_s if state.pushed else 0)
        if state.pushed and state.timer:
            until = max(until, self._deadline + settings.beyond_timer_s)
        while True:
            try:
                self._enter()
                return Event(Kind.OK)
            except FAILURES as failure:
                if clock.now() >= until:
                    return _failed("no session", failure)
            clock.sleep(settings.between_tries_s)

    def _opened(self) -> NetworkDriver:
        driver = self._around.opener(self._target)
        driver.open()
        return driver

    def _enter(self) -> None:
        self._driver = self._opened()
        self._transaction = transaction_of(self._driver, self._planned.platform)

    def _drop(self) -> None:
        if self._driver is not None:
            close(self._driver)
            self._driver = None

    def _session(self) -> NetworkDriver:
        assert self._driver is not None
        return self._driver

    def _running(self) -> str:
        return str(self._session().get_config(retrieve="running")["running"])

    def _look(self, state: State) -> Event:
        """Read what the device holds, and whether a change waits for its confirmation."""
        try:
            running = self._running()
            pending = self._pending()
            change = self._judge.change(running)
            if not state.pushed and not state.resumed:
                return self._first(running, change, pending)
            content = self._content(running, change)
            if self._doubted and state.goal is Goal.SETTLED and content is Content.INTENDED and not pending:
                self._unsaved = self._unsaved or not self._starts_up_so()
        except Unreadable as failure:
            return Event(Kind.REFUSED, f"what it shows is no whole configuration: {failure.why}")
        except errors.OutputCut as failure:
            return Event(Kind.REFUSED, _said("what it shows is no whole configuration", failure))
        except FAILURES as failure:
            return _failed("it could not be read", failure)
        return Event(Kind.OK, content=content, pending=pending)

    def _starts_up_so(self) -> bool:
        """Tell whether the start-up configuration is the intended one, too; where none is shown there is none."""
        try:
            startup = str(self._session().get_config(retrieve="startup")["startup"])
        except NotImplementedError:
            return True
        return not startup.strip() or self._judge.change(startup).empty

    def _pending(self) -> bool:
        try:
            return bool(self._session().has_pending_commit())
        except NotImplementedError:
            return False

    def _first(self, running: str, change: Change, pending: bool) -> Event:
        self._after = change.running_digest
        if change.empty:
            return Event(Kind.OK, content=Content.INTENDED, pending=pending)
        if change.digest != self._planned.digest:
            return Event(Kind.OK, content=Content.OTHER, pending=pending)
        assert self._transaction is not None
        guarded = lockout(self._planned, timer=self._transaction.timer, allowed=self._around.settings.allowed)
        if guarded:
            return Event(Kind.REFUSED, guarded)
        self._before, self._change = running, change
        try:
            self._around.run.keep_before(self._planned.device, running)
        except OSError as failure:
            return Event(Kind.REFUSED, f"what it held before cannot be written down: {failure.strerror}")
        self._well = observe(self._session())
        self._around.journal.write("before", self._planned.device, up=sorted(map(list, self._well)))
        return Event(Kind.OK, content=Content.BEFORE, pending=pending)

    def _content(self, running: str, change: Change) -> Content:
        self._after = change.running_digest
        back = self._judge.back(running, self._before)
        self._remains = tuple(_turned(one) for one in back.differences)
        if change.empty:
            return Content.INTENDED
        if back.empty or change.digest == self._planned.digest:
            return Content.BEFORE
        assert self._change is not None
        return Content.FOREIGN if steps_done(self._change.patch, change.patch) == 0 else Content.OTHER

    def _stage(self, state: State) -> Event:
        """Give the device the commands; nothing runs yet."""
        assert self._change is not None
        self._accepted = None
        try:
            text = self._judge.resolved("\n".join(self._change.patch.commands))
            self._session().load_merge_candidate(config=text)
        except _REFUSALS as failure:
            self._discard()
            return _refused(failure)
        except FAILURES as failure:
            self._discard()
            return _failed("the commands could not be given to it", failure)
        return Event(Kind.OK)

    def _discard(self) -> None:
        try:
            self._session().discard_config()
        except FAILURES:
            return  # the session went with it; a look follows in any case

    def _commit(self, state: State) -> Event:
        """Have the commands run, with the device's own timer where it has one."""
        assert self._transaction is not None
        seconds = self._around.settings.confirm_within_s
        self._deadline = self._around.clock.now() + seconds
        message = f"govnetgen {self._around.run.name}"
        try:
            if self._transaction.timer:
                self._session().commit_config(message=message, revert_in=seconds)
            else:
                self._session().commit_config(message=message)
        except errors.LineRefused as failure:
            self._accepted, self._uncertain = failure.index, failure.uncertain is not None
            self._discard()
            return replace(_refused(failure), nothing=failure.index == 0 or self._transaction.atomic)
        except _REFUSALS as failure:
            self._accepted, self._uncertain = len(failure.accepted), failure.uncertain is not None
            self._discard()
            return replace(_refused(failure), nothing=not failure.accepted or self._transaction.atomic)
        except errors.SaveFailed as failure:
            self._unsaved = True
            return Event(Kind.OK, str(failure))
        except FAILURES as failure:
            return Event(Kind.LOST, _said("the commit was interrupted", failure))
        self._accepted = ALL
        self._transaction = transaction_of(self._session(), self._planned.platform)
        return Event(Kind.OK)

    def _health(self, state: State) -> Event:
        """Wait until all that was up before and is meant to be up is up again."""
        clock, settings = self._around.clock, self._around.settings
        until = self._settled_by()
        while True:
            try:
                lost = gone(self._well, observe(self._session()), self._judge.is_meant)
            except FAILURES as failure:
                return _failed("its health could not be seen", failure)
            if not lost:
                return Event(Kind.OK)
            if clock.now() >= until:
                return Event(Kind.FAILED, f"no longer up: {', '.join(lost[:6])}")
            clock.sleep(min(settings.between_tries_s, 2.0))

    def _settled_by(self) -> float:
        """Return until when to wait for what comes up again: never so long that the device's timer fires."""
        now = self._around.clock.now()
        wait = self._around.settings.settle_s
        if self._has_timer():
            wait = min(wait, max(0.0, (self._deadline - now) / 2))
        return now + wait

    def _confirm(self, state: State) -> Event:
        """Come in anew, as an operator would, and only then confirm; the old session waits to take it back."""
        clock, settings = self._around.clock, self._around.settings
        until = self._settled_by()
        while True:
            try:
                fresh = self._opened()
                break
            except FAILURES as failure:
                if clock.now() >= until:
                    return _failed("no new session after the change", failure)
            clock.sleep(settings.between_tries_s)
        old, self._driver = self._driver, fresh
        try:
            self._confirmed_by(old, fresh)
        except errors.SaveFailed as failure:
            self._unsaved = True
            return Event(Kind.OK, str(failure))
        except errors.CommitUnconfirmed as failure:
            if self._has_timer():
                return Event(Kind.REFUSED, _said("it was not confirmed", failure))
        except NotImplementedError:
            return Event(Kind.OK)  # without a timer there is nothing to confirm
        except FAILURES as failure:
            self._doubted = True
            return Event(Kind.LOST, _said("the confirmation was interrupted", failure))
        finally:
            if old is not None:
                close(old)
        return Event(Kind.OK)

    def _confirmed_by(self, old: NetworkDriver | None, fresh: NetworkDriver) -> None:
        """Confirm from the new session; from the old one where only that can, as it is proven that one comes in."""
        assert self._transaction is not None
        mine = old is not None and not self._transaction.outlives_session and bool(old.is_alive()["is_alive"])
        if mine and old is not None:
            old.confirm_commit()
            return
        if old is not None:
            close(old)
        if self._pending() or not self._has_timer():
            fresh.confirm_commit()

    def _has_timer(self) -> bool:
        return self._transaction is not None and self._transaction.timer

    def _undo(self, state: State) -> Event:
        """Take the change back: by the device's own means first, then line by line."""
        try:
            if self._driver is None:
                self._enter()
            if self._pending() or (self._has_timer() and not state.undos):
                self._session().rollback()
                return Event(Kind.OK)
            return self._line_by_line(state)
        except FAILURES as failure:
            return _failed("it could not be taken back", failure)

    def _line_by_line(self, state: State) -> Event:
        assert self._change is not None
        try:
            running = self._running()
            change = self._judge.change(running)
            back = self._judge.back(running, self._before)
        except Unreadable as failure:
            return Event(Kind.FAILED, f"what it shows is no whole configuration: {failure.why}")
        accepted = self._accepted
        if accepted is not None and self._uncertain and not state.undos:
            accepted += 1  # it may be there, as a line that came back garbled; the second time without it
        commands = way_back(self._change.patch, change.patch, back.patch, accepted)
        if commands is None:
            return Event(Kind.FAILED, "somebody else changed it, too: it is left as it is")
        if commands:
            self._session().load_merge_candidate(config=self._judge.resolved("\n".join(commands)))
            self._session().commit_config(message=f"govnetgen {self._around.run.name} taken back")
        return Event(Kind.OK)

    def _wait(self, state: State) -> Event:
        """Wait until the device's own timer has run out."""
        clock = self._around.clock
        self._drop()
        clock.sleep(max(0.0, self._deadline + self._around.settings.beyond_timer_s - clock.now()))
        return Event(Kind.OK)


def _turned(line: str) -> str:
    """Say a difference the other way round: what the way back would take is what is there more than before."""
    return {"+": "-", "-": "+"}.get(line[:1], line[:1]) + line[1:]


def _said(what: str, failure: Exception) -> str:
    # the first line is enough: libraries put whole sessions into their messages
    first = (str(failure).strip().splitlines() or [""])[0]
    return f"{what}: {first or type(failure).__name__}"


def _failed(what: str, failure: Exception) -> Event:
    return Event(Kind.FAILED, _said(what, failure))


def _refused(failure: Exception) -> Event:
    return Event(Kind.REFUSED, _said("the device refuses it", failure), nothing=True)
