"""The contract of a platform: one configuration language, in one folder of ``platforms/`` and one of ``templates/``."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Any

from govnetgen.configtree import ConfigTree, Line, Syntax
from govnetgen.configtree.rules import PatchRules
from govnetgen.model.device import DeviceConfig

FEATURES = tuple(one.name for one in fields(DeviceConfig) if one.name != "system")
"""What a platform may or may not be able to express: the fields of DeviceConfig."""


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a platform can express a feature, and why not where it cannot."""

    supported: bool
    why: str = ""


CAN = Support(True)


def cannot(why: str) -> Support:
    """Say that a feature cannot be expressed, and why."""
    return Support(False, why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A family or release of a platform. Platforms extend this with their facts, as data."""

    name: str
    title: str
    cannot: Mapping[str, str] = field(default_factory=dict)
    """Features that this dialect lacks beyond the platform's own, each with the reason."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Something in a device's configuration that the platform cannot express: where, and why."""

    feature: str
    subject: str
    why: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.why}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a configuration means, and the lines that no rule understood (a parent's children are its own entries).

    ``ignored`` are lines that the reader knows and that mean nothing in the model: a patch leaves them alone too.
    """

    device: DeviceConfig
    unread: tuple[Line, ...] = ()
    ignored: tuple[Line, ...] = ()

    @property
    def unmanaged(self) -> tuple[Line, ...]:
        """The lines that no patch may take away unasked."""
        lines = {line.number: line for top in (*self.unread, *self.ignored) for line in top.walk()}
        return tuple(lines[number] for number in sorted(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One configuration language.

    ``read`` turns a parsed configuration into meaning. ``limits`` names, for one device, what is set but cannot be
    expressed beyond whole features. ``filters`` are the Jinja filters of its templates. ``p2p_length`` is the prefix
    length that its point-to-point links need for IPv4 (RFC 3021: 31). ``patch_rules`` say how it is
    changed; without them it cannot be patched.
    """

    name: str
    title: str
    vendor: str
    syntax: Syntax
    dialects: Mapping[str, Dialect]
    default_dialect: str
    cannot: Mapping[str, str]
    limits: Callable[[DeviceConfig, Any], Iterator[Limit]]
    read: Callable[[ConfigTree, Any], Reading]
    filters: Mapping[str, Callable[..., object]]
    p2p_length: int = 31
    patch_rules: PatchRules | None = None

    def dialect(self, name: str | None) -> Dialect:
        """Return a dialect by name, the default one for None; raises KeyError for an unknown name."""
        return self.dialects[name or self.default_dialect]

    def support(self, feature: str, dialect: Dialect) -> Support:
        """Tell whether a feature can be expressed in a dialect."""
        why = self.cannot.get(feature) or dialect.cannot.get(feature)
        return cannot(why) if why else CAN

    def inexpressible(self, device: DeviceConfig, dialect: Dialect) -> tuple[Limit, ...]:
        """Return everything of the device that this platform cannot express: it must never be silently left out."""
        whole = [
            Limit(feature, device.system.hostname, support.why)
            for feature in FEATURES
            if getattr(device, feature) not in (None, ()) and not (support := self.support(feature, dialect)).supported
        ]
        return (*whole, *self.limits(device, dialect))


@lru_cache(maxsize=1)
def platforms() -> Mapping[str, Platform]:
    """Find all platforms: the folders of ``govnetgen.platforms`` and the entry points of that name."""
    package = importlib.import_module("govnetgen.platforms")
    found: dict[str, Platform] = {}
    for module in pkgutil.iter_modules(package.__path__):
        platform = importlib.import_module(f"{package.__name__}.{module.name}").PLATFORM
        found[platform.name] = platform
    for point in entry_points(group="govnetgen.platforms"):
        platform = point.load()
        found[platform.name] = platform
    return dict(sorted(found.items()))
