"""What can be made to go wrong on a simulated device."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Faults:
    """All off by default; may be changed while the device runs.

    A ``line`` is counted from 0 over the configuration lines (``quit`` among them) since the configuration view was
    entered, not over the commands around them (``system-view``, ``commit`` …). ``drop_at_line`` ends the connection
    when that line arrives, before it is done, or after it where ``drop_done``. ``drop_at`` does so at a command that
    begins with the text: ``commit``, ``commit persist``, ``save``, ``display current``. Every drop happens once.
    """

    drop_at_line: int | None = None
    drop_at: str | None = None
    drop_done: bool = False
    refuse_line: int | None = None
    refusal: str = "The operation is not supported"
    full_at_line: int | None = None
    ask_at_line: int | None = None
    """An unforeseen question, ``[Y/N]``."""
    silent_at_line: int | None = None
    """The line is done, and no prompt ever comes back."""
    refuse_commit: bool = False
    commit_does_nothing: bool = False
    """It takes the commit without a word, and nothing runs."""
    save_fails: bool = False
    locked: bool = False
    """Somebody else holds the configuration."""
    edit_after_read: str | None = None
    """Lines that somebody else types as soon as the running configuration was read, once."""
    auth_refused: bool = False
    paging_stuck: bool = False
    """Paging stays on whatever is asked for."""
    delay_s: float = 0.0
    """How long the device thinks over each command."""
    drip: bool = False
    """What it prints comes in small pieces."""
    garbled: bool = False
    """The terminal has seven bits."""
    cut_output: bool = False
    """The running configuration comes without its end."""
    log_at_line: int | None = None
    """Behind the prompt after that line comes a log message, and no new prompt."""
    full_house: bool = False
    """All terminal lines are taken: it says so and hangs up."""
    no_trial_status: bool = False
    """A release of VRP8 that does not know ``display configuration trial status``."""
    unknown: tuple[str, ...] = ()
    """Beginnings of commands that this release does not know."""
    silent: frozenset[str] = frozenset()
    """Addresses around it that answer nobody."""
