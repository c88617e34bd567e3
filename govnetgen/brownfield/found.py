"""What was read so far, of all files."""

from dataclasses import dataclass, field

from govnetgen.brownfield.notices import Notices
from govnetgen.brownfield.prefix_item import Problem
from govnetgen.brownfield.registry import Registry
from govnetgen.model.claims import NOTHING_ELSE, ArpEntry, Claim, Host, Origin, Owner, RowFacts, Unreadable

_LONGEST = 60


@dataclass(slots=True)
class Found:
    """Claims, hosts, ARP entries, and rows that cannot be read, gathered file after file."""

    registry: Registry
    claims: list[Claim] = field(default_factory=list)
    hosts: list[Host] = field(default_factory=list)
    arp: list[ArpEntry] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notices: Notices = field(default_factory=Notices)

    def refuse(
        self, origin: Origin, problem: Problem, owner: Owner | None = None, facts: RowFacts = NOTHING_ELSE
    ) -> None:
        """Record a row that cannot be read."""
        self.unreadable.append(Unreadable(origin, problem.code, problem.text, problem.reason, owner, facts))
        self.notices.add(problem.code, f"{shortened(problem.text)!r}: {problem.reason}", origin)


def shortened(text: str) -> str:
    """Return text that fits into a message."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
