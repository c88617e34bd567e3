"""The laws can fail: a perfect toy keeps them all, and each way of cheating breaks one."""

import base64
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from platforms import test_laws as laws
from platforms import test_reading_never_raises as reading
from strategies.cases import Case

from govnetgen.configtree import ConfigTree, Line, Syntax
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.system import System
from govnetgen.platform import FEATURES, Dialect, Limit, Platform, Reading
from govnetgen.render import Renderer

Change = Callable[[DeviceConfig], DeviceConfig]


class Toy(Renderer):
    """Writes a device as one line that holds all of it, after a change."""

    def __init__(self, change: Change = lambda device: device) -> None:
        super().__init__()
        self.change = change

    def render(self, device: DeviceConfig, platform: Platform, dialect: Dialect) -> str:
        return f"device {base64.b64encode(pickle.dumps(self.change(device))).decode()}\n"


def _read(tree: ConfigTree, dialect: Dialect) -> Reading:
    words = tree.lines[0].text.split()
    return Reading(pickle.loads(base64.b64decode(words[1])))


def _puzzled(tree: ConfigTree, dialect: Dialect) -> Reading:
    return replace(_read(tree, dialect), unread=(Line("device"),))


def _without_mtu(device: DeviceConfig) -> DeviceConfig:
    return replace(device, interfaces=tuple(replace(one, mtu=None) for one in device.interfaces))


def _everything(device: DeviceConfig, dialect: Dialect) -> Iterator[Limit]:
    return (Limit("interfaces", one.name, "too hard") for one in device.interfaces if one.addresses or one.switchport)


DIALECT = Dialect(name="toy", title="Toy")
PLATFORM = Platform(
    name="toy",
    title="Toy",
    vendor="none",
    syntax=Syntax(),
    dialects={"toy": DIALECT},
    default_dialect="toy",
    cannot={one: "a toy" for one in FEATURES if one not in ("interfaces", "vlans", "vrfs")},
    limits=lambda device, dialect: iter(()),
    read=_read,
    filters={},
)
PERFECT = Case(PLATFORM, DIALECT, Toy())
FORGETFUL = Case(PLATFORM, DIALECT, Toy(_without_mtu))
TIMID = Case(replace(PLATFORM, limits=_everything), DIALECT, Toy())
PUZZLED = Case(
    replace(PLATFORM, read=lambda tree, dialect: replace(_read(tree, dialect), unread=(Line("device"),))),
    DIALECT,
    Toy(),
)
FRAIL = Case(PLATFORM, DIALECT, Toy())
HONEST = Case(
    replace(
        PLATFORM,
        limits=lambda device, dialect: (
            Limit("interfaces", one.name, "no MTU") for one in device.interfaces if one.mtu is not None
        ),
    ),
    DIALECT,
    Toy(_without_mtu),
)


@pytest.mark.parametrize("case", [PERFECT, HONEST], ids=["perfect", "honest"])
def test_a_good_platform_keeps_the_laws(case: Case) -> None:
    laws.test_law_2_reading_gives_back_what_was_rendered(case)
    laws.test_law_5_every_field_shows_or_is_a_limit(case)
    laws.test_what_is_claimed_is_mostly_expressible(case)
    laws.test_help_takes_away_nothing_but_limits(case)


def test_what_is_forgotten_breaks_law_2_and_is_shown_small() -> None:
    with pytest.raises(pytest.fail.Exception) as raised:
        laws.test_law_2_reading_gives_back_what_was_rendered(FORGETFUL)
    report = str(raised.value)
    assert re.search(r"^interfaces\[\d\]\.mtu: \d+ became None$", report, re.MULTILINE)
    assert "interfaces[2]" not in report
    assert ".description" not in report


def test_what_is_forgotten_breaks_law_5_by_name() -> None:
    with pytest.raises(AssertionError, match=r"Interface\.mtu: the text does not change"):
        laws.test_law_5_every_field_shows_or_is_a_limit(FORGETFUL)


def test_an_unread_line_breaks_law_2() -> None:
    with pytest.raises(pytest.fail.Exception, match="unread: 'device'"):
        laws.test_law_2_reading_gives_back_what_was_rendered(PUZZLED)


def test_calling_everything_a_limit_is_no_way_out() -> None:
    with pytest.raises(AssertionError, match=r"never expressible: .*Interface\.addresses"):
        laws.test_what_is_claimed_is_mostly_expressible(TIMID)


def test_a_reader_that_raises_is_found_with_the_lines_it_needs() -> None:
    with pytest.raises(pytest.fail.Exception, match="reading raises"):
        reading.test_reading_never_raises_on_damaged_renderings(FRAIL)


def test_the_toy_reads_nothing_that_is_not_its_own() -> None:
    device = DeviceConfig(system=System(hostname="a"))
    assert PERFECT.read(PERFECT.render(device)).device == device
