"""``network.yaml``: what this network is, and what all its devices have in common."""

from typing import Annotated

from pydantic import Field

from govnetgen.inventory.schema.fields import (
    AsNumber,
    HostText,
    Model,
    Name,
    Notes,
    OffsetText,
    SecretText,
    SourceText,
)
from govnetgen.model.device.aaa import LoginMethod
from govnetgen.model.device.ntp import NtpAlgorithm
from govnetgen.model.device.snmp import SnmpAuthentication, SnmpPrivacy
from govnetgen.model.device.syslog import LogLevel
from govnetgen.model.network import Igp, NetworkKind, VpnTransport


class RoutingEntry(Model):
    """How the network routes."""

    igp: Igp = Field(Igp.OSPF, strict=False, description="interior routing protocol")
    vpn_transport: VpnTransport = Field(
        VpnTransport.VRF_LITE,
        strict=False,
        description="how VPNs cross the backbone: a VRF on every hop, or MPLS L3VPN",
    )
    secret: SecretText | None = Field(None, description="authenticates the interior protocol")
    key: int = Field(1, ge=1, le=255, description="number of that key")
    bgp_secret: SecretText | None = Field(None, description="authenticates BGP inside the network")
    reference_bandwidth: int = Field(
        100000, ge=1, le=4294967, description="megabits per second that cost 1 in OSPF and IS-IS"
    )
    preempt_delay: int = Field(
        60, ge=0, le=3600, description="seconds that a gateway waits, once it is back, before it takes over again"
    )


class TimezoneEntry(Model):
    """A fixed offset from UTC."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z]{1,8}$")] = Field(description="what devices show, as BJ")
    offset: OffsetText = Field(description='as "+08:00"')


class NtpEntry(Model):
    """Time servers and the key that authenticates them."""

    servers: list[HostText] = Field(min_length=1, description="time servers")
    key: int | None = Field(None, ge=1, le=65535, description="number of the key")
    algorithm: NtpAlgorithm = Field(NtpAlgorithm.HMAC_SHA256, strict=False, description="digest")
    secret: SecretText | None = Field(None, description="the key; needs its number")


class SyslogEntry(Model):
    """Log collectors."""

    servers: list[HostText] = Field(min_length=1, description="collectors")
    level: LogLevel | None = Field(None, strict=False, description="least severe level that is sent")


class SnmpEntry(Model):
    """The SNMPv3 user of the monitoring system, and where traps go."""

    user: str = Field(min_length=1, description="name of the user")
    group: str = Field(min_length=1, description="name of its group")
    authentication: SnmpAuthentication = Field(SnmpAuthentication.SHA256, strict=False, description="digest")
    authentication_secret: SecretText = Field(description="authenticates messages")
    privacy: SnmpPrivacy = Field(SnmpPrivacy.AES128, strict=False, description="cipher")
    privacy_secret: SecretText = Field(description="encrypts messages")
    traps: list[HostText] = Field(default_factory=list, description="receivers of traps")
    contact: str | None = Field(None, description="who answers for the network")


class UserEntry(Model):
    """A local account on every device."""

    name: Name = Field(description="login name")
    privilege: int = Field(15, ge=0, le=15, description="0 to 15")
    secret: SecretText = Field(description="password, or its hash")


class ServersEntry(Model):
    """Servers of authentication."""

    servers: list[HostText] = Field(min_length=1, description="in the order they are asked")
    secret: SecretText = Field(description="shared with the servers")


class AaaEntry(Model):
    """Accounts, and servers of authentication."""

    users: list[UserEntry] = Field(min_length=1, description="local accounts; at least one, for when no server answers")
    login: list[Annotated[LoginMethod, Field(strict=False)]] = Field(
        default_factory=lambda: [LoginMethod.LOCAL], min_length=1, description="sources, in the order they are asked"
    )
    tacacs: ServersEntry | None = Field(None, description="TACACS+ servers")
    radius: ServersEntry | None = Field(None, description="RADIUS servers")


class SshEntry(Model):
    """Who may manage devices, and how."""

    sources: list[SourceText] = Field(
        alias="from", min_length=1, description="prefixes, or VLANs as unit/vlan, that may log in"
    )
    idle_timeout_minutes: int = Field(10, ge=1, le=60, description="an idle session ends after this")
    netconf: bool = Field(True, description="also NETCONF over SSH")


class BaselineEntry(Model):
    """What every device has in common; what is left out is not configured."""

    banner: str | None = Field(None, description="shown at login")
    timezone: TimezoneEntry | None = Field(None, description="clock")
    ntp: NtpEntry | None = Field(None, description="time synchronisation")
    syslog: SyslogEntry | None = Field(None, description="remote logging")
    snmp: SnmpEntry | None = Field(None, description="monitoring, SNMPv3 only")
    aaa: AaaEntry | None = Field(None, description="who may log in")
    ssh: SshEntry | None = Field(None, description="from where")
    lldp: bool = Field(True, description="neighbour discovery")


class NetworkFile(Model):
    """What this network is, and what all its devices have in common."""

    name: Name = Field(description="name of the network")
    title: str = Field("", description="name as people say it")
    kind: NetworkKind = Field(strict=False, description="政务外网 extranet, 政务内网 intranet, 政务专网 private_net, …")
    region: Annotated[str, Field(pattern=r"^[0-9]{6,12}$")] = Field(
        description='code of GB/T 2260, in quotes: "210200"'
    )
    asn: AsNumber = Field(description="autonomous system number")
    tiers: list[Name] = Field(min_length=1, description="levels of the hierarchy of sites, highest first")
    isolated_from: list[Name] = Field(default_factory=list, description="networks that share no device with this one")
    sources: Notes = Field(default_factory=list, description="where facts of this inventory come from")
    assumed: Notes = Field(default_factory=list, description="what is assumed, and why")
    routing: RoutingEntry = Field(default=RoutingEntry.model_validate({}), description="how it routes")
    baseline: BaselineEntry = Field(
        default=BaselineEntry.model_validate({}), description="what every device has in common"
    )
