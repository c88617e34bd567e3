"""Access lists, of govnet."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.platforms.netconf_yang.read.leaf import TEXT, entries, leaf, number, truth, within

_PROTOCOLS = "|".join(Protocol)


def read_acls(bodies: Iterable[Cursor]) -> tuple[Acl, ...]:
    """Return the lists."""
    return tuple(
        Acl(
            name=one.keys["name"],
            version=int(one.keys["version"][-1]),
            source_only=truth(one.body, "source-only", default=False),
            rules=tuple(_rules(one.body)),
        )
        for one in entries(bodies, "acl", {"name": TEXT, "version": "ipv4|ipv6"})
    )


def _rules(body: Cursor) -> Iterator[AclRule]:
    for one in entries([body], "rule", {"sequence": r"\d{1,10}"}):
        rule = one.body
        action = leaf(rule, "action", "permit|deny")
        if action is not None:
            yield AclRule(
                sequence=int(one.keys["sequence"]),
                permit=action == "permit",
                protocol=Protocol(leaf(rule, "protocol", _PROTOCOLS) or Protocol.IP),
                source=_prefix(rule, "source"),
                destination=_prefix(rule, "destination"),
                source_port=_ports(rule, "source-port"),
                destination_port=_ports(rule, "destination-port"),
            )


def _prefix(rule: Cursor, name: str) -> Prefix | None:
    found = leaf(rule, name)
    try:
        return None if found is None else Prefix.parse(found)
    except ValueError:
        return None


def _ports(rule: Cursor, name: str) -> NumberRange | None:
    for body in within(rule, name):
        first, last = number(body, "first"), number(body, "last")
        if first is not None and last is not None:
            return NumberRange(first, last)
    return None
