"""A switch that takes NETCONF only, through the verbs: collected, deployed, deployed again, taken back."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lab.netconf_server import Server, missing, netconf_server

from govnetgen.cli import run
from govnetgen.drivers.netconf_yang import NetconfYangDriver

pytestmark = [
    pytest.mark.lab,
    pytest.mark.xdist_group("netconf"),
    pytest.mark.skipif(bool(missing()), reason=missing()),
]
ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates" / "netconf_yang"
MODULES = ("ietf-interfaces", "ietf-ip", "iana-if-type", "ietf-system", "govnet")
PASSWORD = "pa&ss <7f3a9c>"  # what XML must escape
KEY = "k3y-7f3a9c-ntp"
FOREIGN = """\
<system xmlns="urn:ietf:params:xml:ns:yang:ietf-system">
  <hostname>sw1</hostname>
  <dns-resolver><search>example.org</search></dns-resolver>
</system>
"""

Command = Callable[..., Any]


@dataclass
class Site:
    """A network, and what reaches its switch."""

    folder: Path
    server: Server
    credentials: Path

    @property
    def access(self) -> tuple[object, ...]:
        """The options that every verb needs here."""
        return ("--limit", "sw1", "--credentials", self.credentials, "--known-hosts", self.server.known_hosts)

    def change(self, file: str, old: str, new: str) -> None:
        """Write something else into the inventory."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def running(self) -> str:
        """What the server holds, asked of it directly."""
        driver = NetconfYangDriver("127.0.0.1", "root", "", 20, self.server.options)
        driver.open()
        try:
            return str(driver.get_config(retrieve="running")["running"])
        finally:
            driver.close()

    def load(self, text: str) -> None:
        """Have the server hold this."""
        driver = NetconfYangDriver("127.0.0.1", "root", "", 20, self.server.options)
        driver.open()
        try:
            driver.load_replace_candidate(config=text)
            driver.commit_config()
        finally:
            driver.close()


def _network(folder: Path) -> None:
    """The small network, with an access switch for one of its units."""
    shutil.copytree(ROOT / "inventory" / "small", folder)
    (folder / "ledger.txt").unlink()
    added = {
        "hardware.yaml": ("firewall:", 'access: {uplinks: "10ge-0/[1-2]", edge: "ge-0/[1-8]"}\nfirewall:'),
        "nodes.yaml": (
            "  fw1:",
            "  sw1: {role: access, platform: netconf_yang, hardware: access, site: city, unit: tax}\n  fw1:",
        ),
        "links.yaml": ("  - {ends: [fw1, core1]", "  - {ends: [sw1, core1], kind: trunk}\n  - {ends: [fw1, core1]"),
        "vlans.yaml": ("  servers: {", "  management: {zone: management}\n  servers: {"),
        "units.csv": ("office:200", "office:200;management:4"),
        "policy.yaml": ("  internet: {trust", "  management: {trust: 80}\n  internet: {trust"),
        "plan.yaml": (
            "  loopback:  ",
            "  management: {prefix: 10.41.0.0/16, class: local_common, zones: [management],"
            " divide: [city, unit, vlan]}\n  loopback:  ",
        ),
    }
    for file, (old, new) in added.items():
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("netconf-deploy")
    _network(base / "small")
    assert run(["address", "plan", str(base / "small")]) == 0
    with (
        netconf_server(base, *MODULES, search=TEMPLATES) as server,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setenv("XDG_STATE_HOME", str(base / "state"))
        patched.setenv("GOVNETGEN_SECRET_NETADMIN", PASSWORD)
        patched.setenv("GOVNETGEN_SECRET_NTP", KEY)
        credentials = base / "credentials"
        credentials.touch(mode=0o600)
        credentials.write_text(
            f"[sw1]\nhost = 127.0.0.1\nport = {server.port}\nusername = root\nkey_file = {server.key_file}\n",
            encoding="utf-8",
        )
        made = Site(base / "small", server, credentials)
        made.load(FOREIGN)
        yield made


@pytest.fixture
def govnetgen(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Command:
    """Run a command, see that it tells no secret, and return what it printed as JSON."""

    def command(*arguments: object, code: int = 0) -> Any:
        capsys.readouterr()
        ended = run([*map(str, arguments), "--json"])
        told = capsys.readouterr()
        assert ended == code, told.out + told.err
        for secret in (PASSWORD, "7f3a9c"):
            assert secret not in told.out + told.err + caplog.text
        return json.loads(told.out)

    return command


def outcomes(document: Any) -> dict[str, str]:
    return {name: one["outcome"] for name, one in document["devices"].items()}


def test_from_the_factory_to_the_network_and_back(site: Site, govnetgen: Command, tmp_path: Path) -> None:
    """One switch, and each step is judged by what its server holds."""
    factory = site.running()
    govnetgen("collect", site.folder, *site.access, "-o", tmp_path / "captures")
    assert (tmp_path / "captures" / "sw1.cfg").read_text(encoding="utf-8") == factory

    plan = tmp_path / "plan.json"
    govnetgen("deploy", site.folder, *site.access, "--dry-run", "-o", plan, code=3)
    assert site.running() == factory
    first = govnetgen("deploy", site.folder, *site.access, "--reviewed", plan, "--yes", "--confirm-within", 60)
    assert outcomes(first) == {"sw1": "confirmed"}
    held = site.running()
    assert "<search>example.org</search>" in held  # theirs stays
    assert "<password>pa&amp;ss &lt;7f3a9c&gt;</password>" in held and f"<secret>{KEY}</secret>" in held
    assert "secret:" not in held

    again = govnetgen("deploy", site.folder, *site.access, "--dry-run")
    assert again["plan"]["devices"] == {}

    site.change(
        "network.yaml", "    Authorised use only.", "    Authorised use only.\n\n      No trespassing <&>.\n   "
    )
    second = govnetgen("deploy", site.folder, *site.access, "--yes", "--confirm-within", 60)
    assert outcomes(second) == {"sw1": "confirmed"}
    assert "<text>No trespassing &lt;&amp;&gt;.</text>" in site.running()

    assert outcomes(govnetgen("rollback", second["run"], "--yes", *site.access[2:])) == {"sw1": "confirmed"}
    assert site.running() == held
    assert outcomes(govnetgen("rollback", first["run"], "--yes", *site.access[2:])) == {"sw1": "confirmed"}
    assert site.running() == factory


def test_nothing_is_changed_while_somebody_else_edits(site: Site, govnetgen: Command) -> None:
    before = site.running()
    other = NetconfYangDriver("127.0.0.1", "root", "", 20, site.server.options)
    other.open()
    try:
        other.load_merge_candidate(config=FOREIGN.replace("example.org", "example.net"))  # holds the locks
        held = govnetgen("deploy", site.folder, *site.access, "--yes", code=1)
    finally:
        other.close()
    assert outcomes(held) == {"sw1": "refused"}
    assert site.running() == before


def test_a_secret_that_changes_is_deployed(site: Site, govnetgen: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server shows it as it is: it is compared, and only its leaf is sent."""
    govnetgen("deploy", site.folder, *site.access, "--yes", "--confirm-within", 60)
    assert f"<secret>{KEY}</secret>" in site.running()
    monkeypatch.setenv("GOVNETGEN_SECRET_NTP", "<&>7f3a9c")
    planned = govnetgen("deploy", site.folder, *site.access, "--dry-run", code=3)["plan"]["devices"]["sw1"]
    assert planned["again"] == ["ntp"]
    assert sum("secret" in line for line in planned["commands"]) == 1
    govnetgen("deploy", site.folder, *site.access, "--yes", "--confirm-within", 60)
    held = site.running()
    assert "<secret>&lt;&amp;&gt;7f3a9c</secret>" in held and KEY not in held
    assert govnetgen("deploy", site.folder, *site.access, "--dry-run")["plan"]["devices"] == {}
