"""The files of a node that govnetgen writes: as one text of sections, and on the disk."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FIRST = "/etc/issue.net"
"""The banner comes first in a text: it may hold blank lines and lines of any look."""

MANAGED = (
    FIRST,
    "/etc/hostname",
    "/etc/environment",
    "/etc/sysctl.d/90-govnetgen.conf",
    "/etc/govnetgen/labels",
    "/etc/govnetgen/users",
    "/etc/tacplus_servers",
    "/etc/pam_radius_auth.conf",
    "/etc/pam.d/sshd",
    "/etc/ssh/sshd_config.d/govnetgen.conf",
    "/etc/chrony/chrony.conf",
    "/etc/chrony/chrony.keys",
    "/etc/rsyslog.d/90-govnetgen.conf",
    "/etc/snmp/snmpd.conf",
    "/etc/lldpd.d/govnetgen.conf",
    "/etc/network/interfaces",
    "/etc/network/interfaces.d/*",
    "/etc/dnsmasq.conf",
    "/etc/dnsmasq.*.conf",
    "/etc/frr/daemons",
    "/etc/frr/frr.conf",
    "/etc/nftables.conf",
    "/etc/swanctl/conf.d/govnetgen.conf",
)
"""Every file that a rendered configuration may hold. No other file is read or written."""

PRIVATE = re.compile(
    r"/etc/(?:govnetgen/users|tacplus_servers|pam_radius_auth\.conf|chrony/chrony\.keys|snmp/snmpd\.conf|swanctl/.*"
    r"|frr/.*)"
)
"""Files that hold secrets: new ones are not for everybody's eyes."""

NEEDED = {
    "/etc/pam.d/sshd": (
        b"@include common-auth\naccount required pam_nologin.so\n@include common-account\n@include common-session\n"
        b"@include common-password\n"
    )
}
"""Files that others need: where ours goes and the package's own was not kept, there is this."""

HEADING = re.compile(r"### (?P<what>file|remove) (?P<path>/\S+)")
END = "### end"


class NotUnderstood(Exception):
    """A text is no configuration of a node."""


@dataclass(frozen=True)
class Change:
    """What a text asks for: contents of files, and files that go."""

    contents: Mapping[str, bytes]
    removed: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that is named."""
        return (*self.contents, *self.removed)


def managed(path: str) -> bool:
    """Tell whether a file is one of those that govnetgen writes."""
    return any(_stands_for(pattern, path) for pattern in MANAGED)


def split(text: str) -> Change:
    """Return what a text of sections asks for; raises NotUnderstood."""
    contents: dict[str, list[str]] = {}
    removed: list[str] = []
    held: list[str] | None = None
    banner = False
    for number, line in enumerate(text.split("\n"), start=1):
        heading = None if banner and line != END else HEADING.fullmatch(line)
        if line == END and held is not None:
            held, banner = None, False
        elif heading is None:
            if held is None:
                if line.strip():
                    raise NotUnderstood(f"line {number} belongs to no file")
                continue
            held.append(line)
        elif not managed(heading["path"]):
            raise NotUnderstood(f"line {number}: {heading['path']} is no file of govnetgen's")
        elif heading["path"] in contents or heading["path"] in removed:
            raise NotUnderstood(f"line {number}: {heading['path']} comes twice")
        elif heading["what"] == "remove":
            removed.append(heading["path"])
            held = None
        else:
            held = contents[heading["path"]] = []
            banner = heading["path"] == FIRST
    return Change({path: _bytes(path, lines) for path, lines in contents.items()}, tuple(removed))


def _bytes(path: str, lines: list[str]) -> bytes:
    while path != FIRST and lines and not lines[-1]:
        lines = lines[:-1]  # the text's own last line break, and what parts files for the eye
    return "".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape")


def join(contents: Mapping[str, bytes]) -> str:
    """Return files as one text of sections; ``split`` takes it apart again."""
    parts: list[str] = []
    for path in sorted(contents, key=lambda one: (one != FIRST, _rank(one), one)):
        text = contents[path].decode("utf-8", "surrogateescape").replace("\r\n", "\n")
        if path == FIRST:
            parts += [f"### file {path}", *([text.removesuffix("\n")] if text else []), END]
        else:
            text = text.rstrip("\n")
            parts += [f"### file {path}", *([text] if text else [])]
    return "".join(part + "\n" for part in parts)


def _rank(path: str) -> int:
    return next(index for index, pattern in enumerate(MANAGED) if _stands_for(pattern, path))


def _stands_for(pattern: str, path: str) -> bool:
    return re.fullmatch("[^/.][^/]*".join(map(re.escape, pattern.split("*"))), path) is not None


def present() -> Iterator[str]:
    """Yield the managed files that there are."""
    for pattern in MANAGED:
        folder, name = Path(pattern).parent, Path(pattern).name
        found = sorted(str(one) for one in folder.glob(name)) if "*" in name else [pattern]
        yield from (path for path in found if Path(path).is_file() and managed(path))


def read_all() -> dict[str, bytes]:
    """Return the content of every managed file that is not as the distribution ships it."""
    shipped = _shipped()
    found: dict[str, bytes] = {}
    for path in present():
        content = Path(path).read_bytes()
        # FRR's files are in force as they were shipped, and what they set must be seen
        if path.startswith("/etc/frr/") or shipped.get(path) != hashlib.md5(content).hexdigest():
            found[path] = content
    return found


def as_shipped(path: str) -> bool:
    """Tell whether a file is as its package brought it."""
    file = Path(path)
    return file.is_file() and _shipped().get(path) == hashlib.md5(file.read_bytes()).hexdigest()


def _shipped() -> dict[str, str]:
    """Return the digests that dpkg keeps of the configuration files of packages."""
    status = Path("/var/lib/dpkg/status")
    if not status.is_file():
        return {}
    found: dict[str, str] = {}
    with status.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            words = line.split()
            if line.startswith(" /etc/") and len(words) >= 2 and managed(words[0]):
                found[words[0]] = words[1]
    return found


def digest(content: bytes) -> str:
    """Return what tells one content from another."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: str) -> str:
    """Return the digest of a file, nothing where there is none."""
    file = Path(path)
    return digest(file.read_bytes()) if file.is_file() else ""


@dataclass(frozen=True)
class Kept:
    """A file as it was: its content's copy (None: there was no file), owner, mode and time."""

    path: str
    copy: str | None
    mode: int = 0
    owner: int = 0
    group: int = 0
    modified_ns: int = 0


def keep(paths: Iterable[str], folder: Path) -> list[Kept]:
    """Copy files into a folder."""
    found: list[Kept] = []
    for number, path in enumerate(paths):
        file = Path(path)
        if not file.exists():
            found.append(Kept(path, None))
            continue
        status = file.stat()
        copy = f"file-{number}"
        write_synced(folder / copy, file.read_bytes(), 0o600)
        found.append(Kept(path, copy, stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid, status.st_mtime_ns))
    return found


def put_back(kept: Iterable[Kept], folder: Path, made: Iterable[str]) -> None:
    """Restore kept files byte for byte, and take away folders that were made for new ones."""
    for one in kept:
        if one.copy is None:
            Path(one.path).unlink(missing_ok=True)
            continue
        staged = _beside(one.path)
        write_synced(staged, (folder / one.copy).read_bytes(), 0o600)
        os.chown(staged, one.owner, one.group)
        staged.chmod(one.mode)
        os.utime(staged, ns=(one.modified_ns, one.modified_ns))
        staged.replace(os.path.realpath(one.path))
    for folder_made in sorted(made, key=len, reverse=True):
        if Path(folder_made).is_dir() and not any(Path(folder_made).iterdir()):
            Path(folder_made).rmdir()
    _sync_folders(one.path for one in kept if Path(one.path).parent.is_dir())


def folders_missing(paths: Iterable[str]) -> list[str]:
    """Return the folders that new files need."""
    missing = {str(parent) for path in paths for parent in Path(path).parents if not parent.exists()}
    return sorted(missing, key=len)


def install(change: Change, originals: Path) -> None:
    """Write all contents beside their files, then exchange them; a full disk is noticed before the first exchange."""
    staged: dict[str, Path] = {}
    try:
        for path, content in change.contents.items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            staged[path] = _beside(path)
            write_synced(staged[path], content, 0o600)
            _dress(staged[path], path)
        for path in change.removed:
            original = originals / path.replace("/", "!")
            default = original.read_bytes() if original.is_file() else NEEDED.get(path)
            if default is not None:
                staged[path] = _beside(path)
                write_synced(staged[path], default, 0o600)
                _dress(staged[path], path)
        for path, file in staged.items():
            file.replace(os.path.realpath(path))
    finally:
        for file in staged.values():
            file.unlink(missing_ok=True)
    for path in change.removed:
        if path not in staged:
            Path(path).unlink(missing_ok=True)
    _sync_folders(change.paths)


def _sync_folders(paths: Iterable[str]) -> None:
    """Have the names on the disk too, not the contents alone."""
    for folder in {str(Path(os.path.realpath(path)).parent) for path in paths}:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def keep_originals(paths: Iterable[str], originals: Path) -> None:
    """Keep files that are still as their packages brought them, for the day when govnetgen's go."""
    for path in paths:
        if as_shipped(path):
            originals.mkdir(parents=True, exist_ok=True)
            write_synced(originals / path.replace("/", "!"), Path(path).read_bytes(), 0o600)


def _dress(staged: Path, path: str) -> None:
    """Give a new file the owner and mode of the one that it replaces, or those of its kind."""
    file = Path(path)
    if file.exists():
        status = file.stat()
        os.chown(staged, status.st_uid, status.st_gid)
        staged.chmod(stat.S_IMODE(status.st_mode))
        return
    if path.startswith("/etc/frr/") and file.parent.exists():
        status = file.parent.stat()  # FRR's daemons read as their own user
        os.chown(staged, status.st_uid, status.st_gid)
        staged.chmod(0o640)
        return
    staged.chmod(0o600 if PRIVATE.fullmatch(path) else 0o644)


def _beside(path: str) -> Path:
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}.govnetgen")


def write_synced(path: Path, content: bytes, mode: int) -> None:
    """Write a file so that it is on the disk, with its mode from the first moment on; raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
