"""D14: NAT pools that lie over somebody's LAN."""

from collections.abc import Iterator

from govnetgen.addressing.audit.config_line import line_with
from govnetgen.addressing.audit.overlap import evidence_of
from govnetgen.addressing.audit.subnets import ClaimIndex
from govnetgen.model.claims import Finding, HandedIn, RunningDevice


def find_pools_over_lans(handed_in: HandedIn) -> Iterator[Finding]:
    """Find the pools and outside blocks of configurations that overlap what units claim."""
    if not any(device.config.nat for device in handed_in.devices):
        return
    index = ClaimIndex(handed_in.claims)
    for device in handed_in.devices:
        for shown, version, first, last, words in _outside(device):
            claims = index.overlapping(version, first, last)
            if claims:
                evidence = (line_with(device, *words), *map(evidence_of, claims))
                prefixes = ", ".join(dict.fromkeys(str(claim.prefix) for claim in claims))
                values = {"pool": shown, "device": device.name, "prefix": prefixes}
                yield Finding("D14", shown, evidence, values)


def _outside(device: RunningDevice) -> Iterator[tuple[str, int, int, int, tuple[str, ...]]]:
    """Yield what a device translates to: its text, version, first and last address, and the words of its line."""
    nat = device.config.nat
    if nat is None:
        return
    for pool in nat.pools:
        first, last = pool.addresses.first, pool.addresses.last
        yield str(pool.addresses), first.version, first.value, last.value, (str(first),)
    for static in nat.static:
        outside = static.outside
        yield str(outside), outside.version, outside.value, outside.last, (str(outside.network),)
