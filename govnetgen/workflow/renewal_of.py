"""Which secrets of one device are written again in a deployment: decided once, from what the device held before."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from govnetgen.semantics.secrets import Held
from govnetgen.workflow.change import DeviceChange
from govnetgen.workflow.renewal import Renewal, Renewing, Sent, references_in


class RenewalOf:
    """What is known of one device's secrets while it is changed.

    What it held first decides which are written again: behind the change it shows other texts for them, and by that
    they are known to be done. ``again`` are the names that an earlier run decided on.
    """

    def __init__(self, device: str, renewing: Renewing, again: Collection[str] | None = None) -> None:
        self._device, self._renewing, self._again = device, renewing, again
        self._known: Renewal | None = None
        self._before: Sequence[Held] = ()
        self._now: Sequence[Held] = ()
        self._sent: Sent | None = None

    def judged(self, held: Sequence[Held]) -> Renewal:
        """Tell which of these are to be written again."""
        if self._known is None:
            self._before = held
            self._known = (
                self._renewing.judge(self._device, held)
                if self._again is None
                else self._renewing.again(held, self._again)
            )
            return self._known
        stale = dict(self._known.stale)
        for name, texts in self._renewing.in_clear(held).items():
            stale[name] = stale.get(name, frozenset()) | texts
        return replace(self._known, stale=stale)

    def unasked(self, held: Sequence[Held]) -> Renewal:
        """Tell the same, without what is only written because somebody asks for it."""
        known = self.judged(held)
        return replace(known, stale={name: one for name, one in known.stale.items() if name not in known.asked})

    def see(self, change: DeviceChange) -> None:
        """Take note of what a look at the device found."""
        self._now = change.held
        if self._sent is None:
            self._sent = Sent(references_in("\n".join(change.patch.commands)), frozenset(change.again))

    def keep(self) -> None:
        """Write down what the device shows now for what it was given."""
        if self._sent is not None:
            self._renewing.keep(self._device, self._before, self._now, self._sent)
