"""What became of a run: an end for every device."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from govnetgen.deploy.outcome import Ended, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A run that is over. ``stopped`` says why before all waves were done, empty where they were."""

    run: str
    network: str
    ended: Mapping[str, Ended] = field(default_factory=dict)
    order: tuple[tuple[str, ...], ...] = ()
    stopped: str = ""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Tell whether every device is as intended."""
        return not self.stopped and all(one.outcome.good and not one.start_up_differs for one in self.ended.values())

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many devices ended how."""
        found = Counter(one.outcome for one in self.ended.values())
        return {one: found[one] for one in Outcome if found[one]}
