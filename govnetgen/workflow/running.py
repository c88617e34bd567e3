"""What devices show now: captures, read with suspicion. What is no whole configuration of its device is refused."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from govnetgen.brownfield.capture import LARGEST, clean_capture
from govnetgen.configtree import ConfigTree, parse_tree, print_tree
from govnetgen.configtree.masking import mask
from govnetgen.configtree.rules import PatchRules
from govnetgen.diagnostics import Checked, Collector, InvalidInput, Location, did_you_mean, error
from govnetgen.platform import Dialect, Platform, Reading, platforms

SUFFIX = ".cfg"
"""How the name of a capture ends, after its device's."""
FOLDER = "running"
"""Where a network's captures are, unless asked otherwise."""

_UNREAD_SHARE = 0.5
_UNREAD_LINES = 20
"""More unread lines than both: this is another platform's configuration, or none at all."""


@dataclass(frozen=True, slots=True)
class Running:
    """A running configuration with what it means.

    ``digest`` names what it says: neither what a terminal adds, nor comments, nor how secrets are salted are in it, so
    that a device that nobody touched gives the same one again.
    """

    text: str = field(repr=False)
    tree: ConfigTree = field(repr=False)
    reading: Reading = field(repr=False)
    digest: str


def read_running(
    data: bytes, place: str, platform: Platform, dialect: Dialect, *, device: str | None = None
) -> Checked[Running]:
    """Read a capture, or what a device just answered; ``device`` is the name that it should call itself."""
    collector = Collector()
    rules = platform.patch_rules or PatchRules()
    other = _platform_of(data, platform)
    if other is not None:
        collector.error(
            "capture-of-platform",
            f"this reads as a configuration of {other}, not of {platform.name}",
            Location(place),
            hint="give the capture of this device, or correct its platform",
        )
        return collector.checked(None)
    text = collector.take(clean_capture(data, place, rules, device))
    if text is None:
        return Checked(None, tuple(collector))
    tree = parse_tree(text, platform.syntax)
    reading = platform.read(tree, dialect)
    _doubt(collector, Location(place), platform, tree, reading, device)
    secretless = mask(print_tree(tree, platform.syntax), rules.secrets)
    return collector.checked(Running(text, tree, reading, hashlib.sha256(secretless.encode()).hexdigest()))


def _platform_of(data: bytes, expected: Platform) -> str | None:
    """Return which other platform wrote a text that the expected one did not, where one surely did."""
    if len(data) > LARGEST:
        return None
    lines = [line.strip() for line in data.decode("utf-8", errors="replace").splitlines()]
    if _is_of(expected, lines):
        return None
    return next((name for name, one in platforms().items() if _is_of(one, lines)), None)


def _is_of(platform: Platform, lines: Sequence[str]) -> bool:
    """Tell whether a platform's line with the device's name is there, or the heading of a file of it."""
    signs = [section.heading for section in platform.syntax.sections]
    if platform.patch_rules is not None and platform.patch_rules.hostname is not None:
        signs.append(platform.patch_rules.hostname)
    return any(sign.fullmatch(line) for sign in signs for line in lines)


def _doubt(
    collector: Collector, place: Location, platform: Platform, tree: ConfigTree, reading: Reading, device: str | None
) -> None:
    unread, lines = len(reading.unread), sum(1 for _ in tree.walk())
    if unread > _UNREAD_LINES and unread > _UNREAD_SHARE * lines:
        collector.error(
            "capture-not-understood",
            f"{unread:,} of {lines:,} lines are not understood as {platform.name}",
            place,
            hint="look at the device's platform in nodes.yaml, and at what was captured",
        )
        return
    other = reading.device.system.hostname
    if device is not None and other != device:  # also of a platform whose rules do not say how a name is written
        collector.error(
            "capture-of-another",
            f"the capture is of {other or 'no name'}, not of {device}",
            place,
            hint="give the capture of this device",
        )


def read_file(file: Path) -> bytes:
    """Return a capture's bytes, of one that is too large a little more than may be."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def captures(folder: Path) -> dict[str, Path]:
    """Return the captures of a folder by the names of their devices; raises InvalidInput where there is none."""
    if not folder.is_dir():
        hint = f"govnetgen collect NETWORK -o {folder} makes it, or put a file a device into it: DEVICE{SUFFIX}"
        raise InvalidInput(
            [error("no-captures", "there is no such folder of captures", Location(str(folder)), hint=hint)]
        )
    found = {one.stem: one for one in sorted(folder.iterdir()) if one.suffix == SUFFIX and one.is_file()}
    if not found:
        hint = f"name each capture after its device: DEVICE{SUFFIX}"
        raise InvalidInput([error("no-captures", f"there is no {SUFFIX} file in it", Location(str(folder)), hint=hint)])
    return found


def chosen(devices: Sequence[str], limit: Sequence[str], collector: Collector) -> list[str]:
    """Return the devices that match any of the patterns, all where there is no pattern."""
    for pattern in limit:
        if not any(fnmatchcase(name, pattern) for name in devices):
            collector.error(
                "limit-matches-nothing",
                f"no device matches {pattern!r}",
                Location("--limit"),
                hint=did_you_mean(pattern, devices),
            )
    return [name for name in devices if not limit or any(fnmatchcase(name, pattern) for pattern in limit)]
