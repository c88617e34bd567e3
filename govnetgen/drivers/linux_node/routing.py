"""FRR: which daemons run, and a new configuration for those that do."""

from __future__ import annotations

import os
import re
import shlex
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .command import Failed, installed, run

DAEMONS = "/etc/frr/daemons"
CONFIGURATION = "/etc/frr/frr.conf"
_PROGRAMS = Path("/usr/lib/frr")
_RUN = Path("/run/frr")
_RELOAD = str(_PROGRAMS / "frr-reload.py")
_ALWAYS = ("zebra", "staticd")
_OPTIONS = "-A 127.0.0.1 -P 0"
"""Of a daemon without options: nobody needs its TCP port, vtysh comes by a local socket."""
_LINE = re.compile(r"(?P<name>[a-z0-9_]+)=(?P<value>.*)")
_STAMP = re.compile(r"^(?:[0-9-]{10} [0-9:,]+)?\s*(?:\x1b\[\d+m)?\s*|\x1b\[\d+m")
_TROUBLE = re.compile(r"line \d+:|%|ERROR|WARNING|.*failed")
# what FRR adds or leaves out by itself is no difference
_NOISE = re.compile(r"hostname |no hostname |service integrated-vtysh-config|no service integrated|frr |log ")
# a default that FRR never shows: frr-reload would send it every time, and then, still inside "router ospf6", take the
# "interface" of the next block for another command
_UNSHOWN = re.compile(rb"^ auto-cost reference-bandwidth 100000\n", re.MULTILINE)
_BLOCKS = ("router ", "interface ", "vrf ", "address-family ", "route-map ", "key chain ", "mpls ldp")
_STOP_S = 20.0
_START_S = 10.0


def here() -> bool:
    """Tell whether the node has FRR."""
    return (_PROGRAMS / "zebra").exists() and Path(_RELOAD).exists() and installed("vtysh")


def running(daemon: str) -> int | None:
    """Return the number of a daemon's process, None where it does not run."""
    try:
        number = int((_RUN / f"{daemon}.pid").read_text())
        name = Path(f"/proc/{number}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return number if name == daemon[:15] else None


def snapshot() -> str | None:
    """Return what runs, None where nothing does: the only form that frr-reload is sure to take back."""
    if running("zebra") is None:
        return None
    return run(CONFIGURATION, ["vtysh", "-c", "show running-config no-header"])


def check(content: bytes) -> None:
    """Let vtysh read a configuration; raises Failed."""
    run(CONFIGURATION, ["vtysh", "-C", "-f", "/dev/stdin"], content.decode("utf-8", "surrogateescape"))


def load() -> None:
    """Bring the daemons to what their files say; raises Failed."""
    _match_daemons()
    try:
        written = Path(CONFIGURATION).read_bytes()
    except FileNotFoundError:
        raise Failed(CONFIGURATION, "it is not there") from None
    with tempfile.TemporaryDirectory(prefix="govnetgen-") as folder:
        file = Path(folder) / "frr.conf"
        file.write_bytes(_UNSHOWN.sub(b"", written))
        _reload(str(file), "--confdir", folder)


def go_back(folder: Path) -> None:
    """Bring the daemons back to what ran before, kept as ``frr.conf`` in a folder; raises Failed.

    ``/etc/frr/daemons`` is the old one already.
    """
    _match_daemons()
    # frr-reload writes its result over the frr.conf of its own folder, unless that is the file it was given
    _reload(str(folder / "frr.conf"), "--confdir", str(folder))


def remaining() -> list[str]:
    """Return the lines by which what FRR shows still differs from the file: defaults, which it does not show, too."""
    found: list[str] = []
    block = ""
    for line in run(CONFIGURATION, [_RELOAD, "--test", CONFIGURATION]).splitlines():
        text = line.strip()
        if not text or text.startswith(("Lines To", "===", "exit")) or _NOISE.match(text):
            continue
        if line.startswith(" "):
            found.append(f"{block} / {text}" if block else text)
        elif text.startswith(_BLOCKS):
            block = text
        else:
            found.append(text)
            block = ""
    return found


def _reload(file: str, *options: str) -> None:
    words = [_RELOAD, "--reload", "--stdout", *options, file]
    try:
        run(CONFIGURATION, words)
        return
    except Failed:
        # it takes back line by line what went with another line (IS-IS on an interface), and calls that a failure:
        # what is wrong is wrong the second time too
        pass
    try:
        run(CONFIGURATION, words)
    except Failed as failed:
        lines = (_STAMP.sub("", line) for line in failed.why.splitlines())
        trouble = dict.fromkeys(line for line in lines if _TROUBLE.match(line))
        raise Failed(CONFIGURATION, "\n".join(trouble) or "frr-reload failed") from None


def _settings() -> dict[str, str]:
    try:
        lines = Path(DAEMONS).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    matches = (_LINE.fullmatch(line.strip()) for line in lines)
    return {match["name"]: match["value"] for match in matches if match is not None}


def _wanted(settings: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the daemons that are to run and those that are not."""
    known = sorted(name for name in settings if (_PROGRAMS / name).exists() and name not in _ALWAYS)
    on = [name for name in known if settings[name] not in ("no", "0")]
    return [*_ALWAYS, *on], [name for name in known if name not in on]


def _match_daemons() -> None:
    settings = _settings()
    on, off = _wanted(settings)
    if all(running(one) for one in on) and not any(running(one) for one in off):
        return
    # watchfrr starts again what it watches: it must learn of the change in the service's own way
    word = "reload" if running("watchfrr") else "start"
    if Path("/run/systemd/system").is_dir():
        run(DAEMONS, ["systemctl", word, "frr"])
    elif word == "reload":
        run(DAEMONS, [str(_PROGRAMS / "frrinit.sh"), word])
    for daemon in off:
        _stop(daemon)
    for daemon in on:
        if running(daemon) is None and not running("watchfrr"):
            options = shlex.split(settings.get(f"{daemon}_options", "").strip("\"'") or _OPTIONS)
            run(DAEMONS, [str(_PROGRAMS / daemon), "-d", *options])
    _wait_for(on)


def _wait_for(daemons: Sequence[str]) -> None:
    """Wait until vtysh can talk to the daemons; raises Failed."""
    end = time.monotonic() + _START_S
    for daemon in daemons:
        while running(daemon) is None or not (_RUN / f"{daemon}.vty").exists():
            if time.monotonic() > end:
                raise Failed(DAEMONS, f"{daemon} does not start")
            time.sleep(0.02)


def _stop(daemon: str) -> None:
    number = running(daemon)
    if number is None:
        return
    os.kill(number, signal.SIGINT)  # as FRR's own scripts: it takes its routes along
    end = time.monotonic() + _STOP_S
    while running(daemon) is not None and not _over(number):
        if time.monotonic() > end:
            raise Failed(DAEMONS, f"{daemon} does not stop")
        time.sleep(0.05)


def _over(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
