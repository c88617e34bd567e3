"""The translations on every platform that has them: what is rendered means what was planned."""

from dataclasses import replace

import pytest
from strategies.networks import Sketch, UnitSketch, network

from govnetgen.addressing import Ledger
from govnetgen.addressing.unify import unify
from govnetgen.configtree import parse_tree
from govnetgen.intent import Intent
from govnetgen.model.claims import HandedIn
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall, Zone
from govnetgen.platform import platforms
from govnetgen.render import Renderer
from govnetgen.workflow.unify import with_translations

TRANSLATING = [
    name
    for name, one in platforms().items()
    if any(one.support("nat", kind).supported for kind in one.dialects.values())
]


def device(claim) -> DeviceConfig:
    tax = UnitSketch(site="east", hosts={"office": 100}, own=True)
    rows = HandedIn(
        claims=(claim("tax", "192.168.1.0/24", renumber="否"), claim("tax", "172.16.9.0/25", renumber="否"))
    )
    one = unify(network(Sketch(units={"tax": tax})), rows, Ledger()).require()
    built = Intent(one.network, one.planned.plan).device("tax-fw")
    uplink = next(port.name for port in built.interfaces if port.name.startswith("ge-"))
    zones = (Zone(name="backbone", priority=40, interfaces=(uplink,)),)
    small = DeviceConfig(
        system=built.system,
        interfaces=tuple(port for port in built.interfaces if port.name == uplink),
        firewall=Firewall(zones=zones),
    )
    interfaces = tuple(replace(port, ospf=()) for port in small.interfaces)
    return with_translations(replace(small, interfaces=interfaces), one.translations.by_device["tax-fw"])


def test_some_platforms_translate() -> None:
    assert {"huawei_vrp", "linux"} <= set(TRANSLATING)


@pytest.mark.parametrize("name", TRANSLATING)
def test_what_is_rendered_is_read_back(name: str, claim) -> None:
    platform = platforms()[name]
    kind = next(one for one in platform.dialects.values() if platform.support("nat", one).supported)
    meant = device(claim)
    limits = platform.inexpressible(meant, kind)
    assert not [str(limit) for limit in limits if limit.feature == "nat"]
    text = Renderer().render(meant, platform, kind)
    nat = platform.read(parse_tree(text, platform.syntax), kind).device.nat
    assert nat is not None
    assert nat.static == meant.nat.static
    assert len(nat.static) == 2
