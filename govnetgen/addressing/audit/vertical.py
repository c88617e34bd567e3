"""D22: lines of business that were planned nationwide over the same second octet of 10.0.0.0/8 as the city."""

from collections.abc import Iterator

from govnetgen.addressing.audit.overlap import evidence_of
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Claim, Finding, HandedIn

_TEN = Prefix.parse("10.0.0.0/8")
_OCTET = 16


def find_lines_in_city_blocks(handed_in: HandedIn) -> Iterator[Finding]:
    """Find claims of a line whose second octet the city's plan, or a unit outside any line, uses too."""
    if not any(claim.facts.line for claim in handed_in.claims):
        return
    lines: dict[tuple[str, int], list[Claim]] = {}
    city: set[int] = set()
    for claim in handed_in.claims:
        if _TEN.contains(claim.prefix):
            if claim.facts.line:
                lines.setdefault((claim.facts.line, claim.prefix.value >> _OCTET), []).append(claim)
            else:
                city.add(claim.prefix.value >> _OCTET)
    for (line, octet), claims in lines.items():
        block = Prefix(4, octet << _OCTET, 32 - _OCTET)
        if octet in city or any(block.overlaps(own) for own in handed_in.own.prefixes):
            prefixes = ", ".join(dict.fromkeys(str(claim.prefix) for claim in claims))
            values = {"line": line, "prefix": prefixes, "block": str(block)}
            yield Finding("D22", str(block), tuple(map(evidence_of, claims)), values)
