"""What the modules cannot hold of how a device is managed: logins, time, logs, SNMP, spanning tree, static routes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, RadiusServer, TacacsServer
from govnetgen.model.device.ntp import Ntp
from govnetgen.model.device.snmp import Snmp
from govnetgen.model.device.spanning_tree import MstRegion, SpanningTree
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import Syslog
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.platform import Limit
from govnetgen.platforms.netconf_yang.names import SCHEME

LONGEST_NAME = 63
NAME = f"a name is a line of at most {LONGEST_NAME} characters"
_LONGEST_REGION = 32
_LONGEST_OFFSET = 1500
# the characters of XML 1.0, but for line ends and tabs: an element is a line here
_UNFIT = re.compile(r"[^\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x85\u2028\u2029]")


def is_text(text: str) -> bool:
    """Tell whether a leaf can hold a text and gives it back as it was."""
    return text != "" and text == text.strip() and _UNFIT.search(text) is None


def is_name(text: str, longest: int = LONGEST_NAME) -> bool:
    """Tell whether a text may be a name."""
    return is_text(text) and len(text) <= longest


def management_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what the modules cannot hold of it."""
    known = Known(device)
    found = {
        "system": _system(device.system),
        "aaa": () if device.aaa is None else _aaa(device.aaa, known),
        "ssh": () if device.ssh is None else _ssh(device.ssh, known),
        "ntp": () if device.ntp is None else _ntp(device.ntp, known),
        "syslog": () if device.syslog is None else _syslog(device.syslog, known),
        "snmp": () if device.snmp is None else _snmp(device.snmp, known),
        "spanning_tree": () if device.spanning_tree is None else _spanning_tree(device.spanning_tree),
    }
    for feature, reasons in found.items():
        yield from (Limit(feature, device.system.hostname, why) for why in reasons)
    for route in device.static_routes:
        yield from (Limit("static_routes", str(route.prefix), why) for why in _route(route, known))
    ways = Counter((one.vrf, one.prefix, one.next_hop) for one in device.static_routes)
    yield from (
        Limit("static_routes", str(prefix), "a route over one next hop is there once")
        for (_, prefix, _), count in ways.items()
        if count > 1
    )


class Known:
    """What may be referred to."""

    def __init__(self, device: DeviceConfig) -> None:
        self._interfaces = {one.name for one in device.interfaces}
        self._vrfs = {one.name for one in device.vrfs}
        self._acls = {(one.name, one.version) for one in device.acls}

    def interface(self, name: str | None) -> Iterator[str]:
        """Say that an interface is missing."""
        if name is not None and name not in self._interfaces:
            yield f"there is no interface {name}"

    def vrfs(self, names: Iterable[str | None]) -> Iterator[str]:
        """Say which VRFs are missing."""
        yield from (f"there is no VRF {name}" for name in names if name is not None and name not in self._vrfs)

    def acl(self, name: str | None, version: int = 4) -> Iterator[str]:
        """Say that an ACL is missing."""
        if name is not None and (name, version) not in self._acls:
            yield f"there is no ACL {name} for IPv{version}"


def _secrets(found: Iterable[Secret]) -> Iterator[str]:
    for secret in found:
        if secret.scheme not in ("", SCHEME):
            yield f"a secret written as {secret.scheme} belongs to another platform"
        if not is_text(secret.text):
            yield "a secret is one line without control characters"


def _once(what: str, values: Iterable[object]) -> Iterator[str]:
    yield from (f"{what} {value} is there once" for value, count in Counter(values).items() if count > 1)


def _names(names: Iterable[str]) -> Iterator[str]:
    yield from (NAME for name in names if not is_name(name))


def _system(system: System) -> Iterator[str]:
    if not is_name(system.hostname, 253):
        yield "a host name is a line of at most 253 characters (RFC 7317)"
    lines = [] if system.banner is None else system.banner.split("\n")
    if any(line.lstrip(" ") and not is_text(line.lstrip(" ")) for line in lines) or any(
        line.endswith(" ") for line in lines
    ):
        yield "the lines of a banner have no control characters, and no blanks at their end"
    if system.timezone is not None:
        yield from _names((system.timezone.name,))
        if abs(system.timezone.offset_minutes) > _LONGEST_OFFSET:
            yield f"a time zone is at most {_LONGEST_OFFSET} minutes from UTC (RFC 7317)"


def _aaa(aaa: Aaa, known: Known) -> Iterator[str]:
    if not aaa.login:
        yield "logins are asked somewhere"
    if any(not 0 <= one.privilege <= 15 for one in aaa.users):
        yield "privileges are 0 to 15"
    yield from _names(one.name for one in aaa.users)
    yield from _once("the account", (one.name for one in aaa.users))
    yield from _once("the method", (one.value for one in aaa.login))
    servers: tuple[TacacsServer | RadiusServer, ...] = (*aaa.tacacs, *aaa.radius)
    yield from _secrets([*(one.secret for one in aaa.users), *(one.secret for one in servers)])
    yield from known.vrfs(one.vrf for one in servers)
    yield from known.interface(aaa.source_interface)


def _ssh(ssh: Ssh, known: Known) -> Iterator[str]:
    yield from known.acl(ssh.acl)
    yield from known.acl(ssh.acl6, 6)


def _ntp(ntp: Ntp, known: Known) -> Iterator[str]:
    numbers = [one.number for one in ntp.keys]
    if any(number < 1 for number in numbers):
        yield "keys are numbered from 1"
    yield from _once("the key", numbers)
    yield from (f"there is no key {one.key}" for one in ntp.servers if one.key is not None and one.key not in numbers)
    yield from _secrets(one.secret for one in ntp.keys)
    yield from known.vrfs(one.vrf for one in ntp.servers)
    yield from known.interface(ntp.source_interface)


def _syslog(syslog: Syslog, known: Known) -> Iterator[str]:
    yield from known.vrfs(one.vrf for one in syslog.servers)
    yield from known.interface(syslog.source_interface)


def _snmp(snmp: Snmp, known: Known) -> Iterator[str]:
    names = {
        "the view": [one.name for one in snmp.views],
        "the group": [one.name for one in snmp.groups],
        "the user": [one.name for one in snmp.users],
    }
    for what, held in names.items():
        yield from _names(held)
        yield from _once(what, held)
    yield from _once("the receiver", (one.address for one in snmp.trap_hosts))
    views = [view for one in snmp.groups for view in (one.read_view, one.write_view, one.notify_view)]
    for what, referred in (
        ("the view", views),
        ("the group", [one.group for one in snmp.users]),
        ("the user", [one.user for one in snmp.trap_hosts]),
    ):
        yield from (f"{what} {one} is not there" for one in referred if one is not None and one not in names[what])
    yield from _secrets(text for one in snmp.users for text in (one.authentication_secret, one.privacy_secret))
    if not all(is_name(one.oid, 255) for one in snmp.views):
        yield "what a view begins at is a line of at most 255 characters"
    if any(text is not None and not is_text(text) for text in (snmp.contact, snmp.location)):
        yield "contact and location are lines without control characters"
    for one in snmp.groups:
        yield from known.acl(one.acl)
    yield from known.vrfs(one.vrf for one in snmp.trap_hosts)
    yield from known.interface(snmp.source_interface)


def _spanning_tree(tree: SpanningTree) -> Iterator[str]:
    for one in tree.priorities:
        if not 0 <= one.priority <= 61440 or one.priority % 4096:
            yield "a priority is a multiple of 4096, up to 61440"
        if not 0 <= one.instance <= 4094:
            yield "instances are 0 to 4094"
    yield from _once("the priority of instance", (one.instance for one in tree.priorities))
    if tree.region is not None:
        if tree.mode != "mstp":
            yield "only MSTP has regions"
        yield from _region(tree.region)


def _region(region: MstRegion) -> Iterator[str]:
    if not is_name(region.name, _LONGEST_REGION) or not 0 <= region.revision <= 65535:
        yield f"a region has a name of at most {_LONGEST_REGION} characters and a revision of 16 bits (IEEE 802.1Q)"
    yield from _once("the instance", (one.number for one in region.instances))
    for one in region.instances:
        if not 1 <= one.number <= 4094:
            yield "instances beside the common one are 1 to 4094"
        if not all(1 <= first <= last <= 4094 for first, last in one.vlans):
            yield "a run of VLANs rises from 1 to 4094"


def _route(route: StaticRoute, known: Known) -> Iterator[str]:
    if (route.next_hop is None) != route.discard:
        yield "a route leads over a next hop or nowhere"
    if route.distance is not None and not 1 <= route.distance <= 255:
        yield "a distance is 1 to 255"
    if route.description is not None and not is_text(route.description):
        yield "a description is one line without control characters"
    yield from known.vrfs((route.vrf,))
