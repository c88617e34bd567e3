"""Access lists, of govnet."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.platforms.netconf_yang.read.leaf import entries, leaf, number, truth

_PROTOCOLS = "|".join(Protocol)


def read_acls(bodies: Iterable[Cursor]) -> tuple[Acl, ...]:
    """Return the lists."""
    return tuple(_acls(bodies))


def _acls(bodies: Iterable[Cursor]) -> Iterator[Acl]:
    for body in entries(bodies, "acl"):
        name, version = leaf(body, "name"), leaf(body, "version", "ipv4|ipv6")
        if name is not None and version is not None:
            yield Acl(
                name=name,
                version=int(version[-1]),
                source_only=truth(body, "source-only", default=False),
                rules=tuple(_rules(body)),
            )


def _rules(body: Cursor) -> Iterator[AclRule]:
    for rule in entries([body], "rule"):
        sequence, action = number(rule, "sequence"), leaf(rule, "action", "permit|deny")
        if sequence is not None and action is not None:
            yield AclRule(
                sequence=sequence,
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
    for body in entries([rule], name):
        first, last = number(body, "first"), number(body, "last")
        if first is not None and last is not None:
            return NumberRange(first, last)
    return None
