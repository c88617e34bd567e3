"""Sites, devices and links."""

from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.diagnostics import Location
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.secret import Secret


class Role(StrEnum):
    """A device's part. ``access`` switches are layer 2; all others route.

    ``gateway``: a unit's own router or firewall. ``exit``: firewall to the Internet. ``boundary``: firewall to another
    network of government. A unit without a gateway of its own has its gateway on the devices that it attaches to.
    """

    CORE = "core"
    AGGREGATION = "aggregation"
    ACCESS = "access"
    GATEWAY = "gateway"
    EXIT = "exit"
    BOUNDARY = "boundary"


class LinkKind(StrEnum):
    """``routed``: point to point, layer 3. ``trunk``: carries VLANs. ``heartbeat``: between two firewalls of a pair.

    ``external``: leads out of this inventory; its far end is a name only.
    """

    ROUTED = "routed"
    TRUNK = "trunk"
    HEARTBEAT = "heartbeat"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A node of the hierarchy.

    ``kind`` is any word that patterns pick sites by. ``asn`` is of the network below it, where another operator runs
    that; ``operator`` says who, and is the parent's where the site does not say. ``fixed_blocks`` pin what is delegated
    to it.
    """

    name: str
    tier: str
    title: str = ""
    parent: str | None = None
    region: str | None = None
    kind: str = ""
    asn: int | None = None
    operator: str = ""
    fixed_blocks: tuple[Prefix, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """The ports of a model, as neutral names in the order they are taken, uplinks apart from edge ports.

    ``speeds``: megabits per second of each port. ``management`` is its out-of-band port.
    """

    name: str
    uplinks: tuple[str, ...]
    edge: tuple[str, ...] = ()
    management: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device. ``pair`` names the redundant pair that it is one of. ``fixed_loopbacks`` are pins."""

    name: str
    role: Role
    site: str
    platform: str
    dialect: str
    hardware: str
    unit: str | None = None
    pair: str | None = None
    standby: bool = False
    fixed_loopbacks: tuple[Address, ...] = ()
    area: int | None = None
    description: str | None = None
    p2p_length: int = 31
    location: Location = field(compare=False)

    @property
    def is_firewall(self) -> bool:
        """Tell whether traffic between zones is filtered here."""
        return self.role in (Role.EXIT, Role.BOUNDARY, Role.GATEWAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """One end: a device and, where they are named, its ports (several make an aggregate)."""

    device: str
    ports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """The far side of an external link: who it is, where it is seen, and how routes are exchanged.

    ``addresses`` are ours on the link; where there are none the plan gives them, and the next ones to ``peers``.
    ``asn`` makes it eBGP, of which ``advertise`` goes out and ``accept`` comes in; otherwise ``default_route`` or
    ``routes`` point to ``peers`` statically. ``advertise_delegated`` and ``accept_delegated`` name blocks that are
    delegated, by (pool, site). ``vpn`` puts the link into that VPN's VRF. ``seen_as`` is what the others see instead of
    ``routes``, where the firewall at our end translates these.
    """

    name: str
    zone: str
    addresses: tuple[InterfaceAddress, ...]
    peers: tuple[Address, ...]
    asn: int | None = None
    secret: Secret | None = None
    default_route: bool = False
    routes: tuple[Prefix, ...] = ()
    advertise: tuple[Prefix, ...] = ()
    accept: tuple[Prefix, ...] = ()
    vrrp: tuple[Address, ...] = ()
    advertise_delegated: tuple[tuple[str, str], ...] = ()
    accept_delegated: tuple[tuple[str, str], ...] = ()
    seen_as: tuple[Prefix, ...] = ()
    seen_as_delegated: tuple[tuple[str, str], ...] = ()
    vpn: str | None = None

    @property
    def is_below(self) -> bool:
        """Tell whether the far side is below this network: it announces a block that was delegated to it."""
        return bool(self.accept_delegated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link. ``count`` parallel lines make an aggregate. ``far`` is None for external links."""

    name: str
    kind: LinkKind
    near: LinkEnd
    far: LinkEnd | None
    external: External | None = None
    medium: str = "dark_fiber"
    speed_mbps: int = 10000
    count: int = 1
    fixed: tuple[Prefix, ...] = ()
    mtu: int | None = None
    location: Location = field(compare=False)

    def ends(self) -> tuple[LinkEnd, ...]:
        """The ends that are devices of this network."""
        return (self.near,) if self.far is None else (self.near, self.far)
