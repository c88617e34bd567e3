"""The report as one page that needs nothing else: Chinese and English, grouped by unit, readable on paper too."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from govnetgen.addressing.audit.gravity import GRAVITY
from govnetgen.diagnostics import Diagnostic
from govnetgen.model.claims import Finding
from govnetgen.views.audit_unit import UnitPart
from govnetgen.views.audit_wording import CHINESE, ENGLISH, GRAVITIES_ZH, in_chinese, in_english
from govnetgen.workflow.audit import Audited

_SHOWN_EVIDENCE = 20
_SHOWN_FINDINGS = 500
_STYLE = """
:root { --ink: #1c2733; --quiet: #5b6b7a; --line: #dde3e9; --high: #b3261e; --medium: #9a6700; --low: #4a6572; }
body { font: 15px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink);
  max-width: 72rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
.en { color: var(--quiet); font-size: .9em; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); vertical-align: top; } th { font-weight: 600; color: var(--quiet); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.tag { display: inline-block; min-width: 3.2em; text-align: center; border-radius: .8em; padding: 0 .6em;
  font-size: .85em; color: #fff; white-space: nowrap; }
.high { background: var(--high); } .medium { background: var(--medium); } .low { background: var(--low); }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .55rem .8rem; } summary b { margin-right: .6rem; }
details > div { padding: 0 .8rem .8rem; }
ul { margin: .2rem 0; padding-left: 1.1rem; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .92em; }
.numbers { display: flex; flex-wrap: wrap; gap: 1.6rem; margin: 1rem 0; }
.numbers b { display: block; font-size: 1.4rem; }
@media print { details { break-inside: avoid; } body { max-width: none; } }
"""


def audit_page(audited: Audited, parts: Sequence[UnitPart], diagnostics: Sequence[Diagnostic]) -> str:
    """Return the page."""
    names = audited.names
    units = "".join(_unit(part, names) for part in parts)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>地址审计 address audit</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>地址审计报告 <span class="en">Address audit</span></h1>\n'
        f'<p class="en">{escape(str(audited.folder))}</p>\n'
        f"{_numbers(audited)}{_summary(audited)}"
        f'<h2>各单位问题 <span class="en">Findings by unit, worst first</span></h2>\n{units}'
        f"{_files(diagnostics)}</body>\n</html>\n"
    )


def _numbers(audited: Audited) -> str:
    handed_in = audited.handed_in
    numbers = (
        (len(handed_in.claims), "地址段", "claims"),
        (len({one.owner.id for one in handed_in.claims}), "单位", "units"),
        (len(handed_in.hosts), "主机", "hosts"),
        (len(handed_in.arp), "ARP 表项", "ARP entries"),
        (len(handed_in.devices), "配置文件", "configurations"),
        (len(audited.findings), "问题", "findings"),
        (len(handed_in.unreadable), "无法识别的行", "unreadable rows"),
    )
    shown = "".join(f'<div><b>{value:,}</b>{zh} <span class="en">{en}</span></div>' for value, zh, en in numbers)
    return f'<div class="numbers">{shown}</div>\n'


def _summary(audited: Audited) -> str:
    findings = Counter(one.code for one in audited.findings)
    rows: Counter[str] = Counter()
    for one in audited.findings:
        rows[one.code] += len(one.evidence)
    lines = "".join(
        f"<tr><td>{code}</td><td>{_tag(code)}</td><td>{escape(CHINESE[code].title)}"
        f'<br><span class="en">{escape(ENGLISH[code].title)}</span></td>'
        f'<td class="number">{number:,}</td><td class="number">{rows[code]:,}</td></tr>\n'
        for code, number in sorted(findings.items())
    )
    return (
        '<h2>汇总 <span class="en">Summary</span></h2>\n<table><tr><th>代码</th><th>程度</th><th>问题 defect</th>'
        f'<th class="number">数量 findings</th><th class="number">行 rows</th></tr>\n{lines}</table>\n'
    )


def _tag(code: str) -> str:
    gravity = GRAVITY[code]
    return f'<span class="tag {gravity}">{GRAVITIES_ZH[gravity]}</span>'


def _unit(part: UnitPart, names: dict[str, str]) -> str:
    if not part.findings and not part.unreadable:
        return ""
    name = escape(part.name) or '未知单位 <span class="en">unknown unit</span>'
    counts = Counter(GRAVITY[one.code] for one in part.findings)
    tags = " ".join(
        f'<span class="tag {gravity}">{GRAVITIES_ZH[gravity]} {counts[gravity]}</span>' for gravity in counts
    )
    shown = "".join(_finding(one, names) for one in part.findings[:_SHOWN_FINDINGS])
    more = len(part.findings) - _SHOWN_FINDINGS
    rest = f"<p>… {more:,}(见 audit.xlsx, see audit.xlsx)</p>" if more > 0 else ""
    table = (
        "<table><tr><th></th><th>问题 defect</th><th>依据 evidence</th><th>建议 proposed fix</th></tr>\n"
        f"{shown}</table>{rest}"
        if shown
        else ""
    )
    is_open = " open" if part.worst is not None and part.worst.value == "high" else ""
    return (
        f'<details{is_open}><summary><b>{name}</b> {tags} <span class="en">{len(part.claims)} 个地址段 claims</span>'
        f"</summary><div>{table}{_unreadable(part)}</div></details>\n"
    )


def _finding(finding: Finding, names: dict[str, str]) -> str:
    chinese, english = in_chinese(finding, names), in_english(finding, names)
    places = "".join(
        f"<li><code>{escape(str(one.origin))}</code> {escape(one.text)}"
        f"{f' ({escape(names.get(one.unit, one.unit))})' if one.unit else ''}</li>"
        for one in finding.evidence[:_SHOWN_EVIDENCE]
    )
    more = len(finding.evidence) - _SHOWN_EVIDENCE
    places += f"<li>… +{more:,}</li>" if more > 0 else ""
    return (
        f"<tr><td>{_tag(finding.code)}<br>{finding.code}</td>"
        f'<td>{escape(chinese.message)}<br><span class="en">{escape(english.message)}</span></td>'
        f"<td><ul>{places}</ul></td>"
        f'<td>{escape(chinese.fix)}<br><span class="en">{escape(english.fix)}</span></td></tr>\n'
    )


def _unreadable(part: UnitPart) -> str:
    if not part.unreadable:
        return ""
    rows = "".join(
        f"<li><code>{escape(str(one.origin))}</code> {escape(one.written)} "
        f'<span class="en">{escape(one.reason)}</span></li>'
        for one in part.unreadable[:_SHOWN_FINDINGS]
    )
    return f'<p>无法识别的行 <span class="en">rows that cannot be read</span></p><ul>{rows}</ul>'


def _files(diagnostics: Sequence[Diagnostic]) -> str:
    if not diagnostics:
        return ""
    rows = "".join(
        f"<li><code>{escape(str(one.location))}</code> {escape(one.message)} "
        f'<span class="en">{escape(one.code)}; {escape(one.hint)}</span></li>'
        for one in diagnostics[:_SHOWN_FINDINGS]
    )
    return f'<h2>文件情况 <span class="en">What was odd in the files</span></h2>\n<ul>{rows}</ul>\n'
