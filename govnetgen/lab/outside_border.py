"""An external link as the far network sees it."""

from dataclasses import dataclass

from govnetgen.model.address import Prefix
from govnetgen.model.network import External, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """An external link as the far network sees it: the ports that it comes in on, and how much it is preferred."""

    link: Link
    external: External
    ports: tuple[str, ...]
    standby: bool

    @property
    def prefixes(self) -> frozenset[Prefix]:
        """The subnets of the link: links that share them are one segment."""
        return frozenset(one.prefix for one in self.external.addresses)
