"""Risk findings, a panel a kind, the worst first, each with its devices and lines."""

from collections.abc import Mapping, Sequence
from html import escape

from govnetgen.report import Review
from govnetgen.semantics import Words
from govnetgen.semantics.risk import TITLES, Level, Risk
from govnetgen.views.review.markup import both, count, names, titled

LEVELS: Mapping[Level, Words] = {
    Level.HIGH: Words("high", "高"),
    Level.MEDIUM: Words("medium", "中"),
    Level.LOW: Words("low", "低"),
}
MOST = 100
"""Findings of one kind that the page shows; the JSON has all."""


def findings(review: Review) -> str:
    """Return the findings."""
    if not review.risks:
        return f"<p>{both(Words('None of the known risks was found.', '未发现已知类型的风险。'))}</p>"
    kinds: dict[tuple[Level, str], list[Risk]] = {}
    for one in review.risks:
        kinds.setdefault((one.level, one.code), []).append(one)
    return "".join(_kind(level, code, found) for (level, code), found in kinds.items())


def _kind(level: Level, code: str, found: Sequence[Risk]) -> str:
    devices = len({name for one in found for name in one.devices})
    where = both(count(devices, "device", "台设备"))
    items = "".join(map(_finding, found[:MOST]))
    rest = len(found) - MOST
    if rest > 0:
        items += f"<li>{both(Words(f'{rest:,} more: see the JSON document', f'另有 {rest:,} 项,见 JSON 文件'))}"
    opened = " open" if level is Level.HIGH and len(found) <= 8 else ""
    return (
        f"<details class='risk {level}'{opened}><summary><span class='badge {level}'>{both(LEVELS[level])}</span>"
        f"{titled(TITLES[code])}<span class=n>{len(found):,} · {where} · <code>{escape(code)}</code></span></summary>"
        f"<ol>{items}</ol></details>"
    )


def _finding(one: Risk) -> str:
    lines = "".join(f"<i class={'a' if line.startswith('+') else 'r'}>{escape(line)}</i>" for line in one.lines)
    code = f"<code class=lines>{lines}</code>" if lines else ""
    return f"<li>{both(one.words)} <span class=who>{names(one.devices)}</span>{code}"
