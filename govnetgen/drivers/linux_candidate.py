"""A text of files that is to be put on a Linux node."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.configtree.masking import mask
from govnetgen.drivers.errors import EncodingRefused, LineRefused
from govnetgen.drivers.linux_node.files import Change, NotUnderstood, join, split
from govnetgen.drivers.linux_secrets import SECRETS

_PLACE = re.compile(
    r"\bline (?P<line>[0-9]+)\b|(?:/dev/stdin|sshd_config|govnetgen\.conf|<stdin>)[: ]+(?:line )?(?P<at>[0-9]+)"
)
"""How vtysh, nft and sshd name a line."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is to be written; ``replace``: and nothing else stays."""

    text: str = field(repr=False)
    replace: bool

    @classmethod
    def of(cls, filename: str | None, config: str | None, *, replace: bool) -> "Candidate":
        """Read a candidate from a file or a text; raises EncodingRefused and LineRefused."""
        if filename is not None:
            try:
                config = Path(filename).read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise EncodingRefused(f"{filename} is not written in UTF-8") from error
        candidate = cls((config or "").replace("\r\n", "\n"), replace)
        candidate.change()
        return candidate

    def change(self) -> Change:
        """Return the files to write and to remove."""
        try:
            return split(self.text)
        except NotUnderstood as error:
            match = re.search(r"line ([0-9]+)", str(error))
            index = int(match[1]) - 1 if match else 0
            raise _refused(self, index, str(error), "the candidate is no configuration of a node") from error

    def joined(self, other: "Candidate") -> "Candidate":
        """Return both as one: of a file in both, the later text counts."""
        first, second = self.change(), other.change()
        contents = {path: held for path, held in first.contents.items() if path not in second.removed}
        removed = [path for path in first.removed if path not in second.contents]
        removed += [path for path in second.removed if path not in removed]
        text = join({**contents, **second.contents}) + "".join(f"### remove {path}\n" for path in removed)
        return Candidate(text, self.replace)

    def difference(self, running: str) -> str:
        """Return a unified diff of the files that differ, without secrets."""
        change, there = self.change(), split(running).contents
        gone = [path for path in there if path not in change.contents] if self.replace else change.removed
        parts: list[str] = []
        for path in (*change.contents, *gone):
            old, new = (_lines(held.get(path)) for held in (there, {**change.contents, **dict.fromkeys(gone, b"")}))
            if old == new and (path in there) == (path not in gone):
                continue
            names = (path if path in there else "/dev/null", "/dev/null" if path in gone else path)
            parts += difflib.unified_diff(old, new, *names, lineterm="", n=2)
            if not old and not new:
                parts += [f"--- {names[0]}", f"+++ {names[1]}"]
        return "\n".join(mask(line, SECRETS) for line in parts)

    def place_of(self, file: str, line: int) -> int:
        """Return the index in the candidate's lines of a line of a file (counted from 1), or of its heading (0)."""
        headings = (f"### file {file}", f"### remove {file}")
        for index, text in enumerate(self.text.split("\n")):
            if text in headings:
                return index + line
        return 0


def refused(why: Sequence[Mapping[str, str]], candidate: Candidate, hostname: str) -> LineRefused:
    """Say what the node's own programs have against a candidate."""
    first = why[0] if why else {"file": "", "why": "it says nothing"}
    match = _PLACE.search(first["why"])
    line = int(match["line"] or match["at"]) if match else 0
    return _refused(candidate, candidate.place_of(first["file"], line), said(why), f"{hostname} refuses the change")


def said(why: Sequence[Mapping[str, str]]) -> str:
    """Return what a node says of its troubles, without secrets."""
    return "; ".join(f"{one['file']}: {mask(one['why'], SECRETS)}" for one in why)


def _refused(candidate: Candidate, index: int, answer: str, what: str) -> LineRefused:
    lines = candidate.text.split("\n")
    line = lines[index] if 0 <= index < len(lines) else ""
    return LineRefused(f"{what}: {answer}", line=line, index=index, answer=answer, accepted=())


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8", "surrogateescape").split("\n")[:-1]
