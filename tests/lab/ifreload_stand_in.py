#!/usr/bin/python3
"""Stands in for ifupdown2: a bridge for each interface of /etc/network/interfaces, with its addresses."""

import json
import subprocess
import sys
from pathlib import Path

FILE = Path("/etc/network/interfaces")


def ip(*words: str) -> str:
    return subprocess.run(["ip", *words], capture_output=True, text=True, check=True).stdout


def wanted() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"lo": set()}
    name = "lo"
    if not FILE.exists():
        return found
    with FILE.open() as lines:
        for words in map(str.split, lines):
            if words[:1] == ["iface"]:
                name = words[1]
                found.setdefault(name, set())
            elif words[:1] == ["address"]:
                found[name].add(words[1])
            elif words == ["alias", "fail"]:
                sys.exit("told to fail")
            elif words == ["alias", "slow"]:
                subprocess.run(["sleep", "4"], check=True)
    return found


def main() -> None:
    there = {
        link["ifname"]: {f"{one['local']}/{one['prefixlen']}" for one in link["addr_info"] if one["scope"] != "link"}
        for link in json.loads(ip("-j", "addr"))
    }
    for name in set(there) - set(wanted()):
        ip("link", "del", name)
    for name, addresses in wanted().items():
        if name not in there:
            ip("link", "add", name, "type", "bridge")
            ip("link", "set", name, "up")
        held = there.get(name, set()) - {"127.0.0.1/8", "::1/128"}
        for one in held - addresses:
            ip("addr", "del", one, "dev", name)
        for one in addresses - held:
            # drawn addresses need not fit together
            subprocess.run(["ip", "addr", "add", one, "dev", name], capture_output=True, check=False)


main()
