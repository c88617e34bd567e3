"""What the device itself speaks: login, time, logs, SNMP, neighbour discovery."""

import string

from hypothesis import strategies as st

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.model.device.snmp import (
    Snmp,
    SnmpAuthentication,
    SnmpGroup,
    SnmpPrivacy,
    SnmpTrapHost,
    SnmpUser,
    SnmpView,
)
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.syslog import LogLevel, Syslog, SyslogServer
from govnetgen.model.device.system import System, Timezone
from strategies.addresses import ADDRESSES, addresses
from strategies.choice import YES_OR_NO, access_lists, one_of, optional, sources, vrf_names
from strategies.text import BANNERS, DESCRIPTIONS, HOSTNAMES, SECRETS, unique_names

_SERVERS = st.lists(ADDRESSES, max_size=3, unique=True) | st.lists(addresses(4), min_size=1, max_size=3, unique=True)
_TIMEZONES = st.sampled_from((Timezone("BJ", 480), Timezone("UTC", 0))) | st.builds(
    Timezone,
    st.text(string.ascii_uppercase, min_size=3, max_size=5),
    st.integers(-12, 14).map(lambda hours: 60 * hours) | st.sampled_from((-570, -210, 330, 345, 570)),
)

SYSTEMS = st.builds(System, hostname=HOSTNAMES, banner=optional(BANNERS), timezone=optional(_TIMEZONES))


def aaa(draw: st.DrawFn, device: DeviceConfig) -> Aaa:
    """Draw accounts and servers; methods only where there is somebody to ask."""
    vrfs = one_of(vrf_names(device))
    secrets = draw(st.just(SECRETS) | SECRETS.map(st.just))  # one key for all servers, as often as not
    port = st.just(49) | st.integers(1, 65535)
    tacacs = tuple(
        draw(st.builds(TacacsServer, address=st.just(one), secret=secrets, port=port, vrf=vrfs))
        for one in draw(_SERVERS)
    )
    radius = tuple(
        draw(
            st.builds(
                RadiusServer,
                address=st.just(one),
                secret=secrets,
                authentication_port=st.sampled_from((1812, 1645, 18120)),
                accounting_port=st.sampled_from((1813, 1646, 18130)),
                vrf=vrfs,
            )
        )
        for one in draw(_SERVERS)
    )
    methods = [LoginMethod.LOCAL, *[LoginMethod.TACACS] * bool(tacacs), *[LoginMethod.RADIUS] * bool(radius)]
    return Aaa(
        users=tuple(
            draw(st.builds(LocalUser, name=st.just(one), privilege=st.integers(0, 15), secret=SECRETS))
            for one in draw(unique_names(2))
        ),
        tacacs=tacacs,
        radius=radius,
        login=tuple(draw(st.lists(st.sampled_from(methods), min_size=1, unique=True))),
        source_interface=draw(one_of(sources(device))),
    )


def ssh(draw: st.DrawFn, device: DeviceConfig) -> Ssh:
    """Draw the SSH server."""
    return Ssh(
        acl=draw(one_of(access_lists(device, 4))),
        acl6=draw(one_of(access_lists(device, 6))),
        idle_timeout_minutes=draw(st.just(10) | st.integers(1, 60)),
        netconf=draw(YES_OR_NO),
    )


def ntp(draw: st.DrawFn, device: DeviceConfig) -> Ntp:
    """Draw the NTP client."""
    numbers = draw(st.lists(st.integers(1, 4095), max_size=2, unique=True))
    keys = [
        draw(st.builds(NtpKey, number=st.just(one), algorithm=st.sampled_from(NtpAlgorithm), secret=SECRETS))
        for one in numbers
    ]
    vrfs, key = one_of(vrf_names(device)), one_of(numbers)
    return Ntp(
        servers=tuple(draw(st.builds(NtpServer, address=st.just(one), key=key, vrf=vrfs)) for one in draw(_SERVERS)),
        keys=tuple(keys),
        authenticate=draw(YES_OR_NO),
        source_interface=draw(one_of(sources(device))),
    )


def syslog(draw: st.DrawFn, device: DeviceConfig) -> Syslog:
    """Draw remote logging."""
    vrfs = one_of(vrf_names(device))
    return Syslog(
        servers=tuple(draw(st.builds(SyslogServer, address=st.just(one), vrf=vrfs)) for one in draw(_SERVERS)),
        source_interface=draw(one_of(sources(device))),
        level=draw(optional(st.sampled_from(LogLevel))),
    )


def snmp(draw: st.DrawFn, device: DeviceConfig) -> Snmp:
    """Draw the SNMPv3 agent: users of groups, groups of views."""
    oids = st.sampled_from(("iso", "1.3.6.1", "1.3.6.1.2.1", "1.3.6.1.6.3.1"))
    views = [draw(st.builds(SnmpView, name=st.just(one), oid=oids)) for one in draw(unique_names(2))]
    view = one_of([one.name for one in views])
    groups = [
        draw(
            st.builds(
                SnmpGroup,
                name=st.just(one),
                read_view=view,
                write_view=view,
                notify_view=view,
                acl=one_of(access_lists(device, 4)),
            )
        )
        for one in draw(unique_names(2))
    ]
    names = draw(unique_names(2)) if groups else []
    users = [
        draw(
            st.builds(
                SnmpUser,
                name=st.just(one),
                group=st.sampled_from([group.name for group in groups]),
                authentication=st.sampled_from(SnmpAuthentication),
                authentication_secret=SECRETS,
                privacy=st.sampled_from(SnmpPrivacy),
                privacy_secret=SECRETS,
            )
        )
        for one in names
    ]
    hosts = draw(_SERVERS) if users else []
    return Snmp(
        views=tuple(views),
        groups=tuple(groups),
        users=tuple(users),
        trap_hosts=tuple(
            SnmpTrapHost(address=one, user=draw(st.sampled_from(names)), vrf=draw(one_of(vrf_names(device))))
            for one in hosts
        ),
        source_interface=draw(one_of(sources(device))),
        contact=draw(optional(DESCRIPTIONS)),
        location=draw(optional(DESCRIPTIONS)),
    )


def lldp(draw: st.DrawFn, device: DeviceConfig) -> Lldp:
    """Draw LLDP on or off."""
    return Lldp(enabled=draw(YES_OR_NO))
