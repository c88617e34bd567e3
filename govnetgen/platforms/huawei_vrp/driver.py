"""How VRP devices are reached: the CLI driver, with a way back that only the platform's rules can make."""

from collections.abc import Sequence

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.drivers.huawei_vrp import HuaweiVrpDriver as CliDriver
from govnetgen.platforms.huawei_vrp.patch_rules import PATCH_RULES
from govnetgen.platforms.huawei_vrp.syntax import SYNTAX


class HuaweiVrpDriver(CliDriver):
    """The driver that NAPALM loads: where a device cannot take a change back, ``rollback`` types the inverse patch."""

    _knows_inverse = True

    def _inverse(self, running: str, before: str) -> Sequence[str]:
        """Return the lines that turn one running configuration into an earlier one, whatever came in between."""
        now, then = (parse_tree(text, SYNTAX) for text in (running, before))
        return patch(now, then, PATCH_RULES).commands
