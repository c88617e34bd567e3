"""How a node is changed: each of its files is exchanged as a whole.

``frr-reload.py`` and ``nft -f`` load a file in one step and keep the old state where it is refused; to send single
lines to them would give that up.
"""

import re

from govnetgen.configtree.rules import PatchRules

PATCH_RULES = PatchRules(
    by_section=True,
    secrets=(
        re.compile(r"\b(?:password|key|secret|hash|md5|clear) (?P<secret>(?!(?:chain|md5|clear|key|\d+ md5)(?: |$))\S+)"),
        re.compile(r"\bsecret ?= ?(?P<secret>\S.*)"),
        re.compile(r"\b(?:MD5|SHA|AES|DES)(?:-?\d+)? (?P<secret>\"[^\"]*\"|\S+)"),
        # a RADIUS server: its socket, its secret, a timeout, and where to send from
        re.compile(r"^\s*\S+:\d+ (?P<secret>\S+) \d+ \S+"),
    ),
)
