"""A white-box node: Debian with FRR, nftables and ifupdown2."""

from govnetgen.platform import Platform
from govnetgen.platforms.linux import access, filters, labels, nftables, routing
from govnetgen.platforms.linux.dialects import DEBIAN12, DIALECTS
from govnetgen.platforms.linux.limits import CANNOT, limits
from govnetgen.platforms.linux.names import port, word
from govnetgen.platforms.linux.patch_rules import PATCH_RULES
from govnetgen.platforms.linux.read import read
from govnetgen.platforms.linux.syntax import SYNTAX

PLATFORM = Platform(
    name="linux",
    title="Linux with FRR and nftables",
    vendor="Linux",
    syntax=SYNTAX,
    dialects=DIALECTS,
    default_dialect=DEBIAN12.name,
    cannot=CANNOT,
    limits=limits,
    read=read,
    patch_rules=PATCH_RULES,
    filters={
        "port": port,
        "word": word,
        **filters.FILTERS,
        **labels.FILTERS,
        **routing.FILTERS,
        **nftables.FILTERS,
        **access.FILTERS,
    },
)
