"""``.govnetgen.json``: what marks an output folder as ours, and what we wrote there."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from govnetgen.diagnostics import Diagnostic, InvalidInput, Location, Severity, error
from govnetgen.model.json import to_json

MANIFEST = ".govnetgen.json"
KINDS = (".cfg", ".patch", ".rollback", ".clab.yml", ".csv")
"""How the names of the files that we write end, after their device's."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A file as we left it.

    ``sha256`` is empty for files with secrets, of which no digest may be kept. ``pending`` is the digest of what an
    unfinished run was about to put there.
    """

    size: int
    mtime_ns: int
    sha256: str
    pending: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was written, from which inputs (a digest, empty where a rerun must not rely on it), and what was said."""

    inputs: str = ""
    files: Mapping[str, Written] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()


def read_manifest(folder: Path) -> Manifest | None:
    """Return a folder's manifest, None where it has none; raises InvalidInput for one that is damaged."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        raise _damaged(path, "it is not JSON") from None
    try:
        return _manifest(found)
    except (KeyError, TypeError, AttributeError, ValueError) as failure:
        raise _damaged(path, str(failure)) from None


def print_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON."""
    held = {
        "format": _FORMAT,
        "inputs": manifest.inputs,
        "summary": dict(manifest.summary),
        "warnings": to_json(manifest.warnings),
        "files": {name: asdict(one) for name, one in sorted(manifest.files.items())},
    }
    return json.dumps(held, ensure_ascii=False).encode() + b"\n"


def _manifest(found: Any) -> Manifest:
    if found["format"] != _FORMAT:
        raise ValueError(f"its format is {found['format']!r}, not {_FORMAT}")
    files = {}
    for name, one in found["files"].items():
        # files named here are replaced and removed: a name must not lead out of the folder
        if Path(name).name != name or not name.endswith(KINDS):
            raise ValueError(f"{name!r} is not the name of a file that we write")
        files[name] = Written(int(one["size"]), int(one["mtime_ns"]), str(one["sha256"]), str(one["pending"]))
    return Manifest(
        inputs=str(found["inputs"]),
        files=files,
        summary=dict(found["summary"]),
        warnings=tuple(_diagnostic(one) for one in found["warnings"]),
    )


def _diagnostic(found: Any) -> Diagnostic:
    return Diagnostic(
        code=found["code"],
        message=found["message"],
        location=Location(**found["location"]),
        hint=found["hint"],
        severity=Severity(found["severity"]),
        excerpt=found["excerpt"],
        related=tuple(Location(**one) for one in found.get("related", ())),
    )


def _damaged(path: Path, why: str) -> InvalidInput:
    return InvalidInput(
        [
            error(
                "output-manifest-damaged",
                f"the record of what was written here cannot be used: {why}",
                Location(str(path)),
                hint="move the folder away and render again",
            )
        ]
    )
