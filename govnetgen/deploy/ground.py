"""What one device's worker stands on: its session, and all that it has learned on the way."""

from dataclasses import dataclass, field

from napalm.base.base import NetworkDriver

from govnetgen.deploy.change import Change, Judge
from govnetgen.deploy.clock import Clock
from govnetgen.deploy.health import Seen
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.runs import Run
from govnetgen.deploy.session import Opener, Target, close, transaction_of
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.state import Event, Kind
from govnetgen.drivers.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What all workers of a run share."""

    run: Run
    journal: Journal
    opener: Opener
    clock: Clock
    settings: Settings


@dataclass(slots=True, kw_only=True)
class Ground:
    """One device while it is worked on, by one thread.

    ``before`` is what it held, ``change`` what turns that into what is intended. ``well`` is what was up before.
    ``deadline``: when its own timer fires. ``accepted`` lines were taken, where that is known, and one more may be
    (``uncertain``). ``remains`` and ``after`` are what the last look found. ``unsaved``: a reboot would lose the
    change; ``doubted``: nobody knows whether it would.
    """

    around: Around
    planned: DevicePlan
    target: Target
    judge: Judge
    driver: NetworkDriver | None = None
    transaction: Transaction | None = None
    before: str = field(default="", repr=False)
    change: Change | None = None
    well: Seen = field(default_factory=Seen)
    deadline: float = 0.0
    accepted: int | None = None
    uncertain: bool = False
    remains: tuple[str, ...] = ()
    after: str = ""
    unsaved: bool = False
    doubted: bool = False

    @property
    def has_timer(self) -> bool:
        """Tell whether the device takes a change back by itself."""
        return self.transaction is not None and self.transaction.timer

    @property
    def probes(self) -> tuple[Probe, ...]:
        """The probes that are sent."""
        return self.planned.probes if self.around.settings.probing else ()

    def opened(self) -> NetworkDriver:
        """Open a new session beside the one that there may be."""
        driver = self.around.opener(self.target)
        driver.open()
        return driver

    def enter(self) -> None:
        """Open the session that is worked in."""
        self.driver = self.opened()
        self.transaction = transaction_of(self.driver, self.planned.platform)

    def drop(self) -> None:
        """End the session that is worked in."""
        if self.driver is not None:
            close(self.driver)
            self.driver = None

    def session(self) -> NetworkDriver:
        """Return the session that is worked in."""
        assert self.driver is not None
        return self.driver

    def running(self) -> str:
        """Read what runs."""
        return str(self.session().get_config(retrieve="running")["running"])

    def pending(self) -> bool:
        """Tell whether a change waits there for its confirmation."""
        try:
            return bool(self.session().has_pending_commit())
        except NotImplementedError:
            return False


def said(what: str, failure: Exception) -> str:
    """Say what a failure was: its first line is enough, as libraries put whole sessions into their messages."""
    first = (str(failure).strip().splitlines() or [""])[0]
    return f"{what}: {first or type(failure).__name__}"


def failed(what: str, failure: Exception) -> Event:
    """Say that something could not be done."""
    return Event(Kind.FAILED, said(what, failure))


def refused(failure: Exception) -> Event:
    """Say that the device does not want it."""
    return Event(Kind.REFUSED, said("the device refuses it", failure), nothing=True)
