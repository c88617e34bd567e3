"""What is meant to be up on a device: of its neighbours and interfaces, what its intended configuration still has."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from ipaddress import ip_address

from govnetgen.configtree import parse_tree
from govnetgen.configtree.tree import Line
from govnetgen.deploy.health import BGP, IN, INTERFACE, ISIS, OSPF, OSPFV3
from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Dialect, Platform

_SPEAKS: Mapping[str, Callable[[DeviceConfig], bool]] = {
    BGP: lambda device: device.bgp is not None,
    OSPF: lambda device: any(one.version == 2 for one in device.ospf),
    OSPFV3: lambda device: any(one.version == 3 for one in device.ospf),
    ISIS: lambda device: bool(device.isis),
}
_FAMILIES = ("vpnv4", "vpnv6", "ipv6")
"""How commands that tell of one family name it."""
_HEADS = ("interface ", "iface ")
_SHUT = frozenset({"shutdown", "link-down yes"})
_WORDS = {OSPFV3: ("ospfv3", "ipv6 ospf"), ISIS: ("isis", "ip router isis", "ipv6 router isis")}
"""How lines below an interface begin that make it speak a protocol."""


class Meant:
    """Reads one device's intended text when it is first asked."""

    def __init__(self, written: str, platform: Platform, dialect: Dialect) -> None:
        self._written = written
        self._platform = platform
        self._dialect = dialect

    def speaks(self, kind: str) -> bool:
        """Tell whether a kind of health, or what a command that was not taken tells of, is anything that it has."""
        if kind in _SPEAKS:
            return _SPEAKS[kind](self._device)
        family = next((one for one in _FAMILIES if one in kind), None)
        return family is None or family in self._families()

    def is_meant(self, kind: str, name: str) -> bool:
        """Tell whether what was up before has to be up again: what is not in the intended text need not."""
        if kind == BGP:
            return self._is_peer(name)
        if kind == OSPF:
            return self._is_beside(name)
        if kind in _WORDS:
            return self._is_spoken(kind, name.rpartition("%")[2])
        if kind == INTERFACE:
            below = self._below(name)
            return not _SHUT & below if below is not None else _names(self._written, name)
        return True

    @cached_property
    def _device(self) -> DeviceConfig:
        return self._platform.read(parse_tree(self._written, self._platform.syntax), self._dialect).device

    @cached_property
    def _blocks(self) -> tuple[Line, ...]:
        lines = parse_tree(self._written, self._platform.syntax).lines
        return tuple(line for top in lines for line in top.walk() if line.text.startswith(_HEADS))

    def _below(self, name: str) -> frozenset[str] | None:
        """Return the lines of all blocks of an interface, None where it has none.

        Devices differ in the blank between its kind and its number, and shorten kinds in tables: ``GE0/0/1``.
        """
        found = [one for one in self._blocks if _plain(one.text.partition(" ")[2]) == _plain(name)]
        if not found:
            found = [one for one in self._blocks if _short(one.text.partition(" ")[2]) == _short(name)]
        return frozenset(line.text for one in found for line in one.children) if found else None

    def _is_peer(self, name: str) -> bool:
        """Tell whether a BGP neighbour is still one, in its VRF; what no model knows of is looked for in the text."""
        text, _, vrf = name.partition(IN)
        address = _address(text)
        tables = {table for table, held in self._peers() if held == address}
        return vrf in tables if tables else _names(self._written, text)

    def _peers(self) -> Iterator[tuple[str, Address]]:
        bgp = self._device.bgp
        if bgp is not None:
            yield from (("", one.address) for one in bgp.neighbors)
            yield from ((table.vrf, one.address) for table in bgp.vrfs for one in table.neighbors)

    def _families(self) -> frozenset[str]:
        """Return the families of BGP that are spoken, those inside of VRFs by the name of what carries them."""
        bgp = self._device.bgp
        if bgp is None:
            return frozenset()
        outside = {held.family.value for one in bgp.neighbors for held in one.families}
        inside = {held.family.value for table in bgp.vrfs for one in table.neighbors for held in one.families}
        return frozenset(outside | {f"vpn{one.removeprefix('ip')}" for one in inside})

    def _is_beside(self, neighbour: str) -> bool:
        """Tell whether an interface that is to speak OSPF is in a neighbour's subnet."""
        address = _address(neighbour)
        if address is None:
            return True
        beside = [
            one
            for one in self._device.interfaces
            if one.enabled and any(held.prefix.contains(address) for held in one.addresses)
        ]
        if not any(held.version == 2 for one in self._device.interfaces for held in one.ospf):
            return bool(beside)  # it speaks OSPF by lines that no model knows
        return any(held.version == 2 and not held.passive for one in beside for held in one.ospf)

    def _is_spoken(self, kind: str, port: str) -> bool:
        below = self._below(port)
        if below is None:
            return _names(self._written, port)
        return not _SHUT & below and any(line.startswith(_WORDS[kind]) for line in below)


def _address(text: str) -> Address | None:
    try:
        return Address.parse(str(ip_address(text)))  # devices write IPv6 addresses each in its own way
    except ValueError:
        return None


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w./-])", text, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    return text.replace(" ", "").lower()


def _short(name: str) -> str:
    """Return a name with the capitals of its kind: ``GE0/0/1`` for ``GigabitEthernet0/0/1``."""
    match = re.fullmatch(r"(\d*)([A-Za-z-]+) ?([\d/.:]+)", name)
    if match is None:
        return name
    return match[1] + "".join(one for one in match[2] if one.isupper()) + match[3]
