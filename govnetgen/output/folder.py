"""The output folder: a file of each kind a device; only what differs is touched, all of it or nothing.

New texts wait in a folder inside the output, on the same file system, until every device is done. Then they are moved
into place one by one, each move atomic. The manifest is written before the moves, with what is to come, and after them:
whatever a killed run left behind, the next one knows its own files from those that someone edited.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from govnetgen.diagnostics import Diagnostic, InvalidInput, Location, error
from govnetgen.output.atomic import PRIVATE, locked, write_atomically, write_new
from govnetgen.output.manifest import MANIFEST, Manifest, Written, print_manifest, read_manifest

WAITING = ".govnetgen.new"


@dataclass(frozen=True, slots=True)
class Staged:
    """What became of one text: ``changed`` if it waits to be moved, ``foreign`` if it would replace another's."""

    file: str
    sha256: str
    changed: bool
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """Where processes put texts down. ``own`` names the files that may be replaced; with ``force`` all may."""

    folder: Path
    own: frozenset[str]
    force: bool = False
    secret: bool = False

    def put(self, file: str, text: str) -> Staged:
        """Put a text down if it differs from what the output has."""
        data = text.encode()
        digest = "" if self.secret else hashlib.sha256(data).hexdigest()
        there = _bytes(self.folder / file)
        if there == data:
            return Staged(file, digest, changed=False)
        if there is not None and file not in self.own and not self.force:
            return Staged(file, digest, changed=True, foreign=True)
        write_new(self.folder / WAITING / file, data, mode=PRIVATE if self.secret else None)
        return Staged(file, digest, changed=True)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did to the output: files written, removed, left as they were."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder that is ours or empty, and held by this run."""

    folder: Path
    manifest: Manifest

    def is_result_of(self, inputs: str) -> bool:
        """Tell whether all files are as we left them and were made from these inputs."""
        return self.manifest.inputs == inputs != "" and all(
            _same(self.folder / name, one) for name, one in self.manifest.files.items()
        )

    def stage(self, *, force: bool = False, secret: bool = False) -> Stage:
        """Return where processes may put texts down."""
        own = frozenset(name for name, one in self.manifest.files.items() if not _edited(self.folder / name, one))
        (self.folder / WAITING).mkdir()
        return Stage(self.folder, own, force, secret)

    def refused(self, staged: Sequence[Staged], gone: Sequence[str], stage: Stage) -> Iterator[Diagnostic]:
        """Yield an error for each file that would be replaced or removed though it is not as we left it."""
        for one in staged:
            if one.foreign:
                yield _not_as_left(self.folder / one.file, "replaced", known=one.file in self.manifest.files)
        for name in gone:
            if name not in stage.own and not stage.force and (self.folder / name).exists():
                yield _not_as_left(self.folder / name, "removed", known=True)

    def gone(self, files: Sequence[str], kinds: tuple[str, ...] = (".cfg",)) -> tuple[str, ...]:
        """Return the files of ours that are not among these, of those whose names end so."""
        kept = set(files)
        return tuple(name for name in sorted(self.manifest.files) if name.endswith(kinds) and name not in kept)

    def commit(
        self,
        staged: Sequence[Staged],
        gone: Sequence[str],
        *,
        inputs: str,
        summary: Mapping[str, Any],
        warnings: Sequence[Diagnostic],
    ) -> Changes:
        """Move what waits into place, remove what is gone, and write down what is there now."""
        changed = [one for one in staged if one.changed]
        if changed:
            files = dict(self.manifest.files)
            for one in changed:
                files[one.file] = replace(files.get(one.file, Written(0, 0, "")), pending=one.sha256)
            self._record(Manifest(files=files))
        for one in changed:
            (self.folder / WAITING / one.file).replace(self.folder / one.file)
        removed = [name for name in gone if _remove(self.folder / name)]
        files = {name: one for name, one in self.manifest.files.items() if name not in set(gone)}
        files |= {one.file: _written(self.folder / one.file, one.sha256) for one in staged}
        manifest = Manifest(inputs=inputs, files=files, summary=summary, warnings=tuple(warnings))
        if manifest != self.manifest:
            self._record(manifest)
        return Changes(tuple(one.file for one in changed), tuple(removed), len(staged) - len(changed))

    def _record(self, manifest: Manifest) -> None:
        write_atomically(self.folder / MANIFEST, print_manifest(manifest))


@contextmanager
def open_output(folder: Path) -> Iterator[Output]:
    """Hold an output folder, made where it is missing and unmade again if nothing was written.

    Raises InvalidInput for a folder with something in it that we did not write.
    """
    made = _make(folder)
    try:
        with locked(folder):
            manifest = read_manifest(folder)
            if manifest is None:
                _require_empty(folder)
            _clear(folder)
            try:
                yield Output(folder, manifest or Manifest())
            finally:
                _clear(folder)
    finally:
        for one in made:
            with suppress(OSError):  # not empty: something was written
                one.rmdir()


def _make(folder: Path) -> tuple[Path, ...]:
    if folder.exists() and not folder.is_dir():
        raise InvalidInput([_not_ours(folder, "it is a file")])
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(missing)


def _require_empty(folder: Path) -> None:
    found = sorted(one.name for one in folder.iterdir() if one.name != WAITING)
    if found:
        raise InvalidInput([_not_ours(folder, f"it holds {found[0]!r} and no {MANIFEST}")])


def _not_ours(folder: Path, why: str) -> Diagnostic:
    return error(
        "output-not-ours",
        f"govnetgen did not make this folder: {why}",
        Location(str(folder)),
        hint="give -o a folder that is new or empty, or one that govnetgen wrote before",
    )


def _not_as_left(path: Path, fate: str, *, known: bool) -> Diagnostic:
    how = "was edited since govnetgen wrote it" if known else "was not written by govnetgen"
    return error(
        "output-edited",
        f"this file {how} and would be {fate}",
        Location(str(path)),
        hint="move what you need into the inventory or the templates, then run again with --force",
    )


def _clear(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder / WAITING)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _same(path: Path, one: Written) -> bool:
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    return found.st_size == one.size and found.st_mtime_ns == one.mtime_ns


def _edited(path: Path, one: Written) -> bool:
    if _same(path, one):
        return False
    data = _bytes(path)
    return data is not None and hashlib.sha256(data).hexdigest() not in (one.sha256, one.pending)


def _written(path: Path, sha256: str) -> Written:
    found = path.stat()
    return Written(found.st_size, found.st_mtime_ns, sha256)


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True
