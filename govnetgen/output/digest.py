"""One digest of all that a rendering depends on: equal digests make a rerun needless.

What people write is digested by content. The installed code and templates change by upgrade or by a developer's hand
only, so there size and time of change do.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from govnetgen import __version__

NOT_INPUT = frozenset({"legacy", "running", "ledger.txt"})
"""What a network folder holds beside its inputs; the ledger is digested by the text that is written."""

_LARGE = 32 << 20


def inputs_digest(network: Path, templates: Path | None) -> str:
    """Return the digest of a network folder, the user's templates and govnetgen itself, but for the ledger."""
    digest = hashlib.sha256(f"{__version__} {sys.version}\n".encode())
    for name, path in _files(network, NOT_INPUT):
        digest.update(_content(name, path))
    if templates is not None:
        for name, path in _files(templates):
            digest.update(_content(f"templates/{name}", path))
    for root in _code():
        for name, path in _files(root):
            digest.update(_state(name, path))
    return digest.hexdigest()


def with_ledger(inputs: str, ledger: str) -> str:
    """Return the digest of the inputs together with the ledger's text."""
    return hashlib.sha256(f"{inputs}\n{ledger}".encode()).hexdigest()


def _code() -> Iterator[Path]:
    package = Path(__file__).resolve().parent.parent
    yield package
    if (package.parent / "templates").is_dir():
        yield package.parent / "templates"
    for point in importlib.metadata.entry_points(group="govnetgen.platforms"):
        found = importlib.util.find_spec(point.module.partition(".")[0])
        if found is not None:
            yield from map(Path, found.submodule_search_locations or [])


def _files(root: Path, left_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, Path]]:
    with os.scandir(root) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name in left_out or entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from ((f"{entry.name}/{name}", path) for name, path in _files(Path(entry.path)))
        elif entry.is_file():
            yield entry.name, Path(entry.path)


def _content(name: str, path: Path) -> bytes:
    if path.stat().st_size > _LARGE:
        return _state(name, path)
    return f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()


def _state(name: str, path: Path) -> bytes:
    found = path.stat()
    return f"{name} {found.st_size} {found.st_mtime_ns}\n".encode()
