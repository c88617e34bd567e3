"""D04, D05, D06: addresses that are not the unit's to use. Blocks as IANA registers them (RFC 6890, 1918, 6598)."""

from collections.abc import Iterator

from govnetgen.addressing.audit.overlap import evidence_of
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Finding, HandedIn

_CARRIER = Prefix.parse("100.64.0.0/10")
_NEAR_MISSES = tuple(map(Prefix.parse, ("172.0.0.0/8", "192.169.0.0/16", "169.254.0.0/16")))
_PRIVATE = tuple(map(Prefix.parse, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_NOT_ROUTED = (
    *_PRIVATE,
    *map(
        Prefix.parse,
        (
            "0.0.0.0/8",
            "127.0.0.0/8",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    ),
)
_ROUTED_SIX = Prefix.parse("2000::/3")
_EXAMPLES_SIX = Prefix.parse("2001:db8::/32")


def find_foreign_space(handed_in: HandedIn) -> Iterator[Finding]:
    """Find claims of globally routable (D04), carrier (D05) and nearly private (D06) space."""
    own = handed_in.own.prefixes
    known: dict[Prefix, str] = {}
    for claim in handed_in.claims:
        code = known.get(claim.prefix)
        if code is None:
            inside = any(one.contains(claim.prefix) for one in own)
            code = known[claim.prefix] = "" if inside else code_of(claim.prefix)
        if code:
            yield Finding(code, str(claim.prefix), (evidence_of(claim),), {"prefix": str(claim.prefix)})


def code_of(prefix: Prefix) -> str:
    """Return the code of space that is nobody's here; empty for private and other harmless space."""
    if prefix.version == 6:
        routed = _ROUTED_SIX.contains(prefix) and not _EXAMPLES_SIX.contains(prefix)
        return "D04" if routed else ""
    if any(one.contains(prefix) for one in _NOT_ROUTED):
        return ""
    if _CARRIER.contains(prefix):
        return "D05"
    if any(one.contains(prefix) for one in _NEAR_MISSES):
        return "D06"
    return "D04"
