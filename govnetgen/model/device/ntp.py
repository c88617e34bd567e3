"""Time synchronisation (RFC 5905), authenticated."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address
from govnetgen.model.secret import Secret


class NtpAlgorithm(StrEnum):
    """Digest of NTP authentication."""

    MD5 = "md5"
    HMAC_SHA256 = "hmac-sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class NtpKey:
    """A symmetric key, by number."""

    number: int
    algorithm: NtpAlgorithm
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class NtpServer:
    """A server; ``key`` is the number of an NtpKey."""

    address: Address
    key: int | None = None
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ntp:
    """NTP client; ``authenticate`` makes the device refuse unauthenticated time."""

    servers: tuple[NtpServer, ...] = ()
    keys: tuple[NtpKey, ...] = ()
    authenticate: bool = False
    source_interface: str | None = None
