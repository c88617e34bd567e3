"""SNMPv3 with authentication and privacy (RFC 3414); communities are not modelled because they are not allowed."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address
from govnetgen.model.secret import Secret


class SnmpAuthentication(StrEnum):
    """Digest of a user's messages."""

    MD5 = "md5"
    SHA = "sha"
    SHA256 = "sha256"


class SnmpPrivacy(StrEnum):
    """Cipher of a user's messages."""

    DES56 = "des56"
    AES128 = "aes128"
    AES256 = "aes256"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpView:
    """The part of the MIB below an object identifier (or name, as ``iso``)."""

    name: str
    oid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpGroup:
    """What users of the group may read, write and be notified of, with privacy."""

    name: str
    read_view: str | None = None
    write_view: str | None = None
    notify_view: str | None = None
    acl: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpUser:
    """A user with both secrets."""

    name: str
    group: str
    authentication: SnmpAuthentication
    authentication_secret: Secret
    privacy: SnmpPrivacy
    privacy_secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpTrapHost:
    """A receiver of traps, sent as a user with privacy."""

    address: Address
    user: str
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snmp:
    """The SNMPv3 agent."""

    views: tuple[SnmpView, ...] = ()
    groups: tuple[SnmpGroup, ...] = ()
    users: tuple[SnmpUser, ...] = ()
    trap_hosts: tuple[SnmpTrapHost, ...] = ()
    source_interface: str | None = None
    contact: str | None = None
    location: str | None = None
