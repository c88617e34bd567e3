"""IS-IS. A process's tag is its number; tags that are words get the numbers that are left."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from govnetgen.configtree import Cursor
from govnetgen.model.device.isis import InterfaceIsis, IsisLevel, IsisProcess
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import plain

_LEVELS = {
    "level-1": IsisLevel.LEVEL_1,
    "level-1-2": IsisLevel.LEVEL_1_2,
    "level-2-only": IsisLevel.LEVEL_2,
}
_NET = r"[0-9A-Fa-f]{2}(?:\.[0-9A-Fa-f]{2,4})+"


@dataclass(frozen=True, slots=True)
class IsisTags:
    """The process numbers by tag."""

    numbers: dict[str, int] = field(default_factory=dict)


def read_isis(files: Files) -> tuple[tuple[IsisProcess, ...], IsisTags]:
    """Return the processes, and the numbers of their tags."""
    blocks = [(match[1], match[2], body) for match, body in files.network.each(r"router isis (\S+)(?: vrf (\S+))?")]
    numbers = {tag: int(tag) for tag, _, _ in blocks if _is_number(tag)}
    left = (number for number in range(1, 65536) if number not in numbers.values())
    for tag, _, _ in blocks:
        if tag not in numbers:
            numbers[tag] = next(left)
    found = tuple(_process(numbers[tag], vrf, body) for tag, vrf, body in blocks)
    return found, IsisTags(numbers)


def _is_number(tag: str) -> bool:
    return tag.isascii() and tag.isdecimal() and len(tag) < 6 and tag == str(int(tag))


def _process(number: int, vrf: str | None, body: Cursor) -> IsisProcess:
    # how soon a change is told: FRR's half a minute is ten times what others wait
    body.ignore("metric-style wide", "log-adjacency-changes", r"lsp-gen-interval [0-9]+")
    entity, level = body.last(rf"net ({_NET})"), body.last(r"is-type (level-1|level-1-2|level-2-only)")
    return IsisProcess(
        number=number,
        network_entity=entity[1] if entity else "",
        level=_LEVELS[level[1]] if level else IsisLevel.LEVEL_1_2,
        ipv6=body.has("topology ipv6-unicast"),
        vrf=vrf,
    )


def interface_isis(bodies: Sequence[Cursor], tags: IsisTags) -> InterfaceIsis | None:
    """Return an interface's part in the process that it names."""
    for body in bodies:
        for tag, number in tags.numbers.items():
            if body.has(rf"ip router isis {_escaped(tag)}"):
                cost, secret = body.last(r"isis metric ([0-9]{1,8})"), body.last(r"isis password md5 (\S+)")
                return InterfaceIsis(
                    process=number,
                    point_to_point=body.has("isis network point-to-point"),
                    passive=body.has("isis passive"),
                    cost=int(cost[1]) if cost else None,
                    ipv6=body.has(rf"ipv6 router isis {_escaped(tag)}"),
                    secret=plain(secret[1]) if secret else None,
                )
    return None


def _escaped(tag: str) -> str:
    return "".join(f"\\{one}" if not one.isalnum() else one for one in tag)
