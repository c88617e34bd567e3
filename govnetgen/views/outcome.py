"""How a verb's end is printed: the result on standard output, diagnostics on standard error, or all of it as JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from govnetgen.diagnostics import Diagnostic, Severity
from govnetgen.model.json import to_json
from govnetgen.views.diagnostics import format_diagnostics


def print_outcome(diagnostics: Sequence[Diagnostic], text: str, document: Mapping[str, Any], as_json: bool) -> None:
    """Print a result together with the warnings of the run; a document may say itself that it is not ``ok``."""
    if as_json:
        print_json({"ok": True, **document, "diagnostics": to_json(tuple(diagnostics))})
        return
    print_diagnostics(diagnostics)
    sys.stdout.write(text)


def print_failure(diagnostics: Sequence[Diagnostic], as_json: bool) -> None:
    """Print why a verb did nothing."""
    if as_json:
        print_json({"ok": False, "diagnostics": to_json(tuple(diagnostics))})
        return
    print_diagnostics(diagnostics)
    errors = sum(one.severity is Severity.ERROR for one in diagnostics)
    warnings = f" and {count(len(diagnostics) - errors, 'warning')}" if len(diagnostics) > errors else ""
    sys.stderr.write(f"stopped by {count(errors, 'error')}{warnings}\n")


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Print diagnostics on standard error, the words error and warning coloured where a terminal shows them."""
    if not diagnostics:
        return
    text = format_diagnostics(diagnostics)
    if not text.endswith("\n"):
        text += "\n"
    if not sys.stderr.isatty():
        sys.stderr.write(text)
        return
    from rich.console import Console
    from rich.text import Text

    shown = Text(text)
    shown.highlight_regex(r"error\[[^\]]*\]", "bold red")
    shown.highlight_regex(r"warning\[[^\]]*\]", "bold yellow")
    shown.highlight_regex(r"(?m)^ +hint: .*$", "cyan")
    Console(stderr=True, highlight=False, soft_wrap=True).print(shown, end="")


def print_json(document: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def count(number: int, noun: str) -> str:
    """``1 error``, ``3 errors``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def again_text(names: Sequence[str]) -> str:
    """Say which secrets are written again; their texts are never shown."""
    listed = ", ".join(names)
    return f"the secret {listed} is written again" if len(names) == 1 else f"the secrets {listed} are written again"


def print_markdown(text: str) -> None:
    """Print a page: laid out on a terminal, as it stands elsewhere."""
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
