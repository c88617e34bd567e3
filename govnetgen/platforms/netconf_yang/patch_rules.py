"""How a device that takes NETCONF is changed: by one ``edit-config``, which it takes whole or not at all.

The order inside is the server's to find (RFC 6241, 7.2): references are checked when it commits.
"""

from govnetgen.configtree.rules import PatchRules, Rules, rule
from govnetgen.platforms.netconf_yang.edit import edit
from govnetgen.platforms.netconf_yang.names import SECRETS

_DEEPEST = 7
"""Blocks within blocks, from ``<config>`` to the ports of a rule, and room for what a vendor adds."""

_LEAF = r"<(?P<tag>(?!import>|export>|vlans>)[A-Za-z][\w.-]*(?: [^<>]*[^<>/])?)>[^<>]*</[\w.-]+>"


def _rules(depth: int) -> Rules:
    """A leaf is known by its tag, a value of a leaf-list and a block by their whole line."""
    leaf = rule(_LEAF, key="<{tag}>")
    return Rules(leaf) if depth == 0 else Rules(leaf, rule(r"<.*", rules=_rules(depth - 1)))


PATCH_RULES = PatchRules(document=edit, secrets=SECRETS, rules=_rules(_DEEPEST))
