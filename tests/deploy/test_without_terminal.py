"""A firewall whose CLI is closed, through the verbs: collected, deployed and taken back by NETCONF's execute-cli."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from simulator import PASSWORD, USERNAME, Netconf, SimulatedDevice, simulated

from govnetgen.cli import run

SMALL = Path(__file__).parents[2] / "inventory" / "small"


@dataclass
class Site:
    """A network, its firewall, and what reaches it."""

    folder: Path
    device: SimulatedDevice
    access: tuple[object, ...]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("without-terminal")
    shutil.copytree(SMALL, base / "small")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(base / "state"))
        assert run(["render", str(base / "small"), "-o", str(base / "rendered"), "--limit", "fw1"]) == 0
        intended = (base / "rendered" / "fw1.cfg").read_text(encoding="utf-8")
        device = SimulatedDevice("fw1", "usg", intended, netconf=Netconf(), terminal=False)
        with simulated(device):
            credentials = base / "credentials"
            credentials.touch(mode=0o600)
            credentials.write_text(
                f"[default]\nusername = {USERNAME}\npassword = {PASSWORD}\n"
                f"[fw1]\nhost = 127.0.0.1\nport = {device.port}\ntransport = netconf\nunasked = yes\n",
                encoding="utf-8",
            )
            access = ("--limit", "fw1", "--credentials", credentials, "--known-hosts", device.known_hosts)
            yield Site(base / "small", device, access)


@pytest.fixture
def govnetgen(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def command(*arguments: object, code: int = 0) -> Any:
        capsys.readouterr()
        ended = run([*map(str, arguments), "--json"])
        told = capsys.readouterr()
        assert ended == code, told.out + told.err
        assert PASSWORD not in told.out + told.err
        return json.loads(told.out)

    return command


def test_it_is_collected_deployed_and_taken_back(site: Site, govnetgen: Callable[..., Any], tmp_path: Path) -> None:
    before = site.device.running
    govnetgen("collect", site.folder, *site.access, "-o", tmp_path / "running")
    assert (tmp_path / "running" / "fw1.cfg").read_text(encoding="utf-8") == before
    network = site.folder / "network.yaml"
    text = network.read_text(encoding="utf-8")
    network.write_text(text.replace("[it/servers/11]", "[it/servers/11, it/servers/12]"), encoding="utf-8")
    done = govnetgen("deploy", site.folder, *site.access, "--yes")
    assert outcomes(done) == {"fw1": "confirmed"}
    after = site.device.running
    assert [line for line in after.splitlines() if line not in before] == ["info-center loghost 10.32.0.12"]
    assert site.device.startup == after
    assert govnetgen("deploy", site.folder, *site.access, "--yes")["plan"]["unchanged"] == ["fw1"]
    assert outcomes(govnetgen("rollback", done["run"], "--yes", *site.access[2:])) == {"fw1": "confirmed"}
    assert site.device.running == site.device.startup == before
    assert site.device.netconf is not None
    assert any("info-center loghost" in one for one in site.device.netconf.received)


def outcomes(said: Any) -> dict[str, str]:
    return {name: one["outcome"] for name, one in said["devices"].items()}
