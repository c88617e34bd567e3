"""The node's program as one file that its Python runs: made of ``linux_node``, the same bytes each time."""

import hashlib
import io
import zipfile
from functools import lru_cache
from importlib.resources import files

_PACKAGE = "linux_node"
_MAIN = f"import sys\n\nfrom {_PACKAGE}.node import main\n\nsys.exit(main(sys.argv[1:]))\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""A zip file knows no earlier time."""


@lru_cache(maxsize=1)
def program() -> bytes:
    """Return the program."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for source in sorted(files(f"govnetgen.drivers.{_PACKAGE}").iterdir(), key=lambda one: one.name):
            if source.name.endswith(".py"):
                archive.writestr(zipfile.ZipInfo(f"{_PACKAGE}/{source.name}", _EPOCH), source.read_bytes())
        archive.writestr(zipfile.ZipInfo("__main__.py", _EPOCH), _MAIN)
    return held.getvalue()


def program_name() -> str:
    """Return the name of the program's file: another program has another name."""
    return f"node-{hashlib.sha256(program()).hexdigest()[:16]}.pyz"
