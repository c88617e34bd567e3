"""Mistakes, and ways to make them: each returns a copy of a network with one thing changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from networks import Built

from govnetgen.diagnostics import Location
from govnetgen.model.address import InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import PolicyRule
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.prefix_list import PrefixRule
from govnetgen.model.finding import Finding, Verdict
from govnetgen.verify import Observed

HERE = Location("test")


@dataclass(frozen=True)
class Case:
    """What is spoilt, which check finds it, and words that must be told."""

    name: str
    check: str
    spoil: Callable[[Built], Built]
    told: tuple[str, ...]
    of: str = "dalian"


def observed(built: Built) -> Observed:
    """Return what checks look at."""
    return Observed(built.network, built.plan, built.devices)


def device(built: Built, name: str, change: Callable[[DeviceConfig], DeviceConfig]) -> Built:
    """Change one device's text."""
    return replace(built, devices={**built.devices, name: change(built.devices[name])})


def interface(built: Built, name: str, which: str, change: Callable[[Interface], Interface]) -> Built:
    """Change one interface."""

    def changed(one: DeviceConfig) -> DeviceConfig:
        assert which in {each.name for each in one.interfaces}
        return replace(one, interfaces=tuple(change(each) if each.name == which else each for each in one.interfaces))

    return device(built, name, changed)


def failures(findings: list[Finding]) -> list[Finding]:
    """Return what fails."""
    return [one for one in findings if one.verdict is Verdict.FAILS]


def text(one: Finding) -> str:
    """Return all that an engineer is told."""
    return "\n".join((one.subject, one.message, *one.evidence))


def addressed(*texts: str) -> tuple[InterfaceAddress, ...]:
    """Addresses of an interface."""
    return tuple(InterfaceAddress.parse(one) for one in texts)


def field(**changes: object) -> Callable:
    """Change fields."""
    return lambda one: replace(one, **changes)


def policy(built: Built, name: str, *rules: PolicyRule) -> Built:
    """Put rules before the rest of a firewall's policy."""

    def changed(one):
        return replace(one, firewall=replace(one.firewall, rules=(*rules, *one.firewall.rules)))

    return device(built, name, changed)


def permit(name: str, source: str, destination: str, **more: tuple[str, ...]) -> PolicyRule:
    """A rule that lets traffic through."""
    return PolicyRule(name=name, permit=True, source_zones=(source,), destination_zones=(destination,), **more)


def accepting(built: Built, name: str, *rules: PrefixRule) -> Built:
    """Put entries before all others of a device's prefix lists."""
    return device(
        built,
        name,
        lambda one: replace(
            one, prefix_lists=tuple(replace(each, rules=(*rules, *each.rules)) for each in one.prefix_lists)
        ),
    )
