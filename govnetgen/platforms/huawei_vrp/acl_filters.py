"""Access lists as VRP writes them, and how they are applied where there is no ``traffic-filter``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect

LAST = 4294967294
"""The highest rule number, kept for the rule that closes lists.

VRP forwards what no rule of a list on an interface matches, and takes a list without rules for one that permits all.
"""

PROTOCOLS: Mapping[Protocol, str] = {**{one: one.value for one in Protocol}, Protocol.ESP: "50"}

_TCP = (
    "ftp-data 20,ftp 21,telnet 23,smtp 25,time 37,whois 43,tacacs 49,domain 53,gopher 70,finger 79,www 80,hostname 101,"
    "pop2 109,pop3 110,sunrpc 111,nntp 119,bgp 179,irc 194,exec 512,login 513,cmd 514,lpd 515,talk 517,uucp 540,"
    "klogin 543,kshell 544,echo 7,discard 9,daytime 13,CHARgen 19"
)
_UDP = (
    "echo 7,discard 9,time 37,nameserver 42,dns 53,bootps 67,bootpc 68,tftp 69,dnsix 90,sunrpc 111,ntp 123,"
    "netbios-ns 137,netbios-dgm 138,netbios-ssn 139,snmp 161,snmptrap 162,xdmcp 177,mobilip-ag 434,mobilip-mn 435,"
    "biff 512,who 513,syslog 514,talk 517,rip 520,tacacs-ds 65"
)


def _ports(text: str) -> dict[str, int]:
    return {word: int(number) for word, number in (pair.split() for pair in text.split(","))}


PORTS: Mapping[Protocol, Mapping[str, int]] = {Protocol.TCP: _ports(_TCP), Protocol.UDP: _ports(_UDP)}
"""The names that VRP prints in place of well-known ports."""
_PORT_NAMES = {protocol: {number: word for word, number in words.items()} for protocol, words in PORTS.items()}


@dataclass(frozen=True, slots=True)
class Classifier:
    """What stands for one list in a traffic policy."""

    acl: str
    version: int

    @property
    def name(self) -> str:
        """The classifier's name, told by the list's."""
        return f"acl{'' if self.version == 4 else 6}-{self.acl}"


@dataclass(frozen=True, slots=True)
class Policy:
    """A traffic policy for the lists that one interface has in one direction: VRP takes only one policy there."""

    classifiers: tuple[Classifier, ...]

    @property
    def name(self) -> str:
        """The policy's name, told by the lists'."""
        return "-".join(one.name for one in self.classifiers)


def policies_of(bindings: Iterable[AclBinding]) -> Iterator[tuple[Direction, Policy]]:
    """Return the policies of an interface by direction."""
    held = sorted(bindings, key=lambda one: (one.direction, one.version))
    for direction in Direction:
        found = tuple(Classifier(one.name, one.version) for one in held if one.direction is direction)
        if found:
            yield direction, Policy(found)


def applied_policies(device: DeviceConfig) -> list[Policy]:
    """All traffic policies that the device needs."""
    found = {policy for one in device.interfaces for _, policy in policies_of(one.acls)}
    return sorted(found, key=lambda one: one.name)


def applied_classifiers(device: DeviceConfig) -> list[Classifier]:
    """All classifiers that the device needs."""
    found = {one for policy in applied_policies(device) for one in policy.classifiers}
    return sorted(found, key=lambda one: one.name)


def matches_all(rule: AclRule) -> bool:
    """Tell whether a rule leaves nothing to the rules below it."""
    anywhere = (None, Prefix(4, 0, 0), Prefix(6, 0, 0))
    return rule.protocol is Protocol.IP and rule.source in anywhere and rule.destination in anywhere


def acls_as_applied(device: DeviceConfig) -> list[Acl]:
    """The lists, closed where VRP would let pass what no rule matches."""
    applied = {(one.version, one.name) for interface in device.interfaces for one in interface.acls}
    closing = AclRule(sequence=LAST, permit=False)
    return [
        replace(acl, rules=(*acl.rules, closing))
        if not acl.rules or ((acl.version, acl.name) in applied and not matches_all(acl.rules[-1]))
        else acl
        for acl in device.acls
    ]


def acl_title(acl: Acl) -> str:
    """What names a list: its number where the name is one, else the name and its kind."""
    family = "ipv6 " if acl.version == 6 else ""
    if acl.name.isdigit():
        return f"{family}number {acl.name}"
    return f"{family}name {acl.name} {'basic' if acl.source_only else 'advance'}"


def acl_reference(name: str, word: str) -> str:
    """A list in a line that applies it; ``word`` is what stands before a name."""
    return name if name.isdigit() else f"{word}{name}"


def _wildcard(prefix: Prefix) -> str:
    if prefix.version == 6:
        return f"{str(prefix.network).upper()}/{prefix.length}"
    return f"{prefix.network} {'0' if prefix.is_host else prefix.wildcard}"


def _port(value: NumberRange, protocol: Protocol) -> str:
    if value.first == value.last:
        return f"eq {_PORT_NAMES.get(protocol, {}).get(value.first, value.first)}"
    return f"range {value.first} {value.last}"


def acl_match(rule: AclRule, acl: Acl) -> str:
    """What a rule matches, from the protocol on."""
    text = ""
    if not acl.source_only:
        text = " ipv6" if acl.version == 6 and rule.protocol is Protocol.IP else f" {PROTOCOLS[rule.protocol]}"
    if rule.source is not None:
        text += f" source {_wildcard(rule.source)}"
    if rule.destination is not None:
        text += f" destination {_wildcard(rule.destination)}"
    if rule.source_port is not None:
        text += f" source-port {_port(rule.source_port, rule.protocol)}"
    if rule.destination_port is not None:
        text += f" destination-port {_port(rule.destination_port, rule.protocol)}"
    return text


def applied(bindings: Iterable[AclBinding], dialect: VrpDialect) -> Iterator[str]:
    """The lines of an interface that apply lists."""
    if not dialect.traffic_filter:
        for direction, policy in policies_of(bindings):
            yield f"traffic-policy {policy.name} {direction}bound"
        return
    for one in bindings:
        family = "ipv6 " if one.version == 6 else ""
        yield f"traffic-filter {one.direction}bound acl {family}{acl_reference(one.name, 'name ')}"


FILTERS: Mapping[str, Callable[..., object]] = {
    one.__name__: one
    for one in (acl_match, acl_reference, acl_title, acls_as_applied, applied, applied_classifiers, applied_policies)
}
