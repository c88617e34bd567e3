"""How a node's files are written: one text, a section a file, each section in the file's own syntax."""

import re

from govnetgen.configtree import Block, Closer, Section, Syntax

FILE_HEADING = re.compile(r"### file (?P<path>/\S+)")
BANNER_HEADING = "### file /etc/issue.net"
END_OF_FILE = "### end"

_HASH = re.compile(r"#")
_NEVER = re.compile(r"(?!)")

# vtysh leaves a block with "exit" or with a word of the block's own; older releases print no "exit" at all
_FRR_CLOSERS = (
    Closer(re.compile(r"vrf \S+$"), "exit-vrf"),
    Closer(re.compile(r"address-family "), "exit-address-family"),
    Closer(re.compile(r"(?:interface|router|mpls ldp|route-map|line vty|key chain)(?: |$)"), "exit"),
    Closer(_NEVER, "end"),
)

FLAT = Syntax(comment=_HASH)
"""Files of one statement a line."""

NETWORK = Syntax(indent="    ", comment=_HASH)
"""ifupdown2: attributes are indented below their interface."""

FRR = Syntax(separator="!", comment=re.compile(r"#|!."), closers=_FRR_CLOSERS)
"""FRR's integrated configuration."""

BRACES = Syntax(indent="    ", braces=True, comment=_HASH)
"""nftables and swanctl."""

SYNTAX = Syntax(
    separator="!",
    comment=re.compile(r"#(?!## (?:file|end))|!."),
    closers=_FRR_CLOSERS,
    # sshd shows the banner as it stands: blank lines and leading blanks are part of it
    blocks=(Block(re.compile(r"^### file /etc/issue\.net$"), r"^### end$"),),
    sections=(
        Section(re.compile(r"### file /etc/network/interfaces(?:\.d/\S+)?"), NETWORK),
        Section(re.compile(r"### file /etc/frr/frr\.conf"), FRR),
        Section(re.compile(r"### file /etc/(?:nftables\.conf|swanctl/\S+)"), BRACES),
        Section(re.compile(r"### file (?!/etc/issue\.net$)/\S+"), FLAT),
        # Cumulus Linux: /etc/network/interfaces, ports.conf and frr.conf written one after the other
        Section(re.compile(r"# This file describes the network interfaces"), NETWORK),
        Section(re.compile(r"# ports\.conf --"), FLAT),
        Section(re.compile(r"#frr version"), FRR),
    ),
)
"""Text outside all sections is read as FRR's: a bare frr.conf or interfaces file is understood as well."""
