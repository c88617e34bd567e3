"""Host name, banner, clock; and the settings that every node has."""

import re

from govnetgen.configtree import Cursor
from govnetgen.model.device.system import System, Timezone
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.labels import Labels

UNNAMED = "localhost"
"""What a host without a name calls itself."""

_FORWARDING = (
    r"net\.ipv4\.ip_forward ?= ?1",
    r"net\.ipv6\.conf\.all\.forwarding ?= ?1",
    r"net\.ipv4\.igmp_max_memberships ?= ?[0-9]+",
    r"net\.ipv4\.conf\.all\.arp_ignore ?= ?1",
    r"net\.ipv4\.conf\.all\.arp_announce ?= ?2",
    r"net\.mpls\.platform_labels ?= ?[0-9]+",
    r"net/mpls/conf/\S+/input ?= ?1",
)
_PREAMBLE = (
    r"frr version .*",
    r"frr defaults (?:traditional|datacenter)",
    r"service integrated-vtysh-config",
    r"log (?:syslog|file|timestamp)(?: .*)?",
    r"line vty",
)


def read_system(files: Files, labels: Labels) -> System:
    """Return what the node calls itself."""
    own = files.file("/etc/hostname")
    named = own.first(r"\S+") if own is not None else None
    routed = files.network.last(r"hostname (\S+)")
    # captures of Cumulus Linux begin with the bare name
    bare = None if named or routed is None else files.network.first(re.escape(routed[1]))
    hostname = named or bare
    for settings in (files.file("/etc/sysctl.d/90-govnetgen.conf"), files.file("/etc/sysctl.conf")):
        if settings is not None:
            settings.ignore(*_FORWARDING)
    daemons = files.file("/etc/frr/daemons")
    if daemons is not None:
        daemons.ignore(r"[a-z0-9]+d=(?:yes|no)", r"vtysh_enable=yes", r"[a-z0-9]+_options=.*")
    files.network.ignore(*_PREAMBLE)
    name = hostname[0] if hostname else routed[1] if routed else UNNAMED
    return System(hostname=name, banner=_banner(files), timezone=_timezone(files.file("/etc/environment"), labels))


def _banner(files: Files) -> str | None:
    if files.banner is None:
        return None
    lines = files.banner.block
    return "\n".join(lines[:-1] if lines and lines[-1] == "### end" else lines)


def _timezone(environment: Cursor | None, labels: Labels) -> Timezone | None:
    found = environment and environment.last(r'TZ="?<([A-Za-z0-9+-]+)>([+-]?)([0-9]{1,2})(?::([0-9]{2}))?"?')
    if not found:
        return None
    minutes = int(found[3]) * 60 + int(found[4] or 0)
    return Timezone(labels.clock or found[1], minutes if found[2] == "-" else -minutes)
