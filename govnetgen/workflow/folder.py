"""The network folder and its ledger file."""

from difflib import get_close_matches
from pathlib import Path

from govnetgen.diagnostics import InvalidInput, Location, error

LEDGER = "ledger.txt"


def require_network(folder: Path) -> None:
    """Raise InvalidInput unless this is a folder."""
    if folder.is_dir():
        return
    if folder.exists():
        message, hint = "a network is a folder, and this is a file", f"did you mean {str(folder.parent)!r}?"
    else:
        message, hint = "there is no such folder", _nearest(folder) or "govnetgen new NAME makes one"
    raise InvalidInput([error("no-network", message, Location(str(folder)), hint=hint)])


def _nearest(folder: Path) -> str:
    beside = [one.name for one in folder.parent.iterdir() if one.is_dir()] if folder.parent.is_dir() else []
    near = get_close_matches(folder.name, beside, n=1)
    return f"did you mean {str(folder.with_name(near[0]))!r}?" if near else ""


def ledger_text(folder: Path) -> str:
    """Return the ledger's text, empty where there is none yet; what is not UTF-8 shows as U+FFFD."""
    try:
        return (folder / LEDGER).read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
