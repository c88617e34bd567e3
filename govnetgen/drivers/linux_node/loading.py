"""How each file of a node is checked and brought into force."""

from __future__ import annotations

import os
import re
import signal
import socket
import tempfile
from collections.abc import Iterable
from pathlib import Path

from . import routing
from .command import Failed, installed, run
from .files import Change
from .tables import inside, tables

RULES = "/etc/nftables.conf"
INTERFACES = "/etc/network/interfaces"
SETTINGS = "/etc/sysctl.d/90-govnetgen.conf"
HOSTNAME = "/etc/hostname"
SSH = "/etc/ssh/sshd_config.d/govnetgen.conf"
_SSH_MAIN = Path("/etc/ssh/sshd_config")
_SYSTEMD = Path("/run/systemd/system")
_SETTING = re.compile(r"(?P<name>[^=#;\s][^=]*?)\s*=\s*(?P<value>.*?)\s*")
_DNSMASQ = re.compile(r"/etc/dnsmasq(?:\.(?P<vrf>.+))?\.conf")

SERVICES = {
    "/etc/chrony/chrony.conf": "chrony",
    "/etc/chrony/chrony.keys": "chrony",
    "/etc/rsyslog.d/90-govnetgen.conf": "rsyslog",
    "/etc/snmp/snmpd.conf": "snmpd",
    "/etc/lldpd.d/govnetgen.conf": "lldpd",
    "/etc/swanctl/conf.d/govnetgen.conf": "strongswan",
}
"""Files that a service reads once, when it starts. All others that are not named here are read when they are needed."""


def refusals(change: Change) -> list[Failed]:
    """Return what the node's own programs have against a change; nothing is touched."""
    found: list[Failed] = []
    for check in (_check_rules, _check_routing, _check_ssh, _check_interfaces):
        try:
            check(change)
        except Failed as failed:
            found.append(failed)
    return found


def _check_rules(change: Change) -> None:
    content = change.contents.get(RULES)
    if content is not None:
        run(RULES, ["nft", "-c", "-f", "-"], content.decode("utf-8", "surrogateescape"))


def _check_routing(change: Change) -> None:
    if not {routing.CONFIGURATION, routing.DAEMONS} & set(change.paths):
        return
    if not routing.here():
        raise Failed(routing.CONFIGURATION, "FRR with frr-pythontools is not installed")
    if routing.CONFIGURATION in change.contents:
        routing.check(change.contents[routing.CONFIGURATION])


def _check_ssh(change: Change) -> None:
    if SSH not in change.contents or not _SSH_MAIN.exists() or not installed("sshd"):
        return
    with tempfile.TemporaryDirectory(prefix="govnetgen-ssh-") as folder:
        for file in Path(SSH).parent.glob("*.conf"):
            (Path(folder) / file.name).write_bytes(file.read_bytes())
        (Path(folder) / Path(SSH).name).write_bytes(change.contents[SSH])
        main = _SSH_MAIN.read_text(encoding="utf-8", errors="replace")
        whole = Path(folder) / "sshd_config"
        whole.write_text(main.replace(str(Path(SSH).parent), folder), encoding="utf-8")
        run(SSH, ["sshd", "-t", "-f", str(whole)])


def _check_interfaces(change: Change) -> None:
    # ifupdown2 passes over what it does not know: its own check finds next to nothing
    if changes_interfaces(change.paths) and not installed("ifreload"):
        raise Failed(INTERFACES, "ifupdown2 is not installed")


def changes_interfaces(paths: Iterable[str]) -> bool:
    """Tell whether any of the files is ifupdown2's."""
    return any(path == INTERFACES or path.startswith(INTERFACES + ".d/") for path in paths)


def load(paths: Iterable[str]) -> list[Failed]:
    """Bring the changed files into force; raises Failed. Returns what could not be, and need not be."""
    changed = list(paths)
    left: list[Failed] = []
    if RULES in changed:
        load_rules()
    if SETTINGS in changed:
        left += load_settings()
    if HOSTNAME in changed:
        load_hostname()
    if changes_interfaces(changed):
        load_interfaces()
    if {routing.DAEMONS, routing.CONFIGURATION} & set(changed) and routing.here():
        routing.load()
    if SSH in changed:
        left += load_ssh()
    return left + load_services(changed)


def load_interfaces() -> None:
    """Let ifupdown2 bring the interfaces to what their files say; what does not differ stays up."""
    run(INTERFACES, ["ifreload", "-a"])


def load_rules() -> None:
    """Load the packet filter in one step, in the node and in its VRFs; without a file there is none."""
    words = ["-f", RULES] if Path(RULES).exists() else ["flush", "ruleset"]
    for table in tables():
        with inside(table):
            run(RULES, ["nft", *words])


def rules() -> dict[str, str]:
    """Return the packet filters that are in force, by VRF, as texts that can be loaded."""
    found: dict[str, str] = {}
    for table in tables():
        with inside(table):
            found[table] = "flush ruleset\n" + run(RULES, ["nft", "-s", "list", "ruleset"])
    return found


def rules_go_back(table: str, before: str) -> None:
    """Load the packet filter that was in force in a VRF, if the VRF is there."""
    if table in tables():
        with inside(table):
            run(RULES, ["nft", "-f", "-"], before)


def settings_of(*contents: bytes) -> list[tuple[str, str, str]]:
    """Return the kernel settings that files name, with their present values: VRF, name, value."""
    names = dict.fromkeys(name for content in contents for name, _ in _settings(content))
    found: list[tuple[str, str, str]] = []
    for table in tables():
        with inside(table):
            found += [(table, name, _place(name).read_text().strip()) for name in names if _place(name).exists()]
    return found


def load_settings() -> list[Failed]:
    """Write the kernel's settings; returns those that this kernel does not have."""
    file = Path(SETTINGS)
    wanted = _settings(file.read_bytes() if file.exists() else b"")
    for table in tables():
        for name, value in wanted:
            set_setting(table, name, value)
    return [Failed(SETTINGS, f"this kernel has no {name}") for name, _ in wanted if not _place(name).exists()]


def set_setting(table: str, name: str, value: str) -> None:
    """Write one setting of the kernel; raises Failed."""
    if table not in tables():
        return
    with inside(table):
        place = _place(name)
        if not place.exists() or place.read_text().split() == value.split():
            return
        try:
            place.write_text(value)
        except OSError as error:
            raise Failed(SETTINGS, f"{name}: {error.strerror}") from None


def _settings(content: bytes) -> list[tuple[str, str]]:
    lines = content.decode("utf-8", "replace").splitlines()
    matches = (_SETTING.fullmatch(line.strip()) for line in lines)
    return [(match["name"].strip(), match["value"]) for match in matches if match is not None]


def _place(name: str) -> Path:
    # as sysctl reads it: whichever of the two comes first parts the words
    slashes = "/" in name and ("." not in name or name.index("/") < name.index("."))
    return Path("/proc/sys") / (name if slashes else name.replace("/", "\0").replace(".", "/").replace("\0", "."))


def load_hostname() -> None:
    """Give the running kernel the node's name."""
    file = Path(HOSTNAME)
    if file.exists():
        set_hostname(file.read_text().strip())


def set_hostname(name: str) -> None:
    """Give the running kernel a name."""
    socket.sethostname(name)


def load_ssh() -> list[Failed]:
    """Let sshd read its files again; open sessions stay."""
    if _SYSTEMD.is_dir():
        run(SSH, ["systemctl", "try-reload-or-restart", "ssh"])
        return []
    number = _process(Path("/run/sshd.pid"), "sshd")
    if number is None:
        return [Failed(SSH, "no sshd runs that could read it again")]
    os.kill(number, signal.SIGHUP)
    return []


def load_services(paths: Iterable[str]) -> list[Failed]:
    """Start the services anew whose files changed; returns those that do not run here."""
    left: list[Failed] = []
    done: set[str] = set()
    for path in paths:
        service, dnsmasq = SERVICES.get(path), _DNSMASQ.fullmatch(path)
        if dnsmasq is not None:
            left += _load_dnsmasq(path, dnsmasq["vrf"])
        elif service is not None and service not in done:
            done.add(service)
            if _SYSTEMD.is_dir():
                run(path, ["systemctl", "try-restart", service])
            else:
                left.append(Failed(path, f"nothing here starts {service} anew"))
    return left


def _load_dnsmasq(path: str, vrf: str | None) -> list[Failed]:
    """dnsmasq reads its configuration only when it starts; a VRF has one of its own."""
    if vrf is None and _SYSTEMD.is_dir():
        run(path, ["systemctl", "try-restart", "dnsmasq"])
        return []
    if not installed("dnsmasq"):
        return [Failed(path, "dnsmasq is not installed")]
    held = Path(f"/run/govnetgen/dnsmasq{'.' + vrf if vrf else ''}.pid")
    number = _process(held, "dnsmasq")
    if number is not None:
        os.kill(number, signal.SIGTERM)
    if Path(path).exists():
        held.parent.mkdir(exist_ok=True)
        run(path, [*_inside(vrf), "dnsmasq", f"--conf-file={path}", f"--pid-file={held}"])
    return []


def _inside(vrf: str | None) -> list[str]:
    if vrf is None:
        return []
    # kernels without VRF devices: a namespace a VRF
    return ["ip", "netns", "exec", vrf] if Path(f"/run/netns/{vrf}").exists() else ["ip", "vrf", "exec", vrf]


def _process(file: Path, name: str) -> int | None:
    try:
        number = int(file.read_text())
        return number if Path(f"/proc/{number}/comm").read_text().strip() == name else None
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
