"""OSPFv2 (RFC 2328) and OSPFv3 (RFC 5340)."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.redistribution import Redistribution
from govnetgen.model.secret import Secret


class AreaKind(StrEnum):
    """How much of the outside an area sees."""

    NORMAL = "normal"
    STUB = "stub"
    NSSA = "nssa"


class DefaultRoute(StrEnum):
    """Whether the process originates a default route: never, when it has one, or always."""

    NEVER = "never"
    WHEN_KNOWN = "when-known"
    ALWAYS = "always"


class OspfAlgorithm(StrEnum):
    """Digest of packets (RFC 2328 appendix D, RFC 5709)."""

    MD5 = "md5"
    HMAC_SHA256 = "hmac-sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class OspfAuthentication:
    """A key on an interface, by number."""

    key: int
    algorithm: OspfAlgorithm
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class OspfArea:
    """An area of the process; ``ranges`` are the summaries that an area border router advertises for it."""

    number: int
    kind: AreaKind = AreaKind.NORMAL
    no_summary: bool = False
    ranges: tuple[Prefix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OspfProcess:
    """A process in a VRF (None is the global table). ``version`` is 2 or 3.

    ``external_distance`` is how little routes from outside the domain are preferred to those of other protocols.
    """

    number: int
    router_id: Address
    version: int = 2
    vrf: str | None = None
    areas: tuple[OspfArea, ...] = ()
    redistribute: tuple[Redistribution, ...] = ()
    default_route: DefaultRoute = DefaultRoute.NEVER
    reference_bandwidth_mbps: int | None = None
    external_distance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceOspf:
    """An interface's part in a process; a passive one is advertised and speaks to nobody."""

    process: int
    area: int
    version: int = 2
    cost: int | None = None
    point_to_point: bool = False
    passive: bool = False
    authentication: OspfAuthentication | None = None
