"""A device that takes NETCONF with standard YANG modules and ours, whatever its vendor."""

from govnetgen.platform import Platform
from govnetgen.platforms.netconf_yang.dialects import DIALECTS, RFC8343
from govnetgen.platforms.netconf_yang.limits import CANNOT, limits
from govnetgen.platforms.netconf_yang.names import interface_type, xml
from govnetgen.platforms.netconf_yang.patch_rules import PATCH_RULES
from govnetgen.platforms.netconf_yang.read import read
from govnetgen.platforms.netconf_yang.syntax import SYNTAX

PLATFORM = Platform(
    name="netconf_yang",
    title="NETCONF",
    vendor="IETF",
    syntax=SYNTAX,
    dialects=DIALECTS,
    default_dialect=RFC8343.name,
    cannot=CANNOT,
    limits=limits,
    read=read,
    patch_rules=PATCH_RULES,
    filters={"xml": xml, "interface_type": interface_type},
)
