"""The lines that diagnostics of late stages point at."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from govnetgen.diagnostics import Diagnostic
from govnetgen.source.excerpt import excerpt

_LARGEST = 4 << 20


def with_excerpts(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics with the lines of their places, where these can be read."""

    @cache
    def lines(file: str) -> tuple[str, ...]:
        path = Path(file)
        try:
            if not path.is_file() or path.stat().st_size > _LARGEST:
                return ()
            return tuple(path.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError):
            return ()  # what is wrong with the file is said elsewhere, or it has changed meanwhile

    for one in diagnostics:
        if one.excerpt or not one.location.line:
            yield one
        else:
            yield replace(one, excerpt=excerpt(lines(one.location.file), one.location))
