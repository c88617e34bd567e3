"""The network folder and its ledger file."""

from pathlib import Path

from govnetgen.diagnostics import InvalidInput, Location, did_you_mean, error

LEDGER = "ledger.txt"


def require_network(folder: Path) -> None:
    """Raise InvalidInput unless this is a folder."""
    if folder.is_dir():
        return
    if folder.exists():
        message, hint = "a network is a folder, and this is a file", f"did you mean {str(folder.parent)!r}?"
    else:
        message = "there is no such folder"
        beside = [one.name for one in folder.parent.iterdir() if one.is_dir()] if folder.parent.is_dir() else []
        hint = did_you_mean(folder.name, beside) if beside else "govnetgen new NAME makes one"
    raise InvalidInput([error("no-network", message, Location(str(folder)), hint=hint)])


def ledger_text(folder: Path) -> str:
    """Return the ledger's text, empty where there is none yet; what is not UTF-8 shows as U+FFFD."""
    try:
        return (folder / LEDGER).read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
