"""The whole line: a folder of YAML to configuration text, and the text read back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from networks import Built, build

from govnetgen.configtree import parse_tree
from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import Renderer

GOLDEN = Path(__file__).parent / "golden"
# what a network engineer should read: one device of each kind
READ = {
    "small": ("core1", "core2", "fw1"),
    "dalian": ("agg-changhai", "exit-fw1", "prov-fw1", "dwbgt-sw1", "dwbgt-fw1", "dwbgt-fw2"),
    "mpls": ("rr1", "pe-east", "east-sj-fw1"),
}


@pytest.fixture(scope="module", params=list(READ))
def network(request: pytest.FixtureRequest) -> Built:
    """Each network, with all intended configurations."""
    return build(request.param)


def _platform(built: Built, name: str) -> tuple[Platform, Dialect]:
    device = built.network.devices[name]
    platform = platforms()[device.platform]
    return platform, platform.dialect(device.dialect)


def _read_back(text: str, platform: Platform, dialect: Dialect) -> DeviceConfig:
    reading = platform.read(parse_tree(text, platform.syntax), dialect)
    assert not reading.unread
    return reading.device


def _without_delays(device: DeviceConfig) -> DeviceConfig:
    """FRR takes over at once: a network of linux gateways says ``preempt_delay: 0``."""
    interfaces = tuple(
        replace(one, vrrp=tuple(replace(group, preempt_delay_s=0) for group in one.vrrp)) for one in device.interfaces
    )
    return replace(device, interfaces=interfaces)


def test_every_device_reads_back_as_it_was_meant(network: Built) -> None:
    renderer = Renderer()
    for name, intended in network.devices.items():
        platform, dialect = _platform(network, name)
        assert not platform.inexpressible(intended, dialect), name
        assert _read_back(renderer.render(intended, platform, dialect), platform, dialect) == intended, name


def test_configurations_are_as_reviewed(network: Built, golden: Callable[[Path, str], None]) -> None:
    renderer = Renderer()
    for name in READ[network.network.name]:
        text = renderer.render(network.devices[name], *_platform(network, name))
        golden(GOLDEN / network.network.name / f"{name}.cfg", text)


def test_the_small_network_has_linux_twins(golden: Callable[[Path, str], None]) -> None:
    built, linux = build("small"), platforms()["linux"]
    dialect, renderer = linux.dialect(None), Renderer()
    for name, intended in built.devices.items():
        twin = _without_delays(intended)
        assert not linux.inexpressible(twin, dialect), name
        text = renderer.render(twin, linux, dialect)
        golden(GOLDEN / "small-linux" / f"{name}.cfg", text)
        assert _read_back(text, linux, dialect) == twin, name
