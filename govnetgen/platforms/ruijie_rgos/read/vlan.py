"""VLANs."""

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import VLAN
from govnetgen.model.address import NumberRange, numbers
from govnetgen.model.device.vlan import Vlan
from govnetgen.platforms.ruijie_rgos.read.patterns import VLANS


def vlan_ranges(text: str) -> tuple[NumberRange, ...]:
    """Read a list of VLANs as it is written."""
    parts = (part.strip().partition("-") for part in text.split(","))
    return tuple(NumberRange(int(first), int(last or first)) for first, _, last in parts)


def read_vlans(cursor: Cursor, rejected: list[Line]) -> tuple[Vlan, ...]:
    """Read VLANs, those without a name from their common line too; VLAN 1 exists everywhere and is not listed."""
    names: dict[int, str | None] = {}
    for match, _ in cursor.each(rf"vlan range ({VLANS})"):
        names.update((number, None) for number in numbers(vlan_ranges(match[1])))
    for match, body in cursor.each(rf"vlan ({VLAN})"):
        name = body.last(r"name (.+)")
        names[int(match[1])] = name[1] if name else None
        if match[1] == "1" and name:
            rejected.append(body.line(name))
    names.pop(1, None)
    return tuple(Vlan(number=number, name=name) for number, name in names.items())
