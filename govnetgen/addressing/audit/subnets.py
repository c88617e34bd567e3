"""The subnets that units claim, to be asked for the one that an address is in."""

from collections.abc import Iterable

from govnetgen.addressing.audit.nest import Nest
from govnetgen.addressing.audit.overlap import domain_of
from govnetgen.model.address import Address, Prefix
from govnetgen.model.claims import Claim, HandedIn, Host


class Subnets:
    """Subnets by routing domain."""

    def __init__(self, handed_in: HandedIn) -> None:
        self._claimed: dict[tuple[str, Prefix], set[str]] = {}
        prefixes: dict[tuple[str, int], list[Prefix]] = {}
        for claim in handed_in.claims:
            if claim.subnet:
                domain = domain_of(claim)
                self._claimed.setdefault((domain, claim.prefix), set()).add(claim.owner.id)
                prefixes.setdefault((domain, claim.prefix.version), []).append(claim.prefix)
        self._nests = {key: Nest(held) for key, held in prefixes.items()}

    def of(self, host: Host) -> Prefix | None:
        """Return the smallest subnet of the host's unit around it, else the smallest of anybody; None for none."""
        nest = self._nests.get((host.facts.domain, host.address.version))
        if nest is None:
            return None
        around = list(nest.around(host.address.value))
        own = (one for one in around if host.owner.id in self._claimed[host.facts.domain, one])
        return next(own, around[0] if around else None)

    def unit_around(self, address: Address, domain: str = "") -> str:
        """Return the unit that alone claims the smallest subnet around an address; empty for none or several."""
        nest = self._nests.get((domain, address.version))
        around = next(nest.around(address.value), None) if nest else None
        units = self._claimed[domain, around] if around else set()
        return next(iter(units)) if len(units) == 1 else ""


class ClaimIndex:
    """All claims by their prefixes, to be asked which ones overlap something."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims: dict[Prefix, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(claim.prefix, []).append(claim)
        self._nests = {version: Nest(one for one in self._claims if one.version == version) for version in (4, 6)}

    def overlapping(self, version: int, first: int, last: int) -> list[Claim]:
        """Return the claims that share an address with a range."""
        nest = self._nests[version]
        prefixes = dict.fromkeys((*nest.around(first), *nest.within(first, last)))
        return [claim for prefix in prefixes for claim in self._claims[prefix]]
