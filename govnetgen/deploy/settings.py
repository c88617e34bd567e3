"""How a deployment is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``confirm_within_s``: what devices with a timer wait for a confirmation. ``settle_s``: what neighbours have to
    come up again. ``patience_s``: how long a device that does not answer is tried again. ``sessions``: at once.
    """

    confirm_within_s: int = 300
    settle_s: float = 45.0
    patience_s: float = 90.0
    between_tries_s: float = 5.0
    beyond_timer_s: float = 30.0
    """How much longer than its timer a device may take to be back."""
    canary: int = 0
    largest_wave: int = 20
    max_failures: int = 0
    sessions: int = 10
    allowed: tuple[str, ...] = ()
    """Devices that may lock operators out: somebody takes the risk for them by name."""
    probing: bool = True
    """Devices ask around whether those answer who should."""
    probe: tuple[str, ...] = ()
    """A command that ends with 0 while the network does what it should; run after each wave."""
