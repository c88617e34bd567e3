"""Where secret references find their text: a file or the environment. The text goes nowhere but into a rendering."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, error
from govnetgen.model.secret import Secret

PREFIX = "GOVNETGEN_SECRET_"
_LINE = re.compile(r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9_.-]*)\s*=\s*(?P<text>.*?)\s*")
# no device takes a control character or a line end inside a key, and one would end the line early
_UNFIT = re.compile(r"[\x00-\x1f\x7f]")


class UnknownSecret(LookupError):
    """A reference that nothing resolves; carries the reference's name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the secret {name!r} has no text")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Secret texts by reference; the environment comes before the file. Never printed."""

    file: Mapping[str, str] = field(default_factory=dict, repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)

    def text(self, secret: Secret) -> str:
        """Return a reference's text; raises UnknownSecret."""
        found = self.environment.get(variable(secret.text)) or self.file.get(secret.text)
        if not found:
            raise UnknownSecret(secret.text)
        return found


def variable(name: str) -> str:
    """Return the environment variable of a reference: ``ospf-key`` is ``GOVNETGEN_SECRET_OSPF_KEY``."""
    return PREFIX + re.sub(r"[^A-Za-z0-9]", "_", name).upper()


def read_secrets(path: Path | None, environment: Mapping[str, str]) -> Checked[Secrets]:
    """Read the environment and a file of lines ``name = text``; raises OSError where it cannot be read."""
    collector = Collector()
    held: dict[str, str] = {}
    if path is not None:
        if path.stat().st_mode & 0o077:
            collector.warning(
                "secrets-exposed",
                "others than you can read this file of secrets",
                Location(str(path)),
                hint=f"chmod 600 {path}",
            )
        data = path.read_bytes()
        if b"\0" in data:
            collector.error(
                "not-text",
                "this is not text but binary data",
                Location(str(path)),
                hint="give a file of lines: name = text",
            )
            return collector.checked(None)
        for number, line in enumerate(data.decode("utf-8-sig", errors="replace").splitlines(), start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                _read_line(line, Location(str(path), number), held, collector)
    exported = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
    for name, text in exported.items():
        if _UNFIT.search(text):
            collector.found.append(_malformed(Location(name), "it holds a control character or a line end"))
    return collector.checked(Secrets(held, exported))


def _read_line(line: str, location: Location, held: dict[str, str], collector: Collector) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        collector.found.append(_malformed(location, "it is not of the form: name = text"))
    elif match["name"] in held:
        collector.found.append(_malformed(location, f"the secret {match['name']!r} is given twice"))
    elif _UNFIT.search(match["text"]) or "�" in match["text"]:
        collector.found.append(_malformed(location, "it holds a control character or is not UTF-8"))
    else:
        held[match["name"]] = match["text"]


def _malformed(location: Location, why: str) -> Diagnostic:
    # the line itself is not shown: it may be a secret
    hint = "write one secret a line, as: ospf-key = text, in UTF-8"
    return error("secret-malformed", f"this secret cannot be used: {why}", location, hint=hint)
