"""A page that draws the address space before and after: the mess and the plan, a lane for each /16 in use."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from govnetgen.addressing.unify.contention import contested
from govnetgen.addressing.unify.mapping import Action, totals
from govnetgen.addressing.unify.summary import site_routes
from govnetgen.model.address import Address, Prefix
from govnetgen.views.unify_words import ACTIONS, chinese
from govnetgen.workflow.unify import Unification

LANES = 60
"""More lanes than these are no picture: the rest is told by number."""

_WIDTH = 1024
_LEFT = 128
_BAR = 13
_GAP = 9
_FILLS = {"keep": "#2f9e5b", "renumber": "#3b7dd8", "nat": "#e08a1e", "release": "#9aa3ad", "plan": "#8fb5ea"}
_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
       max-width: 1240px; padding: 0 1rem; color: #1c2530; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .3rem; }
p.note { color: #56616e; margin: .2rem 0 .8rem; }
.counts { display: flex; gap: 1rem; flex-wrap: wrap; }
.counts div { border-left: 5px solid; padding: .2rem .9rem; background: #f5f7f9; min-width: 8rem; }
.counts b { display: block; font-size: 1.5rem; line-height: 1.3; }
svg { display: block; width: 100%; height: auto; } svg text { font: 11px ui-monospace, monospace; fill: #3c4854; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: .28rem .6rem; border-bottom: 1px solid #e3e7eb; vertical-align: top; }
th { background: #f5f7f9; position: sticky; top: 0; } td.number { text-align: right; }
td.address { font-family: ui-monospace, monospace; white-space: nowrap; }
.key { display: inline-block; width: .8rem; height: .8rem; margin: 0 .3rem 0 1rem; vertical-align: -1px; }
"""


class Box(NamedTuple):
    """A prefix to draw, what it is, and whose."""

    prefix: Prefix
    kind: str
    title: str
    conflict: bool = False


def page(unification: Unification) -> str:
    """Return the page: numbers, the drawing before and after, routes by site, and the whole mapping."""
    unified = unification.unified
    name = escape(unified.network.title or unified.network.name)
    counts = totals(unified.rows)
    tiles = "".join(
        f'<div style="border-color:{_FILLS[action]}"><b>{counts[action]:,}</b>{ACTIONS[action]} {action}</div>'
        for action in counts
    )
    before, after = _before(unification), _after(unification)
    conflicts = sum(box.conflict for box in before)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{name} 地址统一规划</title><style>{_STYLE}</style></head><body>
<h1>{name} 地址统一规划 · one address plan</h1>
<div class="counts">{tiles}</div>
<h2>现状 · before</h2>
<p class="note">每行是一个 /16,横轴为其中的 256 个 /24;叠放表示同一地址被多次申报,
红框表示与其他单位冲突({conflicts:,} 处)。
Each lane is a /16. What is stacked is claimed more than once; red is in conflict with another unit.</p>
{_keys(("keep", "renumber", "nat", "release"))}{_drawing(before)}
<h2>规划 · after</h2>
<p class="note">浅色为区县汇总地址块,其中为各单位网段。
Light: a site's block, one route; inside it the units' subnets.</p>
{_keys(("keep", "renumber", "nat"))}<span class="key" style="background:{_FILLS["plan"]}"></span>其他网段 other
{_drawing(after)}
<h2>汇总路由 · routes by site</h2>
{_routes(unification)}
<h2>新旧地址对照 · mapping</h2>
{_mapping(unification)}
</body></html>
"""


def _keys(kinds: Iterable[str]) -> str:
    return "".join(
        f'<span class="key" style="background:{_FILLS[kind]}"></span>{ACTIONS[kind]} {kind}' for kind in kinds
    )


def _before(unification: Unification) -> list[Box]:
    rows = [row for row in unification.unified.rows if row.old.version == 4]
    boxes: list[Box] = []
    ordered = sorted(rows, key=lambda row: row.old)
    conflicts = contested([(row.old, row.unit) for row in ordered])
    for index, row in enumerate(ordered):
        title = f"{row.old} {row.unit} {ACTIONS[str(row.action)]}: {chinese(row.reason)} ({row.source})"
        boxes.append(Box(row.old, str(row.action), title, index in conflicts))
    return boxes


def _after(unification: Unification) -> list[Box]:
    unified = unification.unified
    plan = unified.planned.plan
    actions: dict[tuple[str, str], Action] = {}
    for one in unified.moved:
        actions[one.segment.unit, one.vlan] = one.action
    boxes = [
        Box(block.prefix, "block", f"{block.prefix} {block.owner.partition(':')[2]} ({block.pool})")
        for block in plan.blocks
        if block.owner.startswith("site:") and block.prefix.version == 4
    ]
    for (unit, vlan), prefixes in plan.subnets.items():
        kind = str(actions.get((unit, vlan), "plan"))
        boxes.extend(Box(one, kind, f"{one} {unit}/{vlan}") for one in prefixes if one.version == 4)
    return sorted(boxes, key=lambda box: box.prefix)


def _drawing(boxes: Sequence[Box]) -> str:
    lanes: dict[int, list[Box]] = {}
    small = [box for box in boxes if box.prefix.length >= 16]
    for box in small:
        lanes.setdefault(box.prefix.value >> 16, []).append(box)
    for box in boxes:
        if box.prefix.length < 16:
            # what fills many lanes is drawn in those that hold something else, and in its first
            first, last = box.prefix.value >> 16, box.prefix.last >> 16
            for lane in {first, *(lane for lane in lanes if first <= lane <= last)}:
                lanes.setdefault(lane, []).insert(0, box)
    shown = sorted(lanes)
    if len(shown) > LANES:
        fullest = sorted(shown, key=lambda lane: (-sum(1 for box in lanes[lane] if box.kind != "block"), lane))[:LANES]
        shown = sorted(fullest)
    parts: list[str] = []
    top = 4
    for lane in shown:
        depth = _lane(lanes[lane], lane, top, parts)
        top += depth * _BAR + _GAP
    rest = len(lanes) - len(shown)
    note = f'<p class="note">另有 {rest:,} 个 /16 未画出 · {rest:,} more /16 not drawn</p>' if rest else ""
    return f'<svg viewBox="0 0 {_LEFT + _WIDTH + 8} {top + 4}" role="img">{"".join(parts)}</svg>{note}'


def _lane(boxes: Sequence[Box], lane: int, top: int, parts: list[str]) -> int:
    """Draw one /16; return how many bars high it is. What overlaps is stacked, but blocks lie behind."""
    blocks = [box for box in boxes if box.kind == "block"]
    ends: list[float] = []
    drawn: list[tuple[int, float, float, Box]] = []
    for box in (box for box in boxes if box.kind != "block"):
        left, width = _extent(box.prefix, lane)
        level = next((at for at, end in enumerate(ends) if end <= left), len(ends))
        if level == len(ends):
            ends.append(0.0)
        ends[level] = left + width
        drawn.append((level, left, width, box))
    depth = max(1, len(ends))
    label = f"{Address(4, lane << 16)}/16"
    parts.append(f'<text x="0" y="{top + 11}">{label}</text>')
    parts.append(f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH}" height="{depth * _BAR}" fill="#f1f3f5"/>')
    for box in blocks:
        left, width = _extent(box.prefix, lane)
        shape = f'x="{_LEFT + left:.1f}" y="{top}" width="{width:.1f}" height="{depth * _BAR}"'
        parts.append(f'<rect {shape} fill="#d9e6f7" stroke="#9dbce4"><title>{escape(box.title)}</title></rect>')
    for level, left, width, box in drawn:
        shape = f'x="{_LEFT + left:.1f}" y="{top + level * _BAR + 1}" width="{max(width, 2.5):.1f}" height="{_BAR - 2}"'
        edge = ' stroke="#d21f3c" stroke-width="1.2"' if box.conflict else ' stroke="#fff" stroke-width="0.4"'
        parts.append(f'<rect {shape} fill="{_FILLS[box.kind]}"{edge}><title>{escape(box.title)}</title></rect>')
    return depth


def _extent(prefix: Prefix, lane: int) -> tuple[float, float]:
    start = max(prefix.value, lane << 16)
    last = min(prefix.last, (lane << 16) + 0xFFFF)
    return (start & 0xFFFF) * _WIDTH / 65536, (last - start + 1) * _WIDTH / 65536


def _routes(unification: Unification) -> str:
    unified = unification.unified
    lines = []
    for one in site_routes(unified.network, unified.planned.plan, unified.rows):
        title = unified.network.sites[one.site].title or one.site
        after = " ".join(map(str, one.after))
        lines.append(
            f"<tr><td>{escape(title)}</td><td class=number>{one.units:,}</td><td class=number>{len(one.before):,}</td>"
            f"<td class=number>{len(one.after):,}</td><td class=address>{escape(after[:160])}</td></tr>"
        )
    head = "<tr><th>站点 site<th>单位 units<th>现有路由 before<th>规划路由 after<th>规划地址块</tr>"
    return f"<table>{head}{''.join(lines)}</table>"


def _mapping(unification: Unification, shown: int = 2000) -> str:
    unified = unification.unified
    units = unified.network.units
    lines = []
    for row in unified.rows[:shown]:
        unit = units[row.unit].title if row.unit in units else row.claim.owner.written
        new = "" if row.new is None else str(row.new)
        action = str(row.action)
        key = f'<span class="key" style="background:{_FILLS[action]};margin-left:0"></span>{ACTIONS[action]}'
        lines.append(
            f"<tr><td>{escape(unit)}</td><td class=address>{row.old}</td><td class=address>{new}</td><td>{key}</td>"
            f"<td>{escape(chinese(row.reason))}</td><td>{escape(row.source)}</td></tr>"
        )
    head = "<tr><th>单位<th>原网段<th>新网段<th>处理<th>原因<th>来源</tr>"
    more = len(unified.rows) - shown
    note = f"<p class=note>另有 {more:,} 行,见 mapping.csv</p>" if more > 0 else ""
    return f"<table>{head}{''.join(lines)}</table>{note}"
