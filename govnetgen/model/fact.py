"""Facts: what the documents state about a network, as assertions that ``verify`` decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govnetgen.diagnostics import Location

_DEVICE = frozenset(
    {"name", "role", "site", "tier", "parent", "platform", "dialect", "hardware", "unit", "pair", "standby"}
)
_UNIT = frozenset({"name", "title", "kind", "class", "medium", "site", "tier", "parent", "vpn", "zone", "attach"})

KEYS: Mapping[str, frozenset[str]] = {
    "network": frozenset({"name", "title", "kind", "region", "asn", "tiers", "igp", "vpn_transport"}),
    "devices": _DEVICE,
    "firewalls": _DEVICE,
    "units": _UNIT,
    "hosts": _UNIT | {"vlan", "unit"},
    "vlans": frozenset({"name", "unit", "zone", "vpn"}),
    "sites": frozenset({"name", "title", "tier", "parent", "region"}),
    "links": frozenset({"name", "kind", "medium", "speed", "count", "device", "role"}),
    "externals": frozenset({"name", "zone", "device", "role"}),
    "vpns": frozenset({"name", "title", "owner", "topology"}),
    "zones": frozenset({"name"}),
}
"""What can be counted or asked about, and the keys that pick among it. A key may have several values."""

Selection = Mapping[str, tuple[str, ...]]
"""Key to the values that are wanted, any of them; ``*`` and ``?`` match as in file names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim:
    """How many there are of something; bounds are inclusive. ``distinct`` counts the values of a key instead."""

    of: str
    where: Selection = field(default_factory=dict)
    distinct: str | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyClaim:
    """What holds of everything that is selected."""

    of: str
    where: Selection
    is_: Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachabilityClaim:
    """Whether packets get from one place to another; ``service`` is the name of a service, None any."""

    source: str
    destination: str
    reachable: bool
    service: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationClaim:
    """This network shares nothing with another one, which lies in the folder beside it."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitClaim:
    """There is one way to the Internet, at one site; with ``closed`` there is none at all."""

    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleRouteClaim:
    """The network was built without a second way: single points of failure are stated, not promised away."""


Claim = CountClaim | PropertyClaim | ReachabilityClaim | IsolationClaim | ExitClaim | SingleRouteClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement: the phrase of the document ``source`` and what it claims."""

    say: str
    source: str
    claim: Claim
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Failures of a check that are known and stay; ``subject`` is a pattern of what fails."""

    check: str
    subject: str
    why: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All statements about a network, and which failures are accepted."""

    facts: tuple[Fact, ...] = ()
    accepted: tuple[Accepted, ...] = ()
