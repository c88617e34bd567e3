"""What stands around a simulated device: it answers as long as the device's configuration lets it.

The far ends have the settings that go with the first ones they meet: who changes one side alone loses the neighbour.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_interface, ip_network

from simulator.faults import Faults


@dataclass(frozen=True, slots=True)
class Port:
    """An interface that is on and has an address."""

    name: str
    address: str
    network: str
    vrf: str
    lines: tuple[str, ...]

    @property
    def other_end(self) -> str:
        """Who sits beside the device: the next address of the subnet, or the one before it."""
        here, subnet = ip_address(self.address), ip_network(self.network)
        return str(here + 1 if here + 1 in subnet and here + 1 != subnet.broadcast_address else here - 1)


class Around:
    """``faults.silent`` answer nobody."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self._met: dict[str, tuple[str, ...]] = {}

    def agrees(self, neighbour: str, settings: Sequence[str]) -> bool:
        """Tell whether these settings are those that a neighbour met first."""
        return neighbour not in self.faults.silent and self._met.setdefault(neighbour, tuple(settings)) == tuple(
            settings
        )

    def answers(self, running: str, address: str, vrf: str = "") -> bool:
        """Tell whether an address answers: it is beside the device, or behind somebody who is."""
        if address in self.faults.silent:
            return False
        if beside(running, address, vrf):
            return True
        return any(
            ip_address(address) in ip_network(prefix) and hop not in self.faults.silent and beside(running, hop, vrf)
            for prefix, hop in _routes(running, vrf)
            if ip_network(prefix).version == ip_address(address).version
        )


def ports(running: str) -> Iterator[Port]:
    """Yield the interfaces that are on, with their first IPv4 address."""
    for block in re.split(r"^(?=interface )", running, flags=re.M)[1:]:
        head, _, rest = block.partition("\n")
        lines = tuple(line.strip() for line in re.split(r"^[#!]", rest, maxsplit=1, flags=re.M)[0].splitlines())
        address = re.search(r"^ip address (\S+) (\S+)", "\n".join(lines), re.M)
        if address is not None and "shutdown" not in lines:
            vrf = re.search(
                r"^(?:ip binding vpn-instance|vrf forwarding|ip vrf forwarding) (\S+)", "\n".join(lines), re.M
            )
            network = str(ip_interface(f"{address[1]}/{address[2]}").network)
            yield Port(head.removeprefix("interface "), address[1], network, vrf[1] if vrf else "", lines)


def beside(running: str, address: str, vrf: str = "") -> bool:
    """Tell whether an address is in the subnet of an interface that is on."""
    wanted = ip_address(address)
    return any(wanted in ip_network(one.network) for one in ports(running) if one.vrf == vrf)


def _routes(running: str, vrf: str) -> Iterator[tuple[str, str]]:
    for table, prefix, mask, hop in re.findall(
        r"^ip route(?:-static)? (?:(?:vpn-instance|vrf) (\S+) )?([\d.]+) ([\d.]+) ([\d.]+)", running, re.M
    ):
        if table == vrf:
            yield f"{prefix}/{mask}", hop
