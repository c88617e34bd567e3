"""A new network folder that validates: the smallest useful one, under another name."""

import re
from pathlib import Path

from govnetgen.diagnostics import InvalidInput, Location, error
from govnetgen.output import write_atomically
from govnetgen.workflow.packaged import packaged

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_NAME_LINE = re.compile(r"^name: .*$", re.MULTILINE)


def scaffold(folder: Path) -> tuple[Path, ...]:
    """Write a network into a new folder, named like it; raises InvalidInput where that cannot be."""
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            [
                error(
                    "bad-name",
                    f"{name!r} cannot name a network",
                    Location(str(folder)),
                    hint="use small letters, digits, - and _, and begin with a letter or digit",
                )
            ]
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            [error("already-there", "there is something here already", Location(str(folder)), hint="give a new name")]
        )
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(packaged("scaffold", "inventory/small").iterdir()):
        if source.suffix not in (".yaml", ".csv"):
            continue
        text = source.read_text(encoding="utf-8")
        if source.name == "network.yaml":
            text = _NAME_LINE.sub(f"name: {name}", text, count=1)
        write_atomically(folder / source.name, text.encode())
        written.append(folder / source.name)
    return tuple(written)
