"""The pages of ``govnetgen explain``: one Markdown file a code, its first line the title."""

from collections.abc import Mapping
from pathlib import Path

from govnetgen.diagnostics import InvalidInput, Location, did_you_mean, error
from govnetgen.workflow.packaged import packaged


def folder() -> Path:
    """Return where the pages lie."""
    return packaged("explanations", "docs/errors")


def titles() -> Mapping[str, str]:
    """Return the title of every code's page."""
    return {path.stem: _title(path) for path in sorted(folder().glob("*.md"))}


def page(code: str) -> str:
    """Return a code's page; raises InvalidInput for a code that there is not."""
    known = {path.stem: path for path in folder().glob("*.md")}
    if code not in known:
        raise InvalidInput(
            [error("unknown-code", f"there is no code {code!r}", Location("explain"), hint=did_you_mean(code, known))]
        )
    return known[code].read_text(encoding="utf-8")


def _title(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("# ").partition(": ")[2]
