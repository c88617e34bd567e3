"""What every device of a network has in common."""

from dataclasses import dataclass

from govnetgen.model.address import Prefix
from govnetgen.model.device.aaa import LoginMethod
from govnetgen.model.device.ntp import NtpAlgorithm
from govnetgen.model.device.snmp import SnmpAuthentication, SnmpPrivacy
from govnetgen.model.device.syslog import LogLevel
from govnetgen.model.device.system import Timezone
from govnetgen.model.network.policy import HostAddress
from govnetgen.model.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class NtpBaseline:
    """Time servers and the key that authenticates them."""

    servers: tuple[HostAddress, ...]
    key: int | None = None
    algorithm: NtpAlgorithm = NtpAlgorithm.HMAC_SHA256
    secret: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyslogBaseline:
    """Log collectors."""

    servers: tuple[HostAddress, ...]
    level: LogLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpBaseline:
    """The monitoring user and where traps go."""

    user: str
    group: str
    authentication: SnmpAuthentication
    authentication_secret: Secret
    privacy: SnmpPrivacy
    privacy_secret: Secret
    trap_hosts: tuple[HostAddress, ...] = ()
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserBaseline:
    """A local account on every device."""

    name: str
    privilege: int
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AaaBaseline:
    """Accounts and servers of authentication."""

    users: tuple[UserBaseline, ...]
    login: tuple[LoginMethod, ...] = (LoginMethod.LOCAL,)
    tacacs: tuple[HostAddress, ...] = ()
    tacacs_secret: Secret | None = None
    radius: tuple[HostAddress, ...] = ()
    radius_secret: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SshBaseline:
    """Who may manage devices: sets of policy or prefixes."""

    sources: tuple[Prefix, ...] = ()
    source_vlans: tuple[tuple[str, str], ...] = ()
    idle_timeout_minutes: int = 10
    netconf: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What every device of a network has in common; None is not configured."""

    banner: str | None = None
    timezone: Timezone | None = None
    ntp: NtpBaseline | None = None
    syslog: SyslogBaseline | None = None
    snmp: SnmpBaseline | None = None
    aaa: AaaBaseline | None = None
    ssh: SshBaseline | None = None
    lldp: bool = True

    @property
    def servers(self) -> tuple[HostAddress, ...]:
        """Every server that devices speak to of their own accord."""
        ntp = self.ntp.servers if self.ntp else ()
        syslog = self.syslog.servers if self.syslog else ()
        traps = self.snmp.trap_hosts if self.snmp else ()
        login = (*self.aaa.tacacs, *self.aaa.radius) if self.aaa else ()
        return (*ntp, *syslog, *traps, *login)
