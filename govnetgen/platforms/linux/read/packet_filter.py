"""/etc/nftables.conf taken apart: variables, and the chains of its two tables."""

import re
from collections.abc import Iterator

from govnetgen.configtree import Cursor
from govnetgen.platforms.linux.names import unword
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import WORD

NAMED_CHAIN = re.compile(rf"(acl|basic)([46])_({WORD})")


class PacketFilter:
    """The packet filter. ``chains`` and ``translations`` are None where the file has no such table."""

    def __init__(self, files: Files) -> None:
        self.top = files.file("/etc/nftables.conf") or Cursor(())
        self.top.ignore("flush ruleset")
        self.chains = self._table("filter")
        self.translations = self._table("nat")

    def _table(self, name: str) -> dict[str, Cursor] | None:
        found: dict[str, Cursor] | None = None
        for _, table in self.top.each(rf"table inet {name} \{{"):
            found = {} if found is None else found
            found |= {match[1]: body for match, body in table.each(r"chain (\S+) \{")}
        return found

    def chain(self, name: str) -> Cursor | None:
        """Return a chain of the filter."""
        return (self.chains or {}).get(name)

    def lists(self) -> Iterator[tuple[re.Match[str], Cursor]]:
        """Yield the chains that are access lists."""
        for name, body in (self.chains or {}).items():
            match = NAMED_CHAIN.fullmatch(name)
            if match is not None:
                yield match, body

    def rules(self) -> Iterator[tuple[str, Cursor]]:
        """Yield the chains that are rules of a policy, by the rules' names, in order."""
        for name, body in (self.chains or {}).items():
            if name.startswith("rule_"):
                yield unword(name.removeprefix("rule_")), body

    def guarding(self, service: str, version: int) -> str | None:
        """Return the list of permitted sources of a service, by name."""
        chain = self.chain(service)
        if chain is None:
            return None
        chain.ignore(r"meta nfproto ipv[46] drop")
        found = chain.last(rf"meta nfproto ipv{version} goto (?:acl|basic){version}_({WORD})")
        return unword(found[1]) if found else None
