"""How RGOS lays out its configuration."""

import re

from govnetgen.configtree import Block, Closer, Syntax

SYNTAX = Syntax(
    indent=" ",
    # dumps pad some separators with blanks; a "!" inside a line is text: hashed secrets and descriptions hold it
    separator="!",
    separator_resets=True,
    # what `show running-config` says about itself before the configuration
    comment=re.compile(r"Building configuration\.\.\.$|Current configuration ?: \d+ bytes$"),
    # a banner goes on until its delimiter comes again; one that ends on its own line is a line like any other
    blocks=(
        Block(
            re.compile(r"^banner (?:login|motd|exec|incoming) (?P<delimiter>\^C|\S)(?!.*(?P=delimiter))"),
            r"\g<delimiter>\s*$",
        ),
    ),
    closers=(Closer(re.compile(r"address-family "), "exit-address-family"),),
)
"""Indentation by one blank, ``!`` between blocks, ``no`` for negation."""
