"""What the packet filter says of interfaces: lists, reverse path checks, management services."""

from dataclasses import dataclass, field, replace

from govnetgen.configtree import Cursor
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import Interface, ManagementService, UrpfMode
from govnetgen.platforms.linux.access import SERVICES
from govnetgen.platforms.linux.names import unword
from govnetgen.platforms.linux.read.packet_filter import PacketFilter
from govnetgen.platforms.linux.read.patterns import INTERFACES, WORD, interfaces_in

_SET = rf"\{{ ({INTERFACES}) \}}"
_ONE = rf"(?:\{{ )?({INTERFACES})(?: \}})?"  # with the devices of its VRRP groups
_HOOK = r"type filter hook (?:prerouting|postrouting|input) priority \S+; policy (?:accept|drop);"
_ALWAYS = (
    r"ct state established,related accept",
    r"ct state invalid drop",
    r'iifname "lo" accept',
    r"icmpv6 type \{ nd-[a-z, 0-9-]+ \} accept",
)
_OWN = r'(?:iifname|meta sdifname|ip6?|oifname) .* accept comment "protocol [A-Z]+"'


@dataclass(slots=True)
class _Said:
    """What is said of one interface."""

    acls: list[AclBinding] = field(default_factory=list)
    urpf: UrpfMode | None = None
    management: set[ManagementService] = field(default_factory=set)


def read_management(packets: PacketFilter, interfaces: tuple[Interface, ...]) -> tuple[Interface, ...]:
    """Return the interfaces with what the packet filter says of them."""
    said: dict[str, _Said] = {}
    for name, word, direction in (("received", "iifname", Direction.IN), ("sent", "oifname", Direction.OUT)):
        chain = packets.chain(name)
        if chain is not None:
            _bindings(chain, word, direction, said)
    guard = packets.chain("guard")
    if guard is not None:
        guard.ignore(_HOOK, *_ALWAYS, r"tcp dport (?:22|\{ 22, 830 \}) jump ssh", "udp dport 161 jump snmp")
    reverse_path, incoming = packets.chain("reverse_path"), packets.chain("input")
    if reverse_path is not None:
        _reverse_path(reverse_path, said)
    if incoming is not None:
        _services(incoming, said)
    nothing = _Said()
    return tuple(_with(one, said.get(one.name, nothing)) for one in interfaces)


def _with(one: Interface, said: _Said) -> Interface:
    if not (said.acls or said.urpf or said.management):
        return one
    return replace(one, acls=tuple(said.acls), urpf=said.urpf, management=tuple(said.management))


def _bindings(chain: Cursor, word: str, direction: Direction, said: dict[str, _Said]) -> None:
    chain.ignore(_HOOK, *_ALWAYS)
    pattern = rf"{word} {_ONE} meta nfproto ipv([46]) jump (?:acl|basic)\2_({WORD})"
    for match, _ in chain.each(pattern):
        binding = AclBinding(name=unword(match[3]), direction=direction, version=int(match[2]))
        for name in interfaces_in(match[1]):
            said.setdefault(name, _Said()).acls.append(binding)


def _reverse_path(chain: Cursor, said: dict[str, _Said]) -> None:
    chain.ignore(_HOOK, r"ip saddr 0\.0\.0\.0 udp dport 67 accept")
    for mode, match_text in ((UrpfMode.STRICT, r"saddr \. iif oif"), (UrpfMode.LOOSE, "saddr oif")):
        pattern = rf'iifname {_ONE} fib {match_text} missing drop comment "{mode}"'
        for match, _ in chain.each(pattern):
            for name in interfaces_in(match[1]):
                said.setdefault(name, _Said()).urpf = mode


def _services(chain: Cursor, said: dict[str, _Said]) -> None:
    chain.ignore(_HOOK, *_ALWAYS, _OWN)
    for service, matches in SERVICES.items():
        either = "|".join(matches)
        pattern = rf'(?:iifname|meta sdifname) {_SET} (?:{either}) accept comment "service {service}"'
        for match, _ in chain.each(pattern):
            for name in interfaces_in(match[1]):
                said.setdefault(name, _Said()).management.add(service)
