"""Two hosts, a server outside, and a router with a firewall between them, made by hand: what probes are tried on."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RULES = """
table inet filter {
    chain forward {
        type filter hook forward priority 0; policy drop;
        ct state established,related accept
        icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
        iifname "to-b" ip saddr != 10.99.2.0/24 drop
        iifname "to-a" oifname "to-b" tcp dport 80 accept
        iifname "to-a" oifname "to-b" udp dport 53 accept
        iifname { "to-a", "to-b" } oifname { "to-a", "to-b" } meta l4proto { icmp, icmpv6 } accept
        iifname "to-b" oifname "to-a" udp dport 9 accept
        iifname "to-a" oifname "to-c" accept
        iifname "to-c" oifname "to-b" tcp dport 8080 accept
    }
}
table ip nat {
    chain before {
        type nat hook prerouting priority dstnat;
        iifname "to-c" ip daddr 203.0.113.12 tcp dport 80 dnat to 10.99.2.2:8080
    }
    chain after {
        type nat hook postrouting priority srcnat;
        oifname "to-c" snat to 203.0.113.3-203.0.113.4
    }
}
"""


@dataclass(frozen=True)
class Hand:
    """The namespaces, by what they are."""

    a: Path
    b: Path
    c: Path
    router: Path


@contextmanager
def by_hand() -> Iterator[Hand]:
    """Make the namespaces, and take them away again whatever happens."""
    prefix = f"lt{os.getpid()}"
    names = {short: f"{prefix}-{short}" for short in ("r", "a", "b", "c")}
    made: list[str] = []
    try:
        for name in names.values():
            _run("ip", "netns", "add", name)
            made.append(name)
        _wire(names)
        subprocess.run(
            ["ip", "netns", "exec", names["r"], "nft", "-f", "-"], input=RULES, text=True, check=True, timeout=20
        )
        paths = {short: Path("/run/netns") / name for short, name in names.items()}
        yield Hand(a=paths["a"], b=paths["b"], c=paths["c"], router=paths["r"])
    finally:
        for name in made:
            subprocess.run(["ip", "netns", "delete", name], check=False, timeout=20)


def _wire(names: dict[str, str]) -> None:
    router = names["r"]
    for key in ("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"):
        _run("ip", "netns", "exec", router, "sysctl", "-qw", f"{key}=1")
    for name in names.values():
        _run("ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0")
        _run("ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0")
        _run("ip", "-n", name, "link", "set", "lo", "up")
    for short, subnet in (("a", "10.99.1"), ("b", "10.99.2"), ("c", "198.51.100")):
        host, number = names[short], {"a": 1, "b": 2, "c": 3}[short]
        _run(
            "ip",
            "-n",
            router,
            "link",
            "add",
            "name",
            f"to-{short}",
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            host,
        )
        for namespace, link, last in ((router, f"to-{short}", 1), (host, "eth0", 2)):
            _run("ip", "-n", namespace, "address", "add", f"{subnet}.{last}/24", "dev", link)
            _run("ip", "-n", namespace, "address", "add", f"2001:db8:99:{number}::{last}/64", "dev", link, "nodad")
            _run("ip", "-n", namespace, "link", "set", link, "up")
        _run("ip", "-n", host, "route", "add", "default", "via", f"{subnet}.1")
        _run("ip", "-n", host, "-6", "route", "add", "default", "via", f"2001:db8:99:{number}::1")


def _run(*words: str) -> None:
    subprocess.run(words, check=True, timeout=20)
