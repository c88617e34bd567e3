"""The program that changes a Linux node: whole or not at all, and back again from wherever it was stopped."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.linux_node import Node, node
from strategies.cases import Case, load

from govnetgen.drivers.linux_node.files import split
from govnetgen.platforms.linux import PLATFORM
from govnetgen.render import Renderer

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("lab-linux-node")]

DRAWN = 3
"""Generated devices that are loaded."""

RENDERED = Path(__file__).parents[1] / "golden" / "small-linux"
WHOLE = (RENDERED / "fw1.cfg").read_text(encoding="utf-8")
SMALL = """### file /etc/issue.net
Be careful.
### end
### file /etc/frr/frr.conf
frr version 8.4
frr defaults traditional
hostname node
log syslog informational
service integrated-vtysh-config
!
ip route 10.99.0.0/16 blackhole
!
### file /etc/nftables.conf
flush ruleset

table inet filter {
    chain input {
        type filter hook input priority filter; policy accept;
        tcp dport 2323 drop
    }
}
"""


@pytest.fixture(scope="module")
def machine() -> Iterator[Node]:
    with node() as found:
        yield found


@pytest.fixture
def clean(machine: Node) -> Iterator[Node]:
    """The node as it was at the start: every test leaves it so."""
    before = machine.state()
    yield machine
    assert machine.state() == before
    assert machine.ask("status")["pending"] is None


def until_nothing_is_pending(machine: Node, seconds: float) -> None:
    end = time.monotonic() + seconds
    while machine.ask("status")["pending"] is not None:
        assert time.monotonic() < end, "the timer does not take the change back"
        time.sleep(0.2)


def test_a_whole_configuration_goes_on_and_comes_off(clean: Node) -> None:
    done = clean.ask("apply", "--run", "a", "--timer", "120", "--replace", given=WHOLE)
    assert done["outcome"] == "applied", done
    assert "10.40.0.1/31" in clean.run("ip", "-br", "addr")
    assert "10.40.8.3" in clean.run("vtysh", "-c", "show ip ospf")
    assert "policy drop" in clean.run("nft", "list", "ruleset")
    assert clean.run("hostname") == "fw1\n"
    assert clean.ask("apply", "--run", "b", given=SMALL)["pending"] == "a"
    assert clean.ask("status")["pending"]["timer"]["alive"]
    assert clean.ask("confirm", "a")["outcome"] == "confirmed"
    assert clean.ask("apply", "--run", "c", "--replace", given=WHOLE)["outcome"] == "unchanged"
    read = clean.ask("read")["text"]
    assert clean.ask("apply", "--run", "d", "--replace", given=read)["outcome"] == "unchanged"
    assert clean.ask("revert", "a")["outcome"] == "reverted by request"
    assert clean.ask("revert", "a")["outcome"] == "refused"


def test_what_somebody_changed_since_is_not_written_over(clean: Node) -> None:
    assert clean.ask("apply", "--run", "a", given=SMALL)["outcome"] == "applied"
    clean.run("sed", "-i", "s/careful/very careful/", "/etc/issue.net")
    answer = clean.ask("revert", "a")
    assert (answer["outcome"], answer["why"]) == (
        "refused",
        [{"file": "/etc/issue.net", "why": "it was changed since"}],
    )
    clean.run("sed", "-i", "s/very careful/careful/", "/etc/issue.net")
    assert clean.ask("revert", "a")["outcome"] == "reverted by request"


def test_the_timer_takes_back_what_nobody_confirms(clean: Node) -> None:
    assert clean.ask("apply", "--run", "timed", "--timer", "2", given=SMALL)["outcome"] == "applied"
    until_nothing_is_pending(clean, 60)
    answer = clean.ask("confirm", "timed")
    assert answer["outcome"] == "refused"
    assert answer["last"] == {"run": "timed", "outcome": "reverted", "why": "nobody confirmed it in time"}


REFUSED = {
    "frr.conf": ("/etc/frr/frr.conf", "frr defaults traditional\nrouter ospf\n ospf rooter-id 1.1.1.1\nexit\n"),
    "nftables": ("/etc/nftables.conf", "flush ruleset\ntable inet filter {\n    chain a {\n        jump b\n    }\n}\n"),
    "sshd": ("/etc/ssh/sshd_config.d/govnetgen.conf", "Port 22\nPermitRootLogging no\n"),
}


@pytest.mark.parametrize("file", REFUSED)
def test_a_refused_file_changes_nothing(clean: Node, file: str) -> None:
    path, content = REFUSED[file]
    sent = f"### file /etc/hostname\nother\n### file {path}\n{content}"
    for verb in (("check",), ("apply", "--run", "a")):
        answer = clean.ask(*verb, given=sent)
        assert answer["outcome"] == "refused"
        assert [one["file"] for one in answer["why"]] == [path]


@pytest.mark.parametrize(
    "text",
    [
        "### file /etc/passwd\nroot::0:0::/:/bin/sh\n",
        "hostname a\n",
        "### file /etc/hostname\na\n### file /etc/hostname\nb\n",
    ],
)
def test_what_is_no_configuration_of_ours_is_refused(clean: Node, text: str) -> None:
    assert clean.ask("apply", "--run", "a", given=text)["outcome"] == "refused"


def test_a_change_that_fails_half_way_is_taken_back(clean: Node) -> None:
    interfaces = "### file /etc/network/interfaces\nauto ge0-1\niface ge0-1\n    alias fail\n"
    answer = clean.ask("apply", "--run", "a", "--timer", "60", given=SMALL + interfaces)
    assert answer["outcome"] == "failed"
    assert answer["why"] == [{"file": "/etc/network/interfaces", "why": "ifreload: told to fail"}]


def test_a_line_of_an_interface_changes_beside_a_default_that_frr_never_shows() -> None:
    # frr-reload sends the bandwidth every time, and inside "router ospf6" "interface" begins another command
    assert "router ospf6" in WHOLE
    assert "auto-cost reference-bandwidth 100000" in WHOLE
    dearer = WHOLE.replace(" ipv6 ospf6 area 0.0.0.0\n", " ipv6 ospf6 area 0.0.0.0\n ipv6 ospf6 cost 77\n", 1)
    with node() as own:
        assert own.ask("apply", "--run", "a", "--replace", given=WHOLE)["outcome"] == "applied"
        answer = own.ask("apply", "--run", "b", "--replace", given=dearer)
        assert answer["outcome"] == "applied", answer
        assert "ipv6 ospf6 cost 77" in own.run("vtysh", "-c", "show running-config")
        assert own.ask("read")["text"] == dearer
        assert own.ask("revert", "b")["outcome"] == "reverted by request"
        assert "ipv6 ospf6 cost 77" not in own.run("vtysh", "-c", "show running-config")


def test_what_frr_refuses_while_it_loads_is_taken_back(clean: Node) -> None:
    # the syntax is right, but a process has one AS
    bgp = "router bgp 65001\nexit\n!\nrouter bgp 65002\nexit\n"
    daemons = "### file /etc/frr/daemons\nbgpd=yes\n"
    answer = clean.ask(
        "apply", "--run", "a", given=f"{daemons}### file /etc/frr/frr.conf\nfrr defaults traditional\n{bgp}"
    )
    assert answer["outcome"] == "failed", answer
    assert answer["why"][0]["file"] == "/etc/frr/frr.conf"


@pytest.mark.parametrize("after_s", [0.2, 0.6, 1.2])
def test_killed_at_any_point_it_is_pending_and_the_timer_takes_it_back(clean: Node, after_s: float) -> None:
    program = (
        "python3",
        "-IS",
        str(clean.folder / "node.pyz"),
        "apply",
        "--run",
        "killed",
        "--timer",
        "3",
        "--replace",
    )
    # nsenter is another process than what it runs: the program itself says which one it is
    started = subprocess.Popen(
        clean.inside("sh", "-c", 'echo $$; exec "$@"', "sh", *program),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdin is not None
    assert started.stdout is not None
    number = started.stdout.readline().strip()
    started.stdin.write(WHOLE)
    started.stdin.close()
    time.sleep(after_s)
    clean.run("kill", "-9", number, check=False)
    started.wait()
    started.stdout.close()
    before = clean.ask("status")["pending"]
    assert before is None or (before["run"] == "killed" and before["timer"]["alive"])
    until_nothing_is_pending(clean, 60)


def test_a_change_that_hangs_is_ended_by_the_timer(clean: Node) -> None:
    interfaces = "### file /etc/network/interfaces\nauto ge0-1\niface ge0-1\n    alias slow\n"
    with subprocess.Popen(
        clean.program("apply", "--run", "slow", "--timer", "60"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as slow:
        assert slow.stdin is not None
        slow.stdin.write(interfaces)
        slow.stdin.close()
        while clean.ask("status")["pending"] is None:
            time.sleep(0.05)
        # another one meets the lock; it does not wait
        answer = clean.ask("apply", "--run", "other", given=SMALL)
        assert (answer["outcome"], answer.get("busy")) == ("refused", True)
        assert clean.ask("expire", "slow", "--patience", "1")["outcome"] == "reverted"
    assert slow.returncode == -9


def test_a_full_disk_changes_nothing() -> None:
    with node(size="1m") as small:
        before = small.state()
        small.run("sh", "-c", "dd if=/dev/zero of=/etc/filler bs=4k 2>/dev/null", check=False)
        answer = small.ask("apply", "--run", "a", "--timer", "60", given=WHOLE)
        assert answer["outcome"] == "refused", answer
        assert "No space left" in json.dumps(answer)
        small.run("rm", "/etc/filler")
        assert small.state() == before
        assert small.ask("status")["pending"] is None


def test_a_node_that_starts_again_goes_back_first() -> None:
    with node() as again:
        before = again.files()
        assert again.ask("apply", "--run", "a", "--timer", "600", given=SMALL)["outcome"] == "applied"
        assert again.ask("boot")["outcome"] == "reverted"
        # what runs is loaded from the files by a start that does not happen here
        assert again.files() == before
        assert again.ask("status")["pending"] is None


def test_daemons_that_watchfrr_watches() -> None:
    with node(watchfrr=True) as watched:
        before = watched.files()
        done = watched.ask("apply", "--run", "a", "--timer", "60", given=WHOLE)
        assert done["outcome"] == "applied", done
        assert "10.40.8.3" in watched.run("vtysh", "-c", "show ip ospf")
        assert "ospfd" in watched.run("sh", "-c", "tr '\\0' ' ' </proc/$(cat /run/frr/watchfrr.pid)/cmdline")
        assert watched.ask("revert", "a")["outcome"] == "reverted by request"
        assert watched.files() == before
        assert watched.run("sh", "-c", "ls /run/frr/*.pid").split() == [
            f"/run/frr/{one}.pid" for one in ("staticd", "watchfrr", "zebra")
        ]


def test_rules_and_settings_hold_in_a_vrf_that_is_a_namespace() -> None:
    vrf = "### file /etc/network/interfaces\nauto red\niface red\n    vrf-table auto\n"
    settings = "### file /etc/sysctl.d/90-govnetgen.conf\nnet.ipv4.ip_forward = 1\n"
    with node() as divided:
        for name in ("red", "foreign"):
            divided.run("ip", "netns", "add", name)

        def seen(name: str) -> tuple[bool, str]:
            rules = divided.run("ip", "netns", "exec", name, "nft", "list", "ruleset")
            words = ("ip", "netns", "exec", name, "cat", "/proc/sys/net/ipv4/ip_forward")
            return "2323" in rules, divided.run(*words).strip()

        assert divided.ask("apply", "--run", "vrf", given=vrf)["outcome"] == "applied"
        assert divided.ask("apply", "--run", "a", "--timer", "60", given=SMALL + settings)["outcome"] == "applied"
        assert seen("red") == (True, "1")
        assert seen("foreign")[0] is False
        assert divided.ask("revert", "a")["outcome"] == "reverted by request"
        assert seen("red") == (False, "0")


def test_drawn_devices_load_one_over_the_other() -> None:
    case = Case(load("linux"), PLATFORM.dialect(None), Renderer(resolve=lambda secret: f"k{len(secret.text)}-A"))
    # a VRF's own dnsmasq needs a VRF device, which not every kernel has
    texts = [text for text in map(case.render, case.devices(2 * DRAWN)) if "/etc/dnsmasq." not in text][:DRAWN]
    assert len(texts) == DRAWN
    with node() as changing:
        before = changing.files()
        for number, text in enumerate(texts):
            done = changing.ask("apply", "--run", f"run-{number}", "--replace", given=text)
            assert done["outcome"] == "applied", done["why"]
            assert split(changing.ask("read")["text"]).contents == split(text).contents
        changing.ask("apply", "--run", "last", "--replace", given=texts[0])
        assert changing.ask("revert", "last")["outcome"] == "reverted by request"
        assert split(changing.ask("read")["text"]).contents == split(texts[-1]).contents
        assert changing.files() != before
