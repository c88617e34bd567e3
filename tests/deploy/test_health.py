"""A change that the device takes, and that costs it a neighbour or an answer: it is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from simulator import PASSWORD, USERNAME, SimulatedDevice, simulated

from deploy.single import deploy_one
from govnetgen.deploy import run as deploy_run
from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.drivers import cli_session
from govnetgen.platform import platforms
from govnetgen.secrets import Secrets
from govnetgen.workflow.judge import DeviceJudge

VRP = """\
#
sysname core1
#
vlan batch 10
#
isis 1
 is-level level-2
 cost-style wide
 network-entity 49.0001.0102.5500.0001.00
#
interface Vlanif10
 ip address 10.0.0.1 255.255.255.{mask}
 ospf enable 1 area 0.0.0.0
{ospf} isis enable 1
{isis}#
interface LoopBack0
 ip address 10.255.0.1 255.255.255.255
#
bgp 65001
 router-id 10.255.0.1
 peer 10.0.0.9 as-number {asn}
#
ospf 1 router-id 10.255.0.1
 area 0.0.0.0
#
ip route-static 10.9.0.0 255.255.0.0 10.0.0.{hop}
#
return
"""
RGOS = """\
hostname core1
!
vlan range 1,10
!
interface Loopback 0
 ip address 10.255.0.1 255.255.255.255
!
interface VLAN 10
 ip address 10.0.0.1 255.255.255.{mask}
{ospf}!
router bgp 65001
 bgp router-id 10.255.0.1
 neighbor 10.0.0.9 remote-as {asn}
!
router ospf 1
 router-id 10.255.0.1
 network 10.0.0.0 0.0.0.{wild} area 0.0.0.0
!
ip route 10.9.0.0 255.255.0.0 10.0.0.{hop}
!
end
"""
BEFORE = {"mask": "0", "wild": "255", "asn": 65002, "hop": 2, "ospf": "", "isis": ""}
TEXTS = {"vrp5": ("huawei_vrp", VRP), "vrp8": ("huawei_vrp", VRP), "rgos": ("ruijie_rgos", RGOS)}
PROBES = (
    Probe(destination="10.9.0.1", who="core2", source="10.255.0.1"),
    Probe(destination="10.77.0.1", who="NTP server"),
)
QUICK = Settings(confirm_within_s=60, settle_s=0.2, patience_s=4.0, between_tries_s=0.2, beyond_timer_s=1.0)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_session, "_SETTLED_S", 0.08)
    monkeypatch.setattr(deploy_run, "answers", lambda target, timeout_s: True)


def judge(kind: str, **words: object) -> DeviceJudge:
    name, text = TEXTS[kind]
    platform = platforms()[name]
    return DeviceJudge("core1", text.format(**{**BEFORE, **words}), platform, platform.dialect(None), Secrets())


@contextmanager
def running(kind: str) -> Iterator[SimulatedDevice]:
    one = SimulatedDevice("core1", kind, judge(kind).written)
    with simulated(one):
        yield one


def deployed(device: SimulatedDevice, folder: Path, **words: object) -> Ended:
    target = Target(
        device="core1",
        platform=TEXTS[device.kind][0],
        dialect="",
        host="127.0.0.1",
        port=device.port,
        credential=Credential(username=USERNAME, password=PASSWORD),
        known_hosts=str(device.known_hosts),
        more={"read_timeout": 4},
    )
    found = judge(device.kind, **words)
    return deploy_one(folder, target, found, device.running, open_with_napalm, QUICK, PROBES)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_change_that_hurts_nobody_is_confirmed(kind: str, tmp_path: Path) -> None:
    with running(kind) as device:
        ended = deployed(device, tmp_path, hop=3)
    assert (ended.outcome, ended.why) == (Outcome.CONFIRMED, ())
    assert set(ended.looked_at) >= {"bgp", "ospf", "interface", "reach"}
    assert ended.untold == ()


ANOTHER_AS = ({"asn": 65003}, "bgp 10.0.0.9")
SUBNET_TOO_SMALL = ({"mask": "252", "wild": "3"}, "bgp 10.0.0.9")
NO_NEXT_HOP = ({"hop": 222}, "reach 10.9.0.1 (core2)")
KEY_ON_ONE_SIDE = {
    "vrp5": ({"ospf": " ospf authentication-mode md5 1 cipher key\n"}, "ospf 10.0.0.2"),
    "rgos": ({"ospf": " ip ospf authentication message-digest\n"}, "ospf 10.0.0.2"),
}
COSTLY = [
    ("vrp8", ANOTHER_AS),
    ("vrp8", NO_NEXT_HOP),
    *((kind, one) for kind in KEY_ON_ONE_SIDE for one in (ANOTHER_AS, SUBNET_TOO_SMALL, NO_NEXT_HOP)),
    *KEY_ON_ONE_SIDE.items(),
    ("vrp5", ({"isis": " isis circuit-type p2p\n"}, "isis R2 L2%Vlanif10")),
]


@pytest.mark.parametrize(("kind", "costly"), COSTLY)
def test_what_costs_a_neighbour_or_an_answer_is_taken_back(
    kind: str, costly: tuple[dict[str, object], str], tmp_path: Path
) -> None:
    words, why = costly
    with running(kind) as device:
        device.faults.silent = frozenset({"10.0.0.222"})
        before = device.running
        ended = deployed(device, tmp_path, **words)
        assert ended.outcome is Outcome.REVERTED
        assert f"no longer up: {why}" in ended.why
        assert device.running == before
        assert not device.pending


@pytest.mark.parametrize("kind", ["vrp5", "rgos"])
def test_what_a_release_cannot_tell_is_said(kind: str, tmp_path: Path) -> None:
    with running(kind) as device:
        device.faults.unknown = ("display bgp", "display isis", "show ip bgp", "show bgp", "ping")
        ended = deployed(device, tmp_path, hop=3)
    assert ended.outcome is Outcome.CONFIRMED
    assert set(ended.untold) >= {"bgp", "reach"}
    assert {"ospf", "interface"} <= set(ended.looked_at)
    assert not {"bgp", "reach"} & set(ended.looked_at)
