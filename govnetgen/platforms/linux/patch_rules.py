"""How a node is changed: each of its files is exchanged as a whole.

``frr-reload.py`` and ``nft -f`` load a file in one step and keep the old state where it is refused; to send single
lines to them would give that up.
"""

import re

from govnetgen.configtree.rules import Carry, PatchRules, SectionRules
from govnetgen.drivers.linux_secrets import SECRETS
from govnetgen.platforms.linux.syntax import FILE_HEADING, SYNTAX


def _file(pattern: str, key: str | None = None, also: str | None = None, *, by_meaning: bool = False) -> Carry:
    return Carry(
        by_meaning=by_meaning,
        heading=re.compile(f"### file {pattern}"),
        key=re.compile(key) if key else None,
        also=re.compile(also) if also else None,
    )


_CARRIES = (
    # what starts beside our daemons, and how, is the node's own affair
    _file(r"/etc/frr/daemons", key=r"[^=]+=", also=r"(?:[a-z0-9]+_options|vtysh_enable|[a-z0-9]+)=.*"),
    _file(
        r"/etc/frr/frr\.conf",
        key=r"frr (?:version|defaults)|hostname|log syslog|.*",
        also=r"log (?!syslog).*",
        by_meaning=True,
    ),
    _file(r"/etc/network/interfaces(?:\.d/\S+)?", by_meaning=True),
    _file(r"/etc/environment", key=r"[^=]+="),
    _file(r"/etc/sysctl\.d/90-govnetgen\.conf", key=r"[^=]+?(?= ?=)"),
    # the first word on a subject counts, so that ours, which come first, hold
    _file(r"/etc/ssh/sshd_config\.d/govnetgen\.conf"),
    _file(r"/etc/chrony/chrony\.(?:conf|keys)"),
    _file(r"/etc/rsyslog\.d/90-govnetgen\.conf"),
    _file(r"/etc/snmp/snmpd\.conf"),
    _file(r"/etc/lldpd\.d/govnetgen\.conf"),
    _file(r"/etc/dnsmasq(?:\.\S+)?\.conf"),
    _file(r"/etc/(?:tacplus_servers|pam_radius_auth\.conf)"),
    _file(r"/etc/govnetgen/\S+"),
)
"""In the others (nftables.conf, PAM, swanctl) order decides, or a block means something as a whole only."""

PATCH_RULES = PatchRules(
    sections=SectionRules(syntax=SYNTAX, heading=FILE_HEADING, remove="### remove {path}", carries=_CARRIES),
    secrets=SECRETS,
)
