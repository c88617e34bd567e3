"""The files of an audit: the report as a workbook and a page, the claims as CSV, and a workbook a unit to send back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from govnetgen.addressing.audit.gravity import GRAVITY
from govnetgen.diagnostics import Diagnostic
from govnetgen.model.claims import Claim, Finding, Origin
from govnetgen.views.audit_html import audit_page
from govnetgen.views.audit_unit import UnitPart, parts_of
from govnetgen.views.audit_wording import CHINESE, ENGLISH, GRAVITIES_ZH, in_chinese, in_english
from govnetgen.views.workbook import Cell, Table, csv_text, workbook
from govnetgen.workflow.audit import Audited

_MOST_ROWS = 1_000_000
"""A sheet of Excel has 1,048,576 rows."""
_SHOWN = 20
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def audit_files(audited: Audited, diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a report, each with its name."""
    parts = parts_of(audited)
    yield "audit.html", audit_page(audited, parts, diagnostics).encode()
    yield "audit.xlsx", workbook(_report(audited, parts, diagnostics))
    yield "claims.csv", csv_text(_claims(audited))
    for part in parts:
        if part.id:
            yield f"units/{_file_name(part)}.xlsx", workbook(_sheets_of(part, audited.names))


def _file_name(part: UnitPart) -> str:
    name = part.id if part.id == part.name else f"{part.id}-{part.name}"
    return _NOT_IN_NAMES.sub("_", name)[:80]


def _report(audited: Audited, parts: Sequence[UnitPart], diagnostics: Sequence[Diagnostic]) -> dict[str, Table]:
    sheets: dict[str, Table] = {"汇总 summary": _summary(audited)}
    conflicts = _conflicts(audited, parts)
    for number, first in enumerate(range(1, max(len(conflicts), 2), _MOST_ROWS), 1):
        title = "问题 findings" if number == 1 else f"问题 findings {number}"
        sheets[title] = [conflicts[0], *conflicts[first : first + _MOST_ROWS]]
    sheets["未读出 unreadable"] = _unreadable(parts)
    files: list[list[Cell]] = [["文件 file", "行 row", "代码 code", "说明 message", "处理 hint"]]
    files += [[one.location.file, one.location.line or None, one.code, one.message, one.hint] for one in diagnostics]
    sheets["文件 files"] = files
    return sheets


def _summary(audited: Audited) -> Table:
    findings = Counter(one.code for one in audited.findings)
    rows: Counter[str] = Counter()
    for one in audited.findings:
        rows[one.code] += len(one.evidence)
    head: list[Cell] = ["代码 code", "严重程度 severity", "问题", "defect", "数量 findings", "行数 rows"]
    lines: list[list[Cell]] = [
        [
            code,
            f"{GRAVITIES_ZH[GRAVITY[code]]} {GRAVITY[code]}",
            CHINESE[code].title,
            ENGLISH[code].title,
            findings[code],
            rows[code],
        ]
        for code in sorted(ENGLISH)
    ]
    return [head, *lines]


_CONFLICT_HEAD: list[Cell] = [
    "单位 unit",
    "代码 code",
    "严重程度 severity",
    "问题",
    "defect",
    "建议",
    "proposed fix",
    "文件 file",
    "工作表 sheet",
    "行 row",
    "内容 text",
    "涉及单位 whose row",
]


def _conflicts(audited: Audited, parts: Sequence[UnitPart]) -> list[list[Cell]]:
    names = audited.names
    table = [_CONFLICT_HEAD]
    for part in parts:
        for finding in part.findings:
            table.extend(_conflict_rows(part, finding, names))
    return table


def _conflict_rows(part: UnitPart, finding: Finding, names: dict[str, str]) -> Iterator[list[Cell]]:
    chinese, english, gravity = in_chinese(finding, names), in_english(finding, names), GRAVITY[finding.code]
    for one in finding.evidence:
        yield [
            part.name or "(未知 unknown)",
            finding.code,
            f"{GRAVITIES_ZH[gravity]} {gravity}",
            chinese.message,
            english.message,
            chinese.fix,
            english.fix,
            one.origin.file,
            one.origin.sheet,
            one.origin.row,
            one.text,
            names.get(one.unit, one.unit),
        ]


def _unreadable(parts: Sequence[UnitPart]) -> Table:
    table: list[list[Cell]] = [
        ["单位 unit", "文件 file", "工作表 sheet", "行 row", "内容 text", "代码 code", "原因 reason"]
    ]
    for part in parts:
        for one in part.unreadable:
            place = one.origin
            table.append([part.name, place.file, place.sheet, place.row, one.written, one.code, one.reason])
    return table


def _claims(audited: Audited) -> Table:
    names = audited.names
    head: list[Cell] = [
        *("unit", "name", "registered", "prefix", "first", "last", "gateways", "vlans", "hosts", "domain"),
        *("written", "file", "sheet", "row", "column"),
    ]
    return [head, *(_claim(one, names) for one in audited.handed_in.claims)]


def _claim(claim: Claim, names: dict[str, str]) -> list[Cell]:
    place: Origin = claim.origin
    return [
        claim.owner.id,
        names.get(claim.owner.id, claim.owner.written),
        "yes" if claim.owner.registered else "no",
        str(claim.prefix),
        str(claim.prefix.network),
        str(claim.prefix.host(-1)),
        " ".join(map(str, claim.facts.gateways)),
        " ".join(map(str, claim.facts.vlans)),
        claim.facts.hosts,
        claim.facts.domain,
        claim.written,
        place.file,
        place.sheet,
        place.row,
        place.column,
    ]


def _sheets_of(part: UnitPart, names: dict[str, str]) -> dict[str, Table]:
    """Lay a unit's part out so that it can be answered in the same workbook."""
    return {"地址确认": _to_confirm(part), "问题": _to_answer(part, names)}


def _to_confirm(part: UnitPart) -> Table:
    codes: dict[Origin, list[str]] = {}
    for finding in part.findings:
        for one in finding.evidence:
            codes.setdefault(one.origin, []).append(f"{finding.code} {CHINESE[finding.code].title}")
    head: list[Cell] = [
        *("来源文件", "行", "原填写内容", "识别为", "网关", "VLAN", "主机数", "存在问题"),
        "单位确认(正确/更正为)",
    ]
    claims: list[list[Cell]] = [
        [
            claim.origin.file,
            claim.origin.row,
            claim.written,
            str(claim.prefix),
            " ".join(map(str, claim.facts.gateways)),
            " ".join(map(str, claim.facts.vlans)),
            claim.facts.hosts,
            ";".join(dict.fromkeys(codes.get(claim.origin, ()))),
            "",
        ]
        for claim in part.claims
    ]
    lost: list[list[Cell]] = [
        [one.origin.file, one.origin.row, one.written, "无法识别", "", "", None, f"无法识别({one.code})", ""]
        for one in part.unreadable
    ]
    return [head, *claims, *lost]


def _to_answer(part: UnitPart, names: dict[str, str]) -> Table:
    head: list[Cell] = [
        *("代码", "严重程度", "问题", "建议", "依据(文件:行)", "defect", "proposed fix", "单位答复"),
    ]
    rows: list[list[Cell]] = []
    for finding in part.findings:
        chinese, english = in_chinese(finding, names), in_english(finding, names)
        places = "; ".join(f"{one.origin} {one.text}" for one in finding.evidence[:_SHOWN])
        gravity = GRAVITIES_ZH[GRAVITY[finding.code]]
        rows.append([finding.code, gravity, chinese.message, chinese.fix, places, english.message, english.fix, ""])
    return [head, *rows]
