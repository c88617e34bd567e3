"""The same configuration in another order, wherever order means nothing."""

import random
from dataclasses import fields, is_dataclass, replace
from typing import Any

from govnetgen.model.device.interface import Interface

MEANT = frozenset(
    {
        ("Aaa", "tacacs"),  # servers and methods are tried in this order
        ("Aaa", "radius"),
        ("Aaa", "login"),
        ("Ntp", "servers"),
        ("Syslog", "servers"),
        ("Acl", "rules"),  # first match wins
        ("PrefixList", "rules"),
        ("Firewall", "rules"),
        ("Nat", "source"),
        ("DhcpPool", "dns_servers"),
        ("DhcpPool", "excluded"),
        ("IpsecTunnel", "selectors"),
        ("VrrpGroup", "addresses"),  # of IPv6 the first is the link-local one
        ("MstInstance", "vlans"),  # ranges are in order by nature
        ("TrunkPort", "vlans"),
    }
)
"""The tuples whose order is kept as given."""


def shuffled(value: Any, chance: random.Random) -> Any:
    """Return the value with every tuple shuffled whose order means nothing; an interface's first IPv4 address stays."""
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if type(held) is tuple:
            items = [shuffled(one, chance) for one in held]
            if (type(value).__name__, field.name) not in MEANT:
                chance.shuffle(items)
            if isinstance(value, Interface) and field.name == "addresses" and value.ipv4:
                items.remove(value.ipv4[0])
                items.insert(0, value.ipv4[0])
            changed[field.name] = tuple(items)
        else:
            changed[field.name] = shuffled(held, chance)
    return replace(value, **changed)
