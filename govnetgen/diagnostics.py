"""Located diagnostics: what is wrong, where, and what to do about it.

Stages return ``Checked[T]`` so that all problems of a run are reported together; only ``InvalidInput`` is raised, once,
at the edge of a workflow that cannot go on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """How bad a diagnostic is: an error stops the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input file; line and column count from 1, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, a place, what is wrong, and a hint that is an action."""

    code: str
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    related: tuple[Location, ...] = ()

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}[{self.code}]: {self.message}"


def error(
    code: str, message: str, location: Location, *, hint: str = "", related: tuple[Location, ...] = ()
) -> Diagnostic:
    """Make an error."""
    return Diagnostic(code, message, location, hint=hint, related=related)


def warning(
    code: str, message: str, location: Location, *, hint: str = "", related: tuple[Location, ...] = ()
) -> Diagnostic:
    """Make a warning."""
    return Diagnostic(code, message, location, hint=hint, severity=Severity.WARNING, related=related)


class InvalidInput(Exception):
    """The input has errors; carries every diagnostic of the run."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(one) for one in self.diagnostics))


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """A value together with what was noticed while making it; ``value`` is None where errors left nothing usable."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the value may be used: it is there and no error was found."""
        return self.value is not None and not any(d.severity is Severity.ERROR for d in self.diagnostics)

    def require(self) -> T:
        """Return the value, or raise InvalidInput with all diagnostics when there was an error."""
        if self.value is None or not self.ok:
            raise InvalidInput(self.diagnostics)
        return self.value


@dataclass(slots=True)
class Collector:
    """Gathers diagnostics while a stage goes on after the first problem."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(
        self, code: str, message: str, location: Location, *, hint: str = "", related: tuple[Location, ...] = ()
    ) -> None:
        """Record an error."""
        self.found.append(error(code, message, location, hint=hint, related=related))

    def warning(
        self, code: str, message: str, location: Location, *, hint: str = "", related: tuple[Location, ...] = ()
    ) -> None:
        """Record a warning."""
        self.found.append(warning(code, message, location, hint=hint, related=related))

    def take(self, checked: Checked[T]) -> T | None:
        """Record what another stage noticed and pass its value on."""
        self.found.extend(checked.diagnostics)
        return checked.value

    @property
    def failed(self) -> bool:
        """Tell whether any error was recorded."""
        return any(one.severity is Severity.ERROR for one in self.found)

    def checked(self, value: T | None) -> Checked[T]:
        """Pair a value with what was recorded; the value is dropped when there was an error."""
        return Checked(None if self.failed else value, tuple(self.found))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint naming the nearest known word, or what is known where nothing is near."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    if not names:
        return "none is defined"
    shown = ", ".join(names[:8])
    return f"known: {shown}" + (f" and {len(names) - 8} more" if len(names) > 8 else "")
