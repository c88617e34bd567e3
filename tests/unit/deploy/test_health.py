"""What is seen of a device's health: all that it tells, and what it cannot tell is said."""

from typing import Any

import pytest
from deploy.fake import FakeClock
from napalm.base.base import NetworkDriver

from govnetgen.deploy.health import PROBES_S, gone, observe
from govnetgen.deploy.probe import Probe

PROBES = (
    Probe(destination="10.0.0.2", who="core2", source="10.255.0.1"),
    Probe(destination="10.9.0.2", who="unit", vrf="red"),
    Probe(destination="10.0.0.9", who="NTP server"),
)


class Told(NetworkDriver):
    """Tells what it is given; what it is not given it cannot tell."""

    def __init__(self, clock: FakeClock, **told: Any) -> None:
        self.clock = clock
        self.told = told
        self.asked: list[tuple[str, str, str]] = []
        if "ospf" in told:
            self.get_ospf_neighbors = lambda: told["ospf"]

    def get_bgp_neighbors(self) -> Any:
        return self._given("bgp")

    def get_interfaces(self) -> Any:
        return self._given("interface")

    def _given(self, kind: str) -> Any:
        if kind not in self.told:
            raise NotImplementedError(kind)
        return self.told[kind]

    def ping(self, destination: str, source: str = "", *_: Any, vrf: str = "", **more: Any) -> Any:
        self.asked.append((destination, source, vrf))
        self.clock.sleep(self.told.get("takes_s", 0.1))
        answers = self._given("answers")
        if answers is None:
            return {"error": "unknown command"}
        first = self.asked.count((destination, source, vrf)) == 1
        lost = destination not in answers or (first and destination == self.told.get("late"))
        return {"success": {"probes_sent": 1, "packet_loss": int(lost)}}


def peers(**up: bool) -> dict[str, Any]:
    return {"peers": {name.replace("_", "."): {"is_up": one} for name, one in up.items()}}


def test_all_that_is_up() -> None:
    bgp = {"global": peers(_1=True, _2=False), "red": peers(_1=True)}
    driver = Told(
        FakeClock(), bgp=bgp, ospf={"10.0.0.2": True, "10.0.0.3": False}, interface={"a": {"is_up": True}}, answers=[]
    )
    seen = observe(driver, (), driver.clock)
    assert seen.up == {("bgp", ".1"), ("bgp", ".1 in red"), ("ospf", "10.0.0.2"), ("interface", "a")}
    assert (seen.looked_at, seen.untold) == (("bgp", "ospf", "interface"), ("ospfv3", "isis"))


def test_who_answers() -> None:
    driver = Told(FakeClock(), answers=["10.0.0.2"])
    seen = observe(driver, PROBES, driver.clock)
    assert driver.asked == [
        ("10.0.0.2", "10.255.0.1", ""),
        *[("10.9.0.2", "", "red")] * 2,
        *[("10.0.0.9", "", "")] * 2,
    ]
    assert seen.up == {("reach", "10.0.0.2 (core2)")}
    assert "reach" in seen.looked_at


def test_the_first_request_may_be_lost() -> None:
    driver = Told(FakeClock(), answers=["10.0.0.2"], late="10.0.0.2")
    assert observe(driver, PROBES, driver.clock).up == {("reach", "10.0.0.2 (core2)")}


@pytest.mark.parametrize("answers", [{}, {"answers": None}])
def test_a_device_that_cannot_ping_says_so(answers: dict[str, None]) -> None:
    driver = Told(FakeClock(), **answers)
    seen = observe(driver, PROBES, driver.clock)
    assert "reach" in seen.untold
    assert "reach" not in seen.looked_at


def test_probes_end_when_their_time_is_over() -> None:
    driver = Told(FakeClock(), answers=[], takes_s=PROBES_S / 2)
    observe(driver, PROBES, driver.clock)
    assert len(driver.asked) == 2


def test_gone_is_what_was_up_and_is_meant() -> None:
    before = frozenset({("bgp", "a"), ("bgp", "b"), ("ospf", "c")})
    assert gone(before, frozenset({("ospf", "c")}), lambda kind, name: name != "b") == ("bgp a",)
