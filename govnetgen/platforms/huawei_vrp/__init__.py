"""Huawei VRP: S-series and CloudEngine switches, NE routers, USG firewalls."""

from govnetgen.platform import Platform
from govnetgen.platforms.huawei_vrp.dialects import DIALECTS
from govnetgen.platforms.huawei_vrp.filters import FILTERS
from govnetgen.platforms.huawei_vrp.firewall_filters import FILTERS as FIREWALL_FILTERS
from govnetgen.platforms.huawei_vrp.limits import limits
from govnetgen.platforms.huawei_vrp.patch_rules import PATCH_RULES
from govnetgen.platforms.huawei_vrp.read import read
from govnetgen.platforms.huawei_vrp.syntax import SYNTAX

PLATFORM = Platform(
    name="huawei_vrp",
    title="Huawei VRP",
    vendor="Huawei",
    syntax=SYNTAX,
    dialects=DIALECTS,
    default_dialect="s",
    cannot={},
    limits=limits,
    read=read,
    patch_rules=PATCH_RULES,
    filters={**FILTERS, **FIREWALL_FILTERS},
)
