"""The fault matrix on a real NETCONF server: what is reported is what the datastore then holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from deploy.faulty import Fault, Faulty, drop, nothing, unreachable
from deploy.single import deploy_one
from lab.netconf_server import Server, missing, netconf_server
from lxml import etree
from ncclient import manager
from platforms.netconf_yang.examples import SWITCH

from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.platform import platforms
from govnetgen.render import Renderer
from govnetgen.secrets import Secrets
from govnetgen.workflow.judge import DeviceJudge

pytestmark = [
    pytest.mark.lab,
    pytest.mark.xdist_group("netconf"),
    pytest.mark.skipif(bool(missing()), reason=missing()),
]
NAME = SWITCH.system.hostname
PLATFORM = platforms()["netconf_yang"]
DIALECT = PLATFORM.dialect(None)
TEMPLATES = Path(__file__).parents[2] / "templates" / "netconf_yang"
MODULES = ("ietf-interfaces", "ietf-ip", "iana-if-type", "ietf-system", "govnet")
CHANGED = replace(
    SWITCH,
    vlans=tuple(one for one in SWITCH.vlans if one.number != 21),
    interfaces=tuple(
        replace(one, description="to core2", switchport=replace(one.switchport, vlans=one.switchport.vlans[:0]))  # type: ignore[arg-type,union-attr,type-var]
        if one.name == "10ge-0/1"
        else one
        for one in SWITCH.interfaces
    ),
)


def written(device: Any) -> str:
    return Renderer().render(device, PLATFORM, DIALECT)


BEFORE, INTENDED = written(SWITCH), written(CHANGED)


@dataclass
class Bench:
    """The server, and what goes wrong with the sessions that are opened to it."""

    server: Server
    folder: Path
    opener: Faulty

    @property
    def target(self) -> Target:
        return Target(
            device=NAME,
            platform="netconf_yang",
            dialect=DIALECT.name,
            host="127.0.0.1",
            port=self.server.port,
            credential=Credential(username="root", key_file=str(self.server.key_file)),
            known_hosts=str(self.server.known_hosts),
            timeout_s=20,
        )

    def running(self) -> str:
        """What the server holds."""
        driver = open_with_napalm(self.target)
        driver.open()
        try:
            return str(driver.get_config(retrieve="running")["running"])
        finally:
            driver.close()

    def pending(self) -> bool:
        driver = open_with_napalm(self.target)
        driver.open()
        try:
            return driver.has_pending_commit()
        finally:
            driver.close()

    def deploy(self, intended: str = INTENDED) -> Ended:
        return deploy_one(self.folder, self.target, judge(intended), self.running(), self.opener)


def judge(intended: str) -> DeviceJudge:
    return DeviceJudge(NAME, intended, PLATFORM, DIALECT, Secrets())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with netconf_server(tmp_path_factory.mktemp("deploy-netconf"), *MODULES, search=TEMPLATES) as running:
        yield running


@pytest.fixture
def bench(server: Server, tmp_path: Path) -> Bench:
    made = Bench(server, tmp_path, Faulty())
    driver = open_with_napalm(made.target)
    driver.open()
    driver.load_replace_candidate(config=BEFORE)
    driver.commit_config()
    driver.close()
    return made


CASES: dict[str, tuple[dict[str, Fault], set[Outcome]]] = {
    "nothing": ({}, {Outcome.CONFIRMED}),
    "dropped when read": ({"before__get_config": drop}, {Outcome.CONFIRMED}),
    "dropped before the edit": ({"before__load_merge_candidate": drop}, {Outcome.REFUSED}),
    "dropped behind the edit": ({"behind__load_merge_candidate": drop}, {Outcome.REFUSED}),
    "dropped before commit": ({"before__commit_config": drop}, {Outcome.REVERTED}),
    "dropped behind commit": ({"behind__commit_config": drop}, {Outcome.CONFIRMED}),
    "the commit does nothing": ({"instead__commit_config": nothing}, {Outcome.REVERTED}),
    "dropped before confirm": ({"before__confirm_commit": drop}, {Outcome.CONFIRMED}),
    "dropped behind confirm": ({"behind__confirm_commit": drop}, {Outcome.CONFIRMED}),
    "the confirmation does nothing": ({"instead__confirm_commit": nothing}, {Outcome.CONFIRMED}),
}


@pytest.mark.parametrize("fault", CASES)
def test_what_is_reported_is_what_is_in_the_datastore(bench: Bench, fault: str) -> None:
    faults, allowed = CASES[fault]
    before = bench.running()
    bench.opener = Faulty(**faults)
    ended = bench.deploy()
    assert bench.opener.faults == {}, "it did not happen"
    assert ended.outcome in allowed, ended
    assert not bench.pending()
    held = bench.running()
    assert held == (before if ended.outcome is not Outcome.CONFIRMED else held)
    if ended.outcome is Outcome.CONFIRMED:
        assert judge(INTENDED).change(held).empty
    else:
        assert ended.why


def test_no_new_session_behind_the_change(bench: Bench) -> None:
    """What locks out is taken back by the session that is still there."""
    before, opened = bench.running(), 0

    def driver(target: Target) -> Any:
        nonlocal opened
        opened += 1
        return Faulty(before__open=unreachable)(target) if 1 < opened < 9 else open_with_napalm(target)

    ended = deploy_one(bench.folder, bench.target, judge(INTENDED), before, driver)
    assert (ended.outcome, bench.running()) == (Outcome.REVERTED, before)
    assert "no new session" in ended.why[0]


def test_somebody_else_holds_the_lock(bench: Bench) -> None:
    before = bench.running()
    server = bench.server
    with (
        manager.connect(
            host="127.0.0.1",
            port=server.port,
            username="root",
            key_filename=str(server.key_file),
            hostkey_verify=False,
            allow_agent=False,
            look_for_keys=False,
        ) as other,
        other.locked("running"),
    ):
        ended = bench.deploy()
    assert (ended.outcome, bench.running()) == (Outcome.REFUSED, before)


def test_what_the_server_refuses_is_nowhere(bench: Bench) -> None:
    before = bench.running()
    assert "<access-vlan" in INTENDED
    root = etree.fromstring(INTENDED.encode())
    for one in root.iter("{urn:govnetgen:yang:govnet}access-vlan"):
        one.text = "99"  # a VLAN that is not there
    ended = bench.deploy(etree.tostring(root, encoding="unicode", pretty_print=True))
    assert (ended.outcome, bench.running()) == (Outcome.REFUSED, before), ended


def test_a_key_that_changed(bench: Bench, tmp_path: Path) -> None:
    before = bench.running()
    known = bench.server.known_hosts.read_text(encoding="ascii")
    other = (bench.server.folder / "other.pub").read_text(encoding="ascii").split()[1]
    wrong = tmp_path / "known_hosts"
    wrong.write_text(known.replace(known.split()[2], other), encoding="ascii")
    target = replace(bench.target, known_hosts=str(wrong))
    ended = deploy_one(bench.folder, target, judge(INTENDED), before, open_with_napalm)
    assert (ended.outcome, bench.running()) == (Outcome.NOT_REACHED, before)
