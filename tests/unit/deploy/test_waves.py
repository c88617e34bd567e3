"""Waves: everybody's turn comes once, and no pair is ever changed at once."""

from hypothesis import given
from hypothesis import strategies as st

from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.waves import backwards, waves


def device(name: str, tier: int = 0, rank: int = 0, site: str = "", pair: str = "") -> DevicePlan:
    return DevicePlan(
        device=name, platform="p", digest=name, running_digest="", tier=tier, rank=rank, site=site, pair=pair
    )


DEVICES = st.lists(
    st.builds(
        device,
        st.integers(0, 10_000).map(str),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["", "", "p", "q", "r"]),
    ),
    unique_by=lambda one: one.device,
    max_size=40,
)


@given(DEVICES, st.integers(0, 5), st.integers(1, 7))
def test_everybody_once_no_pair_together_one_tier_a_wave(devices: list[DevicePlan], canary: int, largest: int) -> None:
    found = waves(devices, canary=canary, largest=largest)
    by_name = {one.device: one for one in devices}
    assert sorted(name for wave in found for name in wave) == sorted(by_name)
    for number, wave in enumerate(found):
        pairs = [by_name[name].pair for name in wave if by_name[name].pair]
        assert len(pairs) == len(set(pairs))
        is_canary = canary and number == 0
        assert 0 < len(wave) <= (canary if is_canary else largest)
        assert is_canary or len({by_name[name].tier for name in wave}) == 1


@given(DEVICES, st.randoms())
def test_the_order_does_not_depend_on_how_devices_were_found(devices: list[DevicePlan], random: object) -> None:
    shuffled = list(devices)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert waves(devices, canary=1) == waves(shuffled, canary=1)


def test_from_the_edge_to_the_core() -> None:
    found = waves(
        [device("core1", 0, 5, pair="core"), device("core2", 0, 5, pair="core"), device("acc", 2), device("agg", 1, 2)]
    )
    assert found == (("acc",), ("agg",), ("core1",), ("core2",))
    assert backwards(found) == (("core2",), ("core1",), ("agg",), ("acc",))


def test_the_canary_goes_alone() -> None:
    assert waves([device(str(number)) for number in range(5)], canary=1) == (("0",), ("1", "2", "3", "4"))
