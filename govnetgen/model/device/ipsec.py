"""Site-to-site IPsec with IKEv2 and pre-shared keys (RFC 7296, RFC 4301)."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address, Prefix
from govnetgen.model.secret import Secret


class Encryption(StrEnum):
    """Cipher of IKE and ESP."""

    AES128 = "aes-128"
    AES256 = "aes-256"


class Integrity(StrEnum):
    """Digest of IKE and ESP."""

    SHA256 = "sha2-256"
    SHA512 = "sha2-512"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficSelector:
    """The traffic that a tunnel protects."""

    local: Prefix
    remote: Prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class IpsecTunnel:
    """A tunnel that leaves by ``interface`` to ``peer``; ``dh_group`` is an IANA number, as 14."""

    name: str
    interface: str
    peer: Address
    secret: Secret
    encryption: Encryption = Encryption.AES256
    integrity: Integrity = Integrity.SHA256
    dh_group: int = 14
    selectors: tuple[TrafficSelector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ipsec:
    """The tunnels of a device."""

    tunnels: tuple[IpsecTunnel, ...] = ()
