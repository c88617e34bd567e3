"""A USG that does everything, as its configuration reads."""

from collections.abc import Callable
from pathlib import Path

from platforms.huawei_vrp.usg_examples import EXIT_FIREWALL

from govnetgen.configtree import parse_tree
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.render import Renderer

USG = PLATFORM.dialect("usg")


def test_an_exit_firewall(golden: Callable[[Path, str], None]) -> None:
    text = Renderer().render(EXIT_FIREWALL, PLATFORM, USG)
    golden(Path(__file__).parent / "usg_exit_firewall.cfg", text)
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), USG)
    assert reading.device == EXIT_FIREWALL
    assert reading.unread == ()
