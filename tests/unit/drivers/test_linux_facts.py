"""What FRR tells of neighbours, by the forms of its JSON."""

import json
from typing import Any

from govnetgen.drivers.linux_channel import Done
from govnetgen.drivers.linux_facts import Facts
from govnetgen.drivers.linux_ping import ping


class Says:
    """A channel to a node that says what it is given, whatever it is asked."""

    def __init__(self, output: Any) -> None:
        self.output = output if isinstance(output, str) else json.dumps(output)
        self.asked: list[str] = []

    def run(self, command: str) -> Done:
        self.asked.append(command)
        return Done(0, self.output, "")


def facts(output: Any) -> Facts:
    return Facts(Says(output))  # type: ignore[arg-type]  # as much of a channel as they need


def test_isis_neighbours() -> None:
    up = {"circuit": 1, "adj": "core2", "interface": "ge0-1", "level": 2, "state": "Up", "expires-in": "28s"}
    coming = {"circuit": 2, "adj": "core3", "interface": "ge0-2", "level": 2, "state": "Initializing"}
    told = {"areas": [{"area": "1", "circuits": [{"circuit": 0}, up, coming]}]}
    assert facts(told).isis() == {"core2 L2%ge0-1": True, "core3 L2%ge0-2": False}
    assert facts("% Can't find ISIS instance \n").isis() == {}


def test_ospf_neighbours_of_every_vrf() -> None:
    told = {
        "default": {"neighbors": {"10.255.0.2": [{"ifaceAddress": "10.0.0.2", "nbrState": "Full/-"}]}},
        "red": {"neighbors": {"10.255.0.3": [{"ifaceAddress": "10.9.0.2", "nbrState": "Init/-"}]}},
    }
    assert facts(told).ospf() == {"10.0.0.2": True, "10.9.0.2": False}
    states = ("Full", "Twoway", "ExStart")
    told6 = {"neighbors": [{"neighborId": f"10.255.0.{s}", "interfaceName": "ge0-1", "state": s} for s in states]}
    assert list(facts(told6).ospfv3().values()) == [True, True, False]


PING = """\
PING 10.0.0.2 (10.0.0.2) 100(128) bytes of data.
108 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.104 ms

--- 10.0.0.2 ping statistics ---
2 packets transmitted, 1 received, 50% packet loss, time 1001ms
rtt min/avg/max/mdev = 0.104/0.104/0.104/0.000 ms
"""


def test_ping_in_a_vrf_that_is_a_namespace_or_a_device() -> None:
    says = Says(PING)
    told = ping(says, "10.0.0.2", source="", ttl=255, timeout_s=1, size=100, count=2, vrf="red")  # type: ignore[arg-type]
    assert (told["success"]["probes_sent"], told["success"]["packet_loss"]) == (2, 1)
    assert told["success"]["results"] == [{"ip_address": "10.0.0.2", "rtt": 0.104}]
    assert "ip netns exec red ping" in says.asked[0]
    assert "ip vrf exec red ping" in says.asked[0]
