"""How a node is changed: each of its files is exchanged as a whole.

``frr-reload.py`` and ``nft -f`` load a file in one step and keep the old state where it is refused; to send single
lines to them would give that up.
"""

import re

from govnetgen.configtree.rules import PatchRules

PATCH_RULES = PatchRules(
    by_section=True,
    secrets=(
        re.compile(r"\b(?:password|key|secret|md5) (?P<secret>(?!chain\b)\S+)"),
        re.compile(r"\bsecret ?= ?(?P<secret>\S+)"),
        re.compile(r"\b(?:MD5|SHA|AES|SHA1|HEX:) ?(?P<secret>\S+)"),
    ),
)
