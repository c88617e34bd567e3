"""The files that make a node of the machine: what lies over the machine's own folders when the node starts."""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from govnetgen.drivers.linux_node.files import MANAGED, PRIVATE
from govnetgen.lab.ssh import HOST_KEY

HIDDEN = ("etc/ssh", "etc/frr", "etc/network", "var/tmp")
"""Folders of which a node sees nothing of the machine's own."""
FRR_RELOAD = Path("/usr/lib/frr/frr-reload.py")
"""FRR's own program, which a node has with one of the lab's before it."""
_SHELL = "/bin/dash"
_SSHD = "Include /etc/ssh/sshd_config.d/*.conf\nHostKey /etc/ssh/ssh_host_ed25519_key\n"
_PROGRAMS = Path(__file__).parent / "programs"
"""Small programs that stand in for what a node has and the machine may lack."""


def lay(folder: Path, files: Mapping[str, bytes], *, authorized: str) -> None:
    """Write a node's files below ``folder``, to be laid over the machine's; raises OSError."""
    for place in HIDDEN:
        (folder / place).mkdir(parents=True, exist_ok=True)
        # says to the kernel that nothing of the folder below shows through
        os.setxattr(folder / place, "trusted.overlay.opaque", b"y")
    for pattern in MANAGED:
        for theirs in Path("/").glob(pattern.lstrip("/")):
            _hide(folder / str(theirs).lstrip("/"))
    for path, content in files.items():
        mode = 0o640 if PRIVATE.fullmatch(path) else 0o644
        _write(folder / path.lstrip("/"), content, mode)
    _write(folder / "etc/ssh/sshd_config", _SSHD.encode(), 0o644)
    _write(folder / "etc/frr/vtysh.conf", b"", 0o640)
    _write(folder / "etc/ssh/lab_keys", f"{authorized}\n".encode(), 0o644)
    (folder / HOST_KEY).chmod(0o600) if (folder / HOST_KEY).exists() else None
    _write(folder / "etc/passwd", _passwords(Path("/etc/passwd"), 6, _SHELL), 0o644)
    _write(folder / "etc/shadow", _shadow(), 0o600)
    _write(folder / "usr/local/lib/lab" / FRR_RELOAD.name, FRR_RELOAD.read_bytes(), 0o644)
    for program in sorted(_PROGRAMS.iterdir()):
        if program.suffix in (".sh", ".py"):
            _write(folder / "usr/local/sbin" / program.stem, _program(program), 0o755)


def _hide(file: Path) -> None:
    """Let a node see nothing of a file of the machine's that its own configuration might have had."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mknod(file, stat.S_IFCHR | 0o600, 0)


def _write(file: Path, content: bytes, mode: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as opened:
        os.fchmod(descriptor, mode)
        opened.write(content)


def _passwords(file: Path, field: int, value: str) -> bytes:
    lines = []
    for line in file.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        parts = line.split(":")
        if parts[0] == "root" and len(parts) > field:
            parts[field] = value
        lines.append(":".join(parts))
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def _shadow() -> bytes:
    """Nobody of a node has a password: those of the machine's own users are not copied."""
    names: Iterable[str] = (line.partition(":")[0] for line in Path("/etc/passwd").read_text("utf-8").splitlines())
    return "".join(f"{name}:*:19000:0:99999:7:::\n" for name in names).encode()


def _program(file: Path) -> bytes:
    # the interpreter and the package that brought the lab up
    text = file.read_text(encoding="utf-8")
    return text.replace("@PYTHON@", sys.executable).replace("@PACKAGE@", str(Path(__file__).parents[2])).encode()


def forget(folder: Path) -> None:
    """Delete a node's folder."""
    shutil.rmtree(folder, ignore_errors=True)
