"""Who is asked after a wave whether it is still as well: a few of the waves before, of several sites."""

from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.session import Target
from govnetgen.deploy.witness import MOST, witness, witnesses

SITES = {"a1": "a", "a2": "a", "a3": "a", "a4": "a", "b1": "b", "c1": "c", "top": "x"}
DEVICES = {
    name: DevicePlan(device=name, platform="fake", digest="", running_digest="", site=site)
    for name, site in SITES.items()
}


def ended(*names: str, outcome: Outcome = Outcome.CONFIRMED) -> dict[str, Ended]:
    return {name: Ended(device=name, outcome=outcome) for name in names}


def test_a_site_has_a_second_only_where_others_lack() -> None:
    wave = ("a1", "a2", "a3", "a4", "b1", "c1")
    assert witnesses([wave], ended(*wave), DEVICES) == ("a1", "b1", "c1", "a2")
    assert len(witnesses([wave], ended(*wave), DEVICES)) == MOST


def test_the_latest_waves_come_first_and_only_who_is_as_intended() -> None:
    held = {**ended("a1", "a2", "b1"), **ended("c1", outcome=Outcome.REVERTED)}
    assert witnesses([("a1", "a2"), ("b1", "c1")], held, DEVICES) == ("b1", "a1", "a2")
    assert witnesses([], {}, DEVICES) == ()


def test_only_who_answered_from_afar_is_asked_again() -> None:
    far, silent = (Probe(destination=f"10.0.0.{n}", who="core1", far=True) for n in (1, 2))
    beside = Probe(destination="10.0.1.1", who="core1")
    well = frozenset(("reach", one.name) for one in (far, beside))
    target = Target(device="a1", platform="fake", dialect="", host="a1")
    assert witness(target, well, (far, silent, beside)).probes == (far,)
