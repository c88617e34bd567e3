"""Which secrets are written again: what tells that a device holds another text than the inventory's secrets say.

A text that a device shows as it is is compared. Of an enciphered one it is known what was last written
(``Remembered``), or somebody asks by name to have it written (``--renew-secret``), or nobody can tell, which is said.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from govnetgen.configtree.masking import Stale
from govnetgen.deploy.remembered import Remembered, Written
from govnetgen.diagnostics import Diagnostic, Location, did_you_mean, error, warning
from govnetgen.lab.secret import lab_secret
from govnetgen.model.secret import PLACEHOLDER, Secret
from govnetgen.secrets import Secrets, UnknownSecret
from govnetgen.semantics.secrets import Held

_NAMED = 8


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is known of one device's secrets.

    ``stale``: what it holds for references and must not keep, by their names; ``asked`` of these names are written
    again though nobody knows that they differ. ``unremembered`` cannot be compared, and ``textless`` not here: nobody
    gave a text to compare with.
    """

    stale: Stale = field(default_factory=dict, repr=False)
    asked: frozenset[str] = frozenset()
    unremembered: tuple[str, ...] = ()
    textless: tuple[str, ...] = ()


NOTHING = Renewal()
Judged = Callable[[Sequence[Held]], Renewal]
"""Tells what is known of a device's secrets."""


def nothing_known(held: Sequence[Held]) -> Renewal:
    """Judge without any text to compare with."""
    return Renewal(textless=tuple(dict.fromkeys(one.name for one in held)))


@dataclass(frozen=True, slots=True)
class Sent:
    """The names of the secrets in a device's commands; ``again`` of them stood in the device's place before."""

    names: frozenset[str]
    again: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to compare secrets with: their texts, and what was written before (``state``, where runs are kept).

    ``again`` are patterns of the names of those that are written again in any case.
    """

    secrets: Secrets = field(default_factory=Secrets, repr=False)
    state: Path | None = None
    again: tuple[str, ...] = ()

    def of(self, network: str, *, lab: bool = False) -> "Renewing":
        """Return what judges the devices of a network, or the nodes of its lab."""
        remembered = None if self.state is None or lab else Remembered(self.state, network)
        return Renewing(_of_lab if lab else texts_of(self.secrets), remembered, self.again)


class Renewing:
    """Judges the secrets of a network's devices.

    ``text_of`` is given a name and returns its text, None where there is none. ``asked`` are patterns of names.
    """

    def __init__(
        self, text_of: Callable[[str], str | None], remembered: Remembered | None = None, asked: Sequence[str] = ()
    ) -> None:
        self.text_of = text_of
        self._remembered = remembered
        self._asked = asked

    def of(self, device: str) -> Judged:
        """Return what judges one device."""
        return lambda held: self.judge(device, held)

    def judge(self, device: str, held: Sequence[Held]) -> Renewal:
        """Tell what is known of a device's secrets."""
        stale = dict(self.in_clear(held))
        asked, unremembered, textless = set(), [], []
        for name, shown in by_name(held).items():
            text = self.text_of(name)
            # a text that looks like a digest may be the secret itself
            hidden = frozenset(one.text for one in shown if not one.is_clear and one.text != text)
            verdicts = {self._is_current(device, name, one, text) for one in hidden}
            if self._is_asked(name) or False in verdicts:
                # all of a name together: half of its places would be left with what is known to be old
                every = frozenset(one.text for one in shown) if text is None else hidden
                stale[name] = stale.get(name, frozenset()) | every
                asked |= {name} if False not in verdicts else set()
            elif text is None:
                textless.append(name)
            elif None in verdicts:
                unremembered.append(name)
        stale = {name: texts for name, texts in stale.items() if texts}
        return Renewal(stale, frozenset(asked & stale.keys()), tuple(unremembered), tuple(textless))

    def again(self, held: Sequence[Held], names: Collection[str]) -> Renewal:
        """Take these to be written again, whatever is known: so it was decided before."""
        stale = dict(self.in_clear(held))
        for name, shown in by_name(held).items():
            hidden = frozenset(one.text for one in shown if not one.is_clear)
            if name in names and hidden:
                stale[name] = stale.get(name, frozenset()) | hidden
        return Renewal(stale, frozenset(names) & stale.keys())

    def in_clear(self, held: Sequence[Held]) -> Stale:
        """Return what stands on a device as it is, and is not what it should be."""
        found: dict[str, frozenset[str]] = {}
        for name, shown in by_name(held).items():
            text = self.text_of(name)
            differing = frozenset(one.text for one in shown if one.is_clear and text is not None and one.text != text)
            if differing:
                found[name] = differing
        return found

    def keep(self, device: str, before: Sequence[Held], after: Sequence[Held], sent: Sent) -> None:
        """Write down what a device shows for the secrets that it was just given, and of others what is still known.

        What cannot be written down is not known the next time, which is then said.
        """
        if self._remembered is None:
            return
        old, new = by_name(before), by_name(after)
        records = {}
        for name in sent.names & new.keys():
            text = self.text_of(name)
            hidden = {one.text for one in new[name] if not one.is_clear}
            if name not in sent.again:  # of its places only those are known that were written
                there = {one.text for one in old.get(name, ())}
                hidden = {one for one in hidden if one not in there or self._is_current(device, name, one, text)}
            if text is not None and hidden:
                records[name] = Written(text, frozenset(hidden))
        with suppress(OSError):
            self._remembered.keep(device, records, new)

    def _is_asked(self, name: str) -> bool:
        return any(fnmatchcase(name, one) for one in self._asked)

    def _is_current(self, device: str, name: str, shown: str, text: str | None) -> bool | None:
        if text is None or self._remembered is None:
            return None
        return self._remembered.is_current(device, name, shown, text)


NOT_ASKED = Asked()
NO_TEXTS = Renewing(lambda name: None)
"""Compares no secret."""


def _of_lab(name: str) -> str:
    return lab_secret(Secret(name))


def by_name(held: Iterable[Held]) -> Mapping[str, tuple[Secret, ...]]:
    """Return what a device holds for each reference."""
    found: defaultdict[str, list[Secret]] = defaultdict(list)
    for one in held:
        found[one.name].append(one.secret)
    return {name: tuple(ones) for name, ones in found.items()}


def references_in(text: str) -> frozenset[str]:
    """Return the names of the secrets that a text refers to."""
    return frozenset(found["name"] for found in PLACEHOLDER.finditer(text))


def references_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the names of the secrets that texts refer to."""
    return frozenset().union(*map(references_in, texts))


def texts_of(secrets: Secrets) -> Callable[[str], str | None]:
    """Return what finds a secret's text, None where there is none."""

    def text(name: str) -> str | None:
        try:
            return secrets.text(Secret(name))
        except UnknownSecret:
            return None

    return text


def not_compared(devices: Mapping[str, Renewal]) -> list[Diagnostic]:
    """Say once which secrets nobody compared, and what can be done about it."""
    found = []
    unremembered = _devices_of((name, one.unremembered) for name, one in devices.items())
    textless = _devices_of((name, one.textless) for name, one in devices.items())
    if unremembered:
        found.append(
            warning(
                "secret-not-compared",
                f"whether {_some(unremembered)} changed cannot be told: {_on(unremembered)} shown enciphered, and "
                "what was last written there is not known",
                Location("--renew-secret"),
                hint=f"--renew-secret {next(iter(unremembered))} writes it again ('*' all); from then on it is known",
            )
        )
    if textless:
        found.append(
            warning(
                "secret-not-compared",
                f"whether {_some(textless)} changed was not looked at: nobody gave a text to compare with",
                Location("--secrets"),
                hint="give --secrets FILE, or GOVNETGEN_SECRET_NAME variables",
            )
        )
    return found


def unmatched(asked: Sequence[str], names: Collection[str]) -> list[Diagnostic]:
    """Find patterns that no secret of the devices matches."""
    return [
        error(
            "renew-matches-nothing",
            f"no secret of these devices matches {pattern!r}",
            Location("--renew-secret"),
            hint=did_you_mean(pattern, names),
        )
        for pattern in asked
        if not any(fnmatchcase(name, pattern) for name in names)
    ]


def _devices_of(found: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    devices: defaultdict[str, list[str]] = defaultdict(list)
    for device, names in found:
        for name in names:
            devices[name].append(device)
    return dict(sorted(devices.items()))


def _some(names: Collection[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    kind = "the secret" if len(names) == 1 else "the secrets"
    return f"{kind} {', '.join(sorted(names)[:_NAMED])}{more}"


def _on(found: Mapping[str, Sequence[str]]) -> str:
    devices = {one for held in found.values() for one in held}
    verb = "it is" if len(found) == 1 else "they are"
    return f"on {next(iter(devices))} {verb}" if len(devices) == 1 else f"on {len(devices):,} devices {verb}"
