"""The files of a node, each with a cursor, and what of the text belongs to none of them."""

import re
from collections.abc import Iterator, Sequence

from govnetgen.configtree import ConfigTree, Cursor, Line
from govnetgen.platforms.linux.names import neutral
from govnetgen.platforms.linux.syntax import BANNER_HEADING, FILE_HEADING

_STANZA = re.compile(r"iface (?P<name>\S+)(?P<method> .*)?")
_FRR_INTERFACE = re.compile(r"interface (?P<name>\S+)(?: vrf \S+)?")
_METHOD = re.compile(r"(?: inet6?)?(?: (?:static|manual|loopback))?")


class Files:
    """The node's files by path.

    ``network`` holds /etc/network/interfaces, frr.conf and what stands outside all files: no line of the one can be
    taken for a line of another, and captures often hold them without headings. ``stanzas`` are ifupdown2's interfaces.
    """

    def __init__(self, tree: ConfigTree) -> None:
        self.banner: Line | None = None
        self.vrfs: list[str] = []
        self.bridge: str | None = None
        self._by_path: dict[str, Cursor] = {}
        self._unknown: list[Line] = []
        contents: dict[str, list[Line]] = {}
        network: list[Line] = []
        for line in tree.lines:
            match = FILE_HEADING.fullmatch(line.text)
            if line.text == BANNER_HEADING:
                self.banner = line
            elif match is None and line.text.startswith("#"):
                network += line.children
            elif match is None:
                network.append(line)
            elif match["path"].startswith(("/etc/network/interfaces", "/etc/frr/frr.conf")):
                network += line.children
            else:
                contents.setdefault(match["path"], []).extend(line.children)
        self._by_path = {path: Cursor(lines) for path, lines in contents.items()}
        self.network = Cursor(self._known(network))
        self.stanzas: dict[str, list[Cursor]] = {}
        for stanza, body in self.network.each(r"iface (\S+)(?: .*)?"):
            self.stanzas.setdefault(stanza[1], []).append(body)

    def _known(self, lines: Sequence[Line]) -> list[Line]:
        """Set apart the interfaces that the model has no name for; their lines stay unread."""
        names = {"lo"}
        found = []
        for line in lines:
            stanza, routed = _STANZA.fullmatch(line.text), _FRR_INTERFACE.fullmatch(line.text)
            if (stanza is not None and not self._takes(stanza, line)) or (
                routed is not None and neutral(routed["name"]) is None
            ):
                self._unknown.append(line)
            else:
                found.append(line)
                if stanza is not None:
                    names.add(stanza["name"])
        for line in found.copy():
            if line.text.startswith(("auto ", "allow-hotplug ", "allow-auto ")) and not names.issuperset(
                line.text.split()[1:]
            ):
                found.remove(line)
                self._unknown.append(line)
        return found

    def _takes(self, stanza: re.Match[str], line: Line) -> bool:
        name = stanza["name"]
        if _METHOD.fullmatch(stanza["method"] or "") is None:
            return False
        if any(child.text.startswith("vrf-table ") for child in line.children):
            self.vrfs.append(name)
            return True
        if self.bridge is None and any(child.text == "bridge-vlan-aware yes" for child in line.children):
            self.bridge = name
            return True
        return neutral(name) is not None

    def file(self, path: str) -> Cursor | None:
        """Return the cursor of a file, None where the text has no such file."""
        return self._by_path.get(path)

    def matching(self, pattern: str) -> Iterator[tuple[re.Match[str], Cursor]]:
        """Yield the files whose whole path a pattern matches."""
        for path, cursor in self._by_path.items():
            match = re.fullmatch(pattern, path)
            if match is not None:
                yield match, cursor

    def unread(self) -> tuple[Line, ...]:
        """Return every line that nothing understood, in the order of the text."""
        found = [*self._unknown, *self.network.unread()]
        for cursor in self._by_path.values():
            found += cursor.unread()
        return tuple(sorted(found, key=lambda line: line.number))
