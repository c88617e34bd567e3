"""Configuration text as a tree, driven by a Syntax value: no vendor is known here."""

from govnetgen.configtree.cursor import Cursor
from govnetgen.configtree.parse import parse_tree
from govnetgen.configtree.print import print_tree
from govnetgen.configtree.syntax import Block, Closer, Section, Syntax
from govnetgen.configtree.tree import ConfigTree, Line

__all__ = ["Block", "Closer", "ConfigTree", "Cursor", "Line", "Section", "Syntax", "parse_tree", "print_tree"]
