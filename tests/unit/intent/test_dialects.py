"""What is meant can be said on every platform that a core switch may be of."""

from dataclasses import replace

import pytest
from networks import Built, build

from govnetgen.intent import Intent
from govnetgen.model.network import Igp
from govnetgen.platform import platforms

SWITCHES = [("huawei_vrp", "s"), ("huawei_vrp", "ce"), ("ruijie_rgos", "rgos12"), ("ruijie_rgos", "rgos11")]


@pytest.fixture(scope="module")
def small() -> Built:
    return build("small")


@pytest.mark.parametrize(("platform", "dialect"), SWITCHES)
@pytest.mark.parametrize("number", [100, 4094])
def test_a_core_switch_can_be_of_any_make(small: Built, platform: str, dialect: str, number: int) -> None:
    plan = replace(small.plan, vlan_ids={**small.plan.vlan_ids, ("tax", "office"): number})
    device = Intent(small.network, plan).device("core1")
    language = platforms()[platform]
    assert language.inexpressible(device, language.dialect(dialect)) == ()


def test_a_backbone_with_units_of_its_own_runs_isis_alone(small: Built) -> None:
    routing = replace(small.network.routing, igp=Igp.ISIS)
    device = Intent(replace(small.network, routing=routing), small.plan).device("core1")
    assert device.ospf == ()
    assert device.isis
    language = platforms()["huawei_vrp"]
    assert language.inexpressible(device, language.dialect("s")) == ()
