"""Running configurations: which language one is in is told by who understands the most of it."""

import re
from pathlib import PurePosixPath

from govnetgen.brownfield.cell import squeezed
from govnetgen.brownfield.registry import Registry
from govnetgen.configtree import ConfigTree, Line, parse_tree
from govnetgen.model.claims import ConfigLine, RunningDevice
from govnetgen.platform import Platform, Reading, platforms

_MARKS = re.compile(
    r"^[ \t]*(?:sysname \S+|hostname \S+|host-name \S+|interface \S+|vlan batch|ip route(?:-static)?|ip address|"
    r"router (?:ospf|bgp)|bgp \d+|set (?:system|interfaces|routing-options)|config system|version \S+|system \{|"
    r"interfaces \{|aaa new-model|acl number|auto lo|iface \S+)(?![\w,;\t-])",
    re.M,
)
_FEW = 2
_MOST_UNREAD = 0.8
"""Real configurations leave up to 0.6 unread in their own language: certificates, and what no model has."""


def looks_like_configuration(text: str) -> bool:
    """Tell whether a text is a device's configuration: several lines that begin as only those do."""
    return len(_MARKS.findall(text)) >= _FEW


def read_running(text: str, file: str, registry: Registry) -> RunningDevice | None:
    """Read a configuration in the language and dialect that leave the fewest lines unread; None where most are."""
    best: tuple[float, Platform, ConfigTree, Reading] | None = None
    for platform in platforms().values():
        tree = parse_tree(text, platform.syntax)
        lines = max(sum(1 for _ in tree.walk()), 1)
        for dialect in platform.dialects:
            reading = platform.read(tree, platform.dialect(dialect))
            share = len({line.number for entry in reading.unread for line in entry.walk()}) / lines
            if best is None or share < best[0]:
                best = (share, platform, tree, reading)
    if best is None or best[0] > _MOST_UNREAD:
        return None
    _, platform, tree, reading = best
    name = reading.device.system.hostname or PurePosixPath(file).stem
    return RunningDevice(
        file=file,
        name=name,
        platform=platform.name,
        unit=_unit(name, file, registry),
        config=reading.device,
        lines=tuple(_lines(tree.lines, "")),
    )


def _lines(lines: tuple[Line, ...], parent: str) -> list[ConfigLine]:
    found = []
    for line in lines:
        found.append(ConfigLine(line.number, line.text, parent))
        found.extend(_lines(line.children, line.text))
    return found


def _unit(name: str, file: str, registry: Registry) -> str:
    """Return the unit whose id or name is a part of the device's name or of its file's path."""
    parts = [*re.split(r"[-_.]", name), *PurePosixPath(file).parent.parts, PurePosixPath(file).stem]
    for part in parts:
        known = registry.names.get(squeezed(part))
        if known is not None:
            return known
    owner = registry.named_in(f"{name} {file}")
    return owner.id if owner else ""
