"""One device at a time: its intended text, put where it is to be written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govnetgen.model.secret import Secret, placeholder
from govnetgen.output import Stage, Staged
from govnetgen.secrets import Secrets, UnknownSecret
from govnetgen.workflow.address import Addressed
from govnetgen.workflow.intended import Intended, Problem


@dataclass(frozen=True, slots=True)
class DeviceResult:
    """What became of one device. ``missing`` names the secrets that have no text."""

    device: str
    platform: str
    lines: int = 0
    staged: Staged | None = None
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()


class Producer:
    """Makes the devices of a network: rendered with ``templates``, which are looked up in order, and put on ``stage``.

    Without a stage the texts are made and dropped: a dry run. Without ``secrets``, references stay placeholders.
    """

    def __init__(
        self,
        addressed: Addressed,
        templates: Sequence[Path],
        *,
        stage: Stage | None = None,
        secrets: Secrets | None = None,
    ) -> None:
        self._intended = Intended(addressed, templates, self._text)
        self._stage = stage
        self._secrets = secrets
        self._missing: dict[str, None] = {}

    def make(self, name: str) -> DeviceResult:
        """Make one device."""
        self._missing.clear()
        written = self._intended.write(name)
        platform = written.platform.name
        if written.problems:
            return DeviceResult(name, platform, problems=written.problems)
        missing = tuple(self._missing)
        staged = self._stage.put(f"{name}.cfg", written.text) if self._stage is not None and not missing else None
        return DeviceResult(name, platform, written.text.count("\n"), staged, missing=missing)

    def _text(self, secret: Secret) -> str:
        if self._secrets is None:
            return placeholder(secret)
        try:
            return self._secrets.text(secret)
        except UnknownSecret as unknown:
            self._missing[unknown.name] = None
            return placeholder(secret)
