"""How VRP lays out ``display current-configuration``."""

import re
from dataclasses import replace

from govnetgen.configtree import Block, Section, Syntax

_ONE_SYSTEM = Syntax(
    indent=" ",
    separator="#",
    # firewalls and old routers print global one-liners with one leading blank: only a # at the margin ends a block
    separator_resets=True,
    # the header that VRP puts above a dump: software version, time of the last change
    comment=re.compile("!"),
    blocks=(
        # a banner goes on over line ends until its quotation mark comes again
        Block(re.compile(r'^header \S+ information (?P<delimiter>")[^"]*$'), r"\g<delimiter>"),
    ),
)

SYNTAX = replace(
    _ONE_SYSTEM,
    # behind its own `return`, a firewall prints every virtual system with zones and policies of the same names
    sections=(Section(re.compile(r"switch vsys \S+"), _ONE_SYSTEM),),
)
