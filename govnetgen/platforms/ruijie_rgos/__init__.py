"""Ruijie RGOS: campus and metropolitan switches of the RG-S series."""

from govnetgen.platform import Platform
from govnetgen.platforms.ruijie_rgos.dialects import DIALECTS, RGOS12
from govnetgen.platforms.ruijie_rgos.filters import FILTERS
from govnetgen.platforms.ruijie_rgos.limits import CANNOT, limits
from govnetgen.platforms.ruijie_rgos.patch_rules import PATCH_RULES
from govnetgen.platforms.ruijie_rgos.read import read
from govnetgen.platforms.ruijie_rgos.syntax import SYNTAX

PLATFORM = Platform(
    name="ruijie_rgos",
    title="Ruijie RGOS",
    vendor="Ruijie",
    syntax=SYNTAX,
    dialects=DIALECTS,
    default_dialect=RGOS12.name,
    cannot=CANNOT,
    limits=limits,
    read=read,
    filters=FILTERS,
    patch_rules=PATCH_RULES,
)
