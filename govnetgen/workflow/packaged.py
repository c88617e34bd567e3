"""Files that belong to govnetgen beside its code: in the installed package, or in the checkout it runs from."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def packaged(installed: str, checkout: str) -> Path:
    """Return a folder by its path in the installed package, else by its path in the checkout."""
    found = _PACKAGE / installed
    return found if found.is_dir() else _PACKAGE.parent / checkout
