"""Every platform found, in every dialect, and the devices that it claims to express.

A platform may help in ``tests/platforms/NAME/strategy.py``, which may define

- ``expressible(device, dialect) -> DeviceConfig``: the device without what the platform declares a Limit,
- ``SECRETS: Mapping[str, SearchStrategy[Secret]]``: by the name of the dataclass that holds it, a secret as the
  platform writes it, drawn beside references.

Without help, whatever the platform's limits name is cut away here, as little as possible at a time.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path as FilePath
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from govnetgen import platforms as package
from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LocalUser
from govnetgen.model.device.interface import AccessPort, Interface
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.system import System
from govnetgen.model.names import PORT_KINDS
from govnetgen.model.secret import Secret
from govnetgen.platform import FEATURES, Dialect, Limit, Platform, Reading
from govnetgen.render import Renderer
from strategies.consistency import consistent
from strategies.devices import devices
from strategies.interface import PORTS
from strategies.sample import SEED, drawn
from strategies.walk import NONE, Path, cuts, default_of, put, walk

TESTS = FilePath(__file__).parents[1]
CORPUS = TESTS / ".." / ".." / "shared" / "corpus"
NAMES = tuple(sorted(one.name for one in pkgutil.iter_modules(package.__path__)))
_POSITIONS = ("1", "0/1", "0/2", "1/0/1", "0/0/1", "0/0/2", "1/0/2", "1/1", "2")
_ALTERNATIVES: Mapping[tuple[type, str], tuple[object, ...]] = {(LocalUser, "privilege"): (15, 1, 0)}
"""Values of required fields worth trying where a platform cannot express one."""
_TOLD: Mapping[str, object] = {"lldp": Lldp()}
"""What some platforms have on by default, so that None is a limit there."""


def load(name: str) -> Platform:
    """Import one platform, so that one that does not load fails alone."""
    platform = importlib.import_module(f"{package.__name__}.{name}").PLATFORM
    assert isinstance(platform, Platform)
    return platform


@lru_cache
def _help(name: str) -> ModuleType | None:
    file = TESTS / "platforms" / name / "strategy.py"
    if not file.exists():
        return None
    spec = importlib.util.spec_from_file_location(f"strategy_of_{name}", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Case:
    """A platform in one dialect."""

    def __init__(self, platform: Platform, dialect: Dialect, renderer: Renderer) -> None:
        self.platform, self.dialect, self.renderer = platform, dialect, renderer

    def __repr__(self) -> str:
        return f"{self.platform.name}-{self.dialect.name}"

    @property
    def features(self) -> tuple[str, ...]:
        """The features that it claims to express."""
        return tuple(one for one in FEATURES if self.platform.support(one, self.dialect).supported)

    def limits(self, device: DeviceConfig) -> tuple[Limit, ...]:
        """What it says it cannot express of the device."""
        return self.platform.inexpressible(device, self.dialect)

    def render(self, device: DeviceConfig) -> str:
        """The device's configuration text."""
        return self.renderer.render(device, self.platform, self.dialect)

    def parse(self, text: str) -> ConfigTree:
        """The text as a tree."""
        return parse_tree(text, self.platform.syntax)

    def read(self, text: str) -> Reading:
        """What the text means."""
        return self.platform.read(self.parse(text), self.dialect)

    def captures(self) -> list[FilePath]:
        """Real configurations of the platform, where they are at hand."""
        folder = CORPUS / self.platform.name
        return sorted(one for one in folder.iterdir() if one.is_file()) if folder.is_dir() else []

    def drawn(self, size: int) -> tuple[DeviceConfig, ...]:
        """Devices of the features claimed, with limits or without."""
        return tuple(self._drawn(number) for number in range(SEED, SEED + size))

    def devices(self, size: int) -> tuple[DeviceConfig, ...]:
        """Devices that the platform claims to express to the last field; of ``size`` drawn, most."""
        found = (self._expressible(number) for number in range(SEED, SEED + size))
        return tuple(one for one in found if one is not None)

    def _drawn(self, number: int) -> DeviceConfig:
        return _device(self.platform.name, self.features, ports_of(self) or PORTS, number)

    @cache  # noqa: B019 - cases live as long as the tests
    def _expressible(self, number: int) -> DeviceConfig | None:
        device = self.expressible(self._drawn(number))
        return None if self.limits(device) else device

    def expressible(self, device: DeviceConfig) -> DeviceConfig:
        """Take away what the platform declares a Limit."""
        return self.without_limits(self.helped(device))

    def helped(self, device: DeviceConfig) -> DeviceConfig:
        """Take away what the platform's own help does."""
        project = getattr(_help(self.platform.name), "expressible", None)
        return device if project is None else consistent(project(device, self.dialect))

    def without_limits(self, device: DeviceConfig) -> DeviceConfig:
        """Cut away what limits name, with no help."""
        return _pruned(device, self.limits)


@lru_cache
def _strategy(platform: str, features: tuple[str, ...], ports: tuple[str, ...]) -> st.SearchStrategy[DeviceConfig]:
    return devices(features, ports).flatmap(lambda device: _own_secrets(device, platform))


@cache
def _device(platform: str, features: tuple[str, ...], ports: tuple[str, ...], number: int) -> DeviceConfig:
    """Draw once for all laws, and for all dialects that claim the same: drawing takes longer than most laws."""
    return drawn(_strategy(platform, features, ports), number)


def _own_secrets(device: DeviceConfig, name: str) -> st.SearchStrategy[DeviceConfig]:
    """Exchange some references for secrets as the platform writes them."""
    own: Mapping[str, st.SearchStrategy[Secret]] = getattr(_help(name), "SECRETS", {})
    places = [
        ((*path, field.name), own[type(item).__name__])
        for path, item in walk(device)
        if type(item).__name__ in own
        for field in fields(item)
        if isinstance(getattr(item, field.name), Secret)
    ]

    def exchanged(chosen: list[Secret | None]) -> DeviceConfig:
        changed = device
        for (path, _), secret in zip(places, chosen, strict=True):
            changed = changed if secret is None else put(changed, path, secret)
        return changed

    return st.tuples(*(st.none() | strategy for _, strategy in places)).map(list).map(exchanged)


def _exchanges(value: object) -> Iterator[tuple[Path, object]]:
    """Other words of a vocabulary, where a required field holds one that cannot be said."""
    for path, item in walk(value):
        for field in fields(item):
            held = getattr(item, field.name)
            if default_of(field) is NONE:
                others = (
                    tuple(type(held)) if isinstance(held, Enum) else _ALTERNATIVES.get((type(item), field.name), ())
                )
                yield from (((*path, field.name), one) for one in others if one != held)


def _smaller(device: DeviceConfig, named: set[str]) -> Iterator[DeviceConfig]:
    """The smallest changes first, in the features that limits name, then anywhere; before all, what must be told."""
    missing = (one for one in named & set(_TOLD) if getattr(device, one) is None)
    yield from (replace(device, **{one: _TOLD[one]}) for one in missing)
    ways = [*_exchanges(device), *reversed(list(cuts(device)))]
    yield from (put(device, path, new) for path, new in ways if path[0] in named)
    yield from (put(device, path, new) for path, new in ways if path[0] not in named)


def _pruned(device: DeviceConfig, limits: Callable[[DeviceConfig], tuple[Limit, ...]]) -> DeviceConfig:
    """Cut until no limit is left."""
    found = limits(device)
    for _ in range(60):
        if not found:
            return device
        count, named = len(found), {one.feature for one in found}
        better = next((one for one in _smaller(device, named) if len(limits(one)) < count), None)
        if better is None:
            better = replace(device, **{one: default for one, default in _ABSENT.items() if one in named})
        device = consistent(better)
        found = limits(device)
    return device


_ABSENT = {field.name: default_of(field) for field in fields(DeviceConfig) if field.name in FEATURES}


@lru_cache
def ports_of(case: Case) -> tuple[str, ...]:
    """The port names that the platform can express, two of each speed."""
    found: list[str] = []
    for kind in PORT_KINDS:
        able = [one for one in (f"{kind}-{position}" for position in _POSITIONS) if _can_name(case, one)]
        found += able[:2]
    return tuple(found)


def _can_name(case: Case, name: str) -> bool:
    probe = DeviceConfig(system=System(hostname="probe"))
    uses = (Interface(name=name, description="probe"), Interface(name=name, switchport=AccessPort(vlan=1)))
    least = len(case.limits(probe))
    return any(len(case.limits(replace(probe, interfaces=(one,)))) == least for one in uses)


@lru_cache
def cases() -> tuple[Case, ...]:
    """Every platform that loads, in every dialect."""
    renderer = Renderer()
    found = []
    for name in NAMES:
        try:
            platform = load(name)
        except (ImportError, AttributeError, SyntaxError):
            continue  # test_every_platform_loads says so
        found += [Case(platform, one, renderer) for one in platform.dialects.values()]
    return tuple(found)


def minimal(device: DeviceConfig, fails: Callable[[DeviceConfig], bool]) -> DeviceConfig:
    """Take away from a failing device all that is not needed to fail."""
    while True:
        smaller = (consistent(put(device, path, new)) for path, new in cuts(device))
        found = next((one for one in smaller if one != device and fails(one)), None)
        if found is None:
            return device
        device = found


def captures() -> list[Any]:
    """Every capture at hand of the platforms found, as a platform's name and a file."""
    first = {case.platform.name: case for case in reversed(cases())}
    return [
        pytest.param(name, file, id=f"{name}-{file.name}")
        for name, case in sorted(first.items())
        for file in case.captures()
    ]


EVERY = pytest.mark.parametrize("case", cases(), ids=repr)
EXAMPLES = settings().max_examples
"""Devices a law. Failing ones are made minimal by cutting the value: faster than shrinking how it was drawn."""
