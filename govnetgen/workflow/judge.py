"""Judges one device for a deployment: what it holds against what it is to become."""

from collections.abc import Sequence
from dataclasses import replace

from govnetgen.deploy.change import Change, Finding, Unreadable
from govnetgen.model.secret import PLACEHOLDER, Secret
from govnetgen.platform import Dialect, Platform
from govnetgen.secrets import Secrets, UnknownSecret
from govnetgen.workflow.change import DeviceChange, device_change, resolved
from govnetgen.workflow.meant import Meant
from govnetgen.workflow.renewal import Judged, Renewing, texts_of
from govnetgen.workflow.renewal_of import RenewalOf
from govnetgen.workflow.running import Running, read_running

MASK = "***"
_SHORTEST = 4
"""Shorter texts of secrets are words like ``no``: to hide them everywhere would hide everything."""


class DeviceJudge:
    """Knows one device's intended text, in which secrets are references, and how its platform is read."""

    def __init__(
        self,
        device: str,
        written: str,
        platform: Platform,
        dialect: Dialect,
        secrets: Secrets,
        renewal: RenewalOf | None = None,
    ) -> None:
        self.device = device
        self._renewal = renewal or RenewalOf(device, Renewing(texts_of(secrets)))
        self.written = written
        self._platform = platform
        self._dialect = dialect
        self._secrets = secrets
        self._latest: DeviceChange | None = None
        self._meant = Meant(written, platform, dialect)

    def running(self, text: str) -> Running:
        """Read what the device shows; raises Unreadable."""
        data = text.encode("utf-8", errors="surrogateescape")
        checked = read_running(data, self.device, self._platform, self._dialect, device=self.device)
        if checked.value is None:
            first = checked.diagnostics[0]
            raise Unreadable(first.code, first.message)
        return checked.value

    def compare(self, text: str, written: str | None = None) -> DeviceChange:
        """Return the change from what the device shows; raises Unreadable."""
        if written is not None:
            found = device_change(self.device, self.running(text), written, self._platform, self._dialect)
        else:
            found = self._forward(text, self._renewal.judged)
            self._renewal.see(found)
        self._latest = found
        return found

    def _forward(self, text: str, judged: Judged) -> DeviceChange:
        running = self.running(text)
        return device_change(self.device, running, self.written, self._platform, self._dialect, judged=judged)

    def change(self, running: str) -> Change:
        """Return what turns this configuration into the intended one."""
        found = self.compare(running)
        asked = bool(found.patch.steps and found.renewal.asked)
        only = asked and not self._forward(running, self._renewal.unasked).patch.steps
        return replace(as_change(found), only_again=only)

    def back(self, running: str, before: str) -> Change:
        """Return what turns this configuration into an earlier one."""
        return as_change(self.compare(running, self.running(before).text))

    def confirmed(self) -> None:
        """Remember what secrets were written."""
        self._renewal.keep()

    def is_meant(self, kind: str, name: str) -> bool:
        """Tell whether what was up before has to be up again: what is not in the intended text need not."""
        return self._meant.is_meant(kind, name)

    def speaks(self, kind: str) -> bool:
        """Tell whether a kind of health is anything that the device is to have."""
        return self._meant.speaks(kind)

    def resolved(self, text: str) -> str:
        """Put secrets in the place of references, for the device; raises UnknownSecret."""
        return "\n".join(resolved(text.split("\n"), lambda name: self._secrets.text(Secret(name))))

    def unresolved(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return the references in lines that nothing resolves."""
        names = dict.fromkeys(found["name"] for line in lines for found in PLACEHOLDER.finditer(line))
        return tuple(name for name in names if not self._resolves(name))

    def _resolves(self, name: str) -> bool:
        try:
            self._secrets.text(Secret(name))
        except UnknownSecret:
            return False
        return True

    def hidden(self, text: str) -> str:
        """Return a text without any secret that this device has or gets."""
        for found in PLACEHOLDER.finditer(self.written):
            if self._resolves(found["name"]):
                secret = self._secrets.text(Secret(found["name"]))
                if len(secret) >= _SHORTEST:
                    text = text.replace(secret, MASK)
        return text if self._latest is None else self._latest.masking.hide(text)


def as_change(found: DeviceChange, risks: Sequence[Finding] = ()) -> Change:
    """Return a device's change as a deployment needs it."""
    shown = found.shown
    return Change(
        device=found.device,
        patch=found.patch,
        digest=found.digest,
        running_digest=found.running_digest,
        commands=shown.commands,
        rollback=shown.rollback,
        differences=tuple(f"{one.sign} {'  ' * one.depth}{one.text}" for one in shown.differences),
        risks=tuple(risks),
        forced=tuple(f"{one.command}: {one.why}" for one in shown.forced),
        unmanaged=len(shown.unmanaged),
    )
