"""A strict Linux node: it holds files, and takes a text of files whole or not at all."""

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.drivers.linux_node.files import NotUnderstood, join, split
from govnetgen.platforms.linux.syntax import SYNTAX
from interpreters.machine import Refused


class Node:
    """What lies in /etc. The program of a real node takes the texts apart; this is the rest of it without a disk."""

    def __init__(self, text: str) -> None:
        self.files = dict(split(text).contents)

    def take_all(self, commands: tuple[str, ...]) -> None:
        """Write and remove files; raises Refused, and then nothing was written."""
        try:
            change = split("".join(f"{line}\n" for line in commands))
        except NotUnderstood as why:
            raise Refused(str(why)) from None
        for path in change.removed:
            if path not in self.files:
                raise Refused(f"there is no {path} to remove")
        for path, content in change.contents.items():
            if self.files.get(path) == content:
                raise Refused(f"{path} is like this already")
        self.files |= change.contents
        for path in change.removed:
            del self.files[path]

    @property
    def text(self) -> str:
        """The files as one text, as the driver reads them."""
        return join(self.files)

    @property
    def tree(self) -> ConfigTree:
        """The files as a configuration."""
        return parse_tree(self.text, SYNTAX)
