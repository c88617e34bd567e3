"""An intranet ends at the county, and has no way into any other network (政务内网 stops at 县区)."""

from collections.abc import Iterator

from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.network import NetworkKind
from govnetgen.verify.observed import Observed
from govnetgen.verify.unified_exit import describe

CHECK = "tier-limit"
TITLE = "an intranet ends at the county and leads nowhere else"
BELOW_COUNTY = frozenset({"township", "town", "street", "subdistrict", "village", "community"})


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each site, device and unit of an intranet; other kinds of network promise nothing here."""
    network = observed.network
    if network.kind is not NetworkKind.INTRANET:
        return
    below = {name for name, site in network.sites.items() if site.tier in BELOW_COUNTY}
    found = []
    for name in sorted(below):
        site = network.sites[name]
        message = f"the intranet reaches down to the {site.tier} {name}"
        devices = [device for device in observed.devices if observed.device(device).site == name]
        units = [unit.name for unit in network.units.values() if unit.site == name]
        shown = f"devices: {', '.join(devices) or 'none'}; units: {', '.join(units) or 'none'}"
        found.append(fails(CHECK, f"site {name}", message, shown, at=site.location))
    for cable, external in observed.externals:
        message = f"the intranet is connected with {external.name}"
        found.append(
            fails(CHECK, f"link {cable.link.name}", message, describe(cable, external), at=cable.link.location)
        )
    yield from found or [holds(CHECK, "network", f"{len(network.sites):,} sites, none below the county")]
