"""Writing: whole files or none, into folders that are ours."""

from govnetgen.output.atomic import locked, require_writable, write_atomically, write_named
from govnetgen.output.folder import Changes, Output, Stage, Staged, open_output
from govnetgen.output.manifest import MANIFEST, Manifest, Written

__all__ = [
    "MANIFEST",
    "Changes",
    "Manifest",
    "Output",
    "Stage",
    "Staged",
    "Written",
    "locked",
    "open_output",
    "require_writable",
    "write_atomically",
    "write_named",
]
