"""What a device promises about a change: whether it is taken back by itself, whole or not at all, or written over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """What a driver's commit can be relied on for; every driver of ours has one as its attribute ``transaction``.

    ``timer``: the device takes a change back by itself unless it is confirmed (``commit_config(revert_in=…)``).
    ``atomic``: a change runs whole or not at all; without it, a refused line leaves the lines before it running.
    ``replace``: ``load_replace_candidate`` writes over the whole configuration. ``why`` is the reason for what is
    missing, for people. ``outlives_session``: a change that waits for its confirmation goes on waiting when the session
    that made it ends, and a new session may confirm it.
    """

    timer: bool
    atomic: bool
    replace: bool
    outlives_session: bool = False
    why: str = ""
