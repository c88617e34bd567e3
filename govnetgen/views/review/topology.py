"""A picture of the network, its tiers in rows, with what changes highlighted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from govnetgen.model.network import Device, Network, Role, Unit
from govnetgen.report import Review
from govnetgen.semantics import Words
from govnetgen.semantics.risk import Level
from govnetgen.views.review.markup import anchor, both

WIDTH = 1200
_LEFT = 96
"""Room for the names of the rows."""
_GAP = 34
_BOX = (104, 30)
_CELL = (88, 40)
_MOST_CELLS = 90
"""Units that are drawn as cells with their names; of more, only the devices, site by site."""
_SQUARE = 19
_EDGE = (Role.EXIT, Role.BOUNDARY)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a device is drawn: its middle, and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is highlighted: the changed devices with their worst risk, and the links that change."""

    changed: Mapping[str, Level | None]
    skipped: frozenset[str]

    def of(self, name: str) -> str:
        """Return the class that a device is drawn with."""
        if name in self.changed:
            level = self.changed[name]
            return f"n ch {level}" if level is not None else "n ch"
        return "n no" if name in self.skipped else "n"


def picture(review: Review) -> str:
    """Return the network as SVG."""
    network = review.network
    marks = _Marks(_worst(review), frozenset((*review.without_capture, *(one.subject for one in review.refused))))
    spots: dict[str, _Spot] = {}
    drawn: list[str] = []
    y = 24.0
    for title, devices in _bands(network):
        drawn.append(_title(title, y))
        y = _place(devices, y, spots) + _GAP
    cells: list[str] = []
    if network.units:
        drawn.append(_title(Words("units", "接入单位"), y))
        draw = _units if len(network.units) <= _MOST_CELLS else _sites
        y = draw(network, y, marks, spots, cells)
    nodes = [_box(network.devices[name], spot, marks) for name, spot in spots.items() if not network.devices[name].unit]
    links = "".join(_links(review, spots))
    height = y + 6
    return (
        f'<svg class=topo viewBox="0 0 {WIDTH} {height:.0f}" role=img aria-label="topology">'
        f"{''.join(drawn)}{links}{''.join(cells)}{''.join(nodes)}</svg>"
    )


def _worst(review: Review) -> dict[str, Level | None]:
    found: dict[str, Level | None] = dict.fromkeys(review.changed)
    for risk in review.risks:  # the worst come first
        for name in risk.devices:
            if found.get(name, risk.level) is None:
                found[name] = risk.level
    return found


def _bands(network: Network) -> Iterator[tuple[Words, list[Device]]]:
    order = {name: number for number, name in enumerate(network.sites)}

    def sort(devices: Iterator[Device]) -> list[Device]:
        return sorted(devices, key=lambda one: (order.get(one.site, 0), one.name))

    alone = [one for one in network.devices.values() if one.unit is None]
    edge = sort(one for one in alone if one.role in _EDGE)
    if edge:
        yield Words("exits", "出口与边界"), edge
    for tier in network.tiers:
        core = sort(one for one in alone if one.role is Role.CORE and network.sites[one.site].tier == tier)
        rest = sort(
            one for one in alone if one.role not in (*_EDGE, Role.CORE) and network.sites[one.site].tier == tier
        )
        if core:
            yield Words(f"{tier}: core", f"{_tier(tier)}核心"), core
        if rest:
            yield Words(f"{tier}", f"{_tier(tier)}汇聚"), rest


_TIERS = {"province": "省级", "city": "市级", "district": "区县", "county": "县级", "township": "乡镇"}


def _tier(name: str) -> str:
    return _TIERS.get(name, name)


def _title(words: Words, y: float) -> str:
    return (
        f"<text class=band x=0 y={y + 19:.0f} lang=en>{escape(words.en)}</text>"
        f"<text class=band x=0 y={y + 19:.0f} lang=zh>{escape(words.zh)}</text>"
    )


def _place(devices: Sequence[Device], y: float, spots: dict[str, _Spot]) -> float:
    """Give every device of a row its place, in as many lines as it takes; returns where the row ends."""
    width, height = _BOX
    room = WIDTH - _LEFT
    a_line = min(len(devices), max(1, int(room // (width + 8))))
    lines = -(-len(devices) // a_line)
    a_line = -(-len(devices) // lines)
    for number, device in enumerate(devices):
        line, column = divmod(number, a_line)
        in_line = min(a_line, len(devices) - line * a_line)
        x = _LEFT + (column + 0.5) * room / in_line
        spots[device.name] = _Spot(x, y + line * (height + 10) + height / 2, width, height)
    return y + lines * (height + 10) - 10


def _units(network: Network, y: float, marks: _Marks, spots: dict[str, _Spot], cells: list[str]) -> float:
    """Draw every unit as a cell with its devices in it; returns where they end."""
    order = {name: number for number, name in enumerate(network.sites)}
    of_unit: dict[str, list[Device]] = {}
    for device in network.devices.values():
        if device.unit is not None:
            of_unit.setdefault(device.unit, []).append(device)
    units = sorted(network.units.values(), key=lambda one: (order.get(one.site, 0), one.name))
    width, height = _CELL
    a_line = (WIDTH - _LEFT) // (width + 4)
    for number, unit in enumerate(units):
        line, column = divmod(number, a_line)
        left, top = _LEFT + column * (width + 4), y + line * (height + 5)
        cells.append(_cell(unit, of_unit.get(unit.name, []), (left, top), marks, spots))
    return y + -(-len(units) // a_line) * (height + 5)


def _sites(network: Network, y: float, marks: _Marks, spots: dict[str, _Spot], cells: list[str]) -> float:
    """Draw the devices of units as squares, a line for each site; returns where they end."""
    of_site: dict[str, list[Device]] = {}
    for device in network.devices.values():
        if device.unit is not None:
            of_site.setdefault(network.units[device.unit].site, []).append(device)
    sites = [one for one in network.sites.values() if one.name in of_site]
    longest = min(max(map(len, of_site.values()), default=1), 50)
    columns = max(1, WIDTH // (_LEFT + longest * _SQUARE + 16))
    step = WIDTH / columns
    heights = [0.0] * columns
    for number, site in enumerate(sites):
        column = number % columns
        top, left = y + heights[column] + 26, column * step
        title = site.title or site.name
        cells.append(_label(left, top + 11, site.name[:14], title[:7]))
        devices = sorted(of_site[site.name], key=lambda one: (one.unit or "", one.name))
        for place, device in enumerate(devices):
            line, position = divmod(place, longest)
            spot = _Spot(left + _LEFT + (position + 0.5) * _SQUARE, top + 7 + line * 18, _SQUARE - 3, 14)
            spots[device.name] = spot
            cells.append(_square(device, spot, marks))
        heights[column] += 18 * -(-len(devices) // longest) + 4
    return y + 24 + max(heights, default=0)


def _label(x: float, y: float, en: str, zh: str) -> str:
    return f"<text x={x:.0f} y={y:.0f} lang=en>{escape(en)}</text><text x={x:.0f} y={y:.0f} lang=zh>{escape(zh)}</text>"


def _cell(
    unit: Unit, devices: Sequence[Device], corner: tuple[float, float], marks: _Marks, spots: dict[str, _Spot]
) -> str:
    left, top = corner
    width, height = _CELL
    touched = any(one.name in marks.changed for one in devices)
    parts = [
        f"<rect class='u{' ch' if touched else ''}' x={left:.0f} y={top:.0f} width={width} height={height} rx=4 />"
    ]
    title = unit.title or unit.name
    shown = title if len(title) <= 7 else f"{title[:6]}…"
    parts.append(f"<text class=ut x={left + width / 2:.0f} y={top + 13:.0f} lang=en>{escape(unit.name[:13])}</text>")
    parts.append(f"<text class=ut x={left + width / 2:.0f} y={top + 13:.0f} lang=zh>{escape(shown)}</text>")
    step = min(24.0, (width - 6) / max(1, len(devices)))
    start = left + width / 2 - step * len(devices) / 2
    for number, device in enumerate(sorted(devices, key=lambda one: one.name)):
        spot = _Spot(start + (number + 0.5) * step, top + 28, step - 4, 14)
        spots[device.name] = spot
        parts.append(_square(device, spot, marks))
    return f"<g><title>{escape(unit.name)} {escape(title)}</title>{''.join(parts)}</g>"


def _linked(device: Device, marks: _Marks, inner: str) -> str:
    tip = f"<title>{escape(device.name)} · {escape(device.role)} · {escape(device.platform)}</title>"
    if device.name in marks.changed:
        return f'<a href="#{anchor(device.name)}">{tip}{inner}</a>'
    return f"<g>{tip}{inner}</g>"


def _rect(spot: _Spot, kind: str, radius: int) -> str:
    return (
        f"<rect class='{kind}' x={spot.x - spot.width / 2:.1f} y={spot.y - spot.height / 2:.1f} "
        f"width={spot.width:.1f} height={spot.height:.1f} rx={radius} />"
    )


def _square(device: Device, spot: _Spot, marks: _Marks) -> str:
    letter = "S" if device.role is Role.ACCESS else "F" if device.is_firewall else "R"
    text = f"<text class=sq x={spot.x:.1f} y={spot.y + 3.5:.1f}>{letter}</text>"
    return _linked(device, marks, _rect(spot, marks.of(device.name), 2) + text)


def _box(device: Device, spot: _Spot, marks: _Marks) -> str:
    name = device.name if len(device.name) <= 15 else f"{device.name[:14]}…"
    text = f"<text class=nt x={spot.x:.1f} y={spot.y + 4:.1f}>{escape(name)}</text>"
    return _linked(device, marks, _rect(spot, marks.of(device.name), 5) + text)


def _links(review: Review, spots: Mapping[str, _Spot]) -> Iterator[str]:
    """Draw the links between the rows, those that change on top."""
    network = review.network
    touched = review.touched_links
    late: list[str] = []
    for link in network.links.values():
        if link.far is None:
            continue
        near, far = network.devices[link.near.device], network.devices[link.far.device]
        if near.unit or far.unit:  # their lines would cross everything; the units are marked themselves
            continue
        changes = link.name in touched
        one, other = spots[near.name], spots[far.name]
        line = _line(one, other, "l ch" if changes else "l")
        if changes:
            late.append(line)
        else:
            yield line
    yield from late


def _line(one: _Spot, other: _Spot, kind: str) -> str:
    if abs(one.y - other.y) < 1:
        left, right = (one, other) if one.x < other.x else (other, one)
        x1, x2 = left.x + left.width / 2, right.x - right.width / 2
        return f"<path class='{kind}' d='M{x1:.0f} {one.y:.0f}L{x2:.0f} {one.y:.0f}'/>"
    upper, lower = (one, other) if one.y < other.y else (other, one)
    y1, y2 = upper.y + upper.height / 2, lower.y - lower.height / 2
    return f"<path class='{kind}' d='M{upper.x:.0f} {y1:.0f}L{lower.x:.0f} {y2:.0f}'/>"


def legend() -> str:
    """Return what the colours mean."""
    items = (
        ("n ch high", Words("changes, high risk", "有变更，高风险")),
        ("n ch medium", Words("changes, medium risk", "有变更，中风险")),
        ("n ch", Words("changes", "有变更")),
        ("n", Words("unchanged", "无变更")),
        ("n no", Words("not reviewed", "未评审")),
    )
    keys = "".join(
        f"<li><svg width=18 height=12><rect class='{kind}' x=1 y=1 width=16 height=10 rx=2 /></svg> {both(words)}"
        for kind, words in items
    )
    squares = both(Words("F firewall, S switch, R router", "F 防火墙，S 交换机，R 路由器"))
    return f"<ul class=legend>{keys}<li>{squares}</ul>"
