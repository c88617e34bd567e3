"""The subnets that units claim, to be asked for the one that an address is in."""

from govnetgen.addressing.audit.nest import Nest
from govnetgen.addressing.audit.overlap import domain_of
from govnetgen.model.address import Address, Prefix
from govnetgen.model.claims import HandedIn, Host


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
