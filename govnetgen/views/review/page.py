"""A Review as one self-contained page: nothing is fetched, both languages are in it, and it prints."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from govnetgen.report import DeviceReview, Group, Review, Variant
from govnetgen.semantics import Words
from govnetgen.semantics.risk import TITLES, Level, Risk
from govnetgen.views.review.findings import LEVELS, findings
from govnetgen.views.review.markup import (
    NOT_UNDERSTOOD,
    PASSED_OVER,
    anchor,
    both,
    count,
    left_alone_words,
    names,
    share,
)
from govnetgen.views.review.side_by_side import table
from govnetgen.views.review.topology import legend, picture

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
MOST_VARIANTS = 40
MOST_ADDRESSES = 2000


def review_html(review: Review) -> str:
    """Return the page."""
    network = review.network
    name = network.title or network.name
    title = Words(f"Change review: {network.name}", f"变更评审：{name}")
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    script = (_HERE / "script.js").read_text(encoding="utf-8")
    return (
        "<!doctype html>\n<html lang=zh><head><meta charset=utf-8>"
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f'<meta name=title-en content="{escape(title.en)}"><meta name=title-zh content="{escape(title.zh)}">'
        f"<title>{escape(title.zh)}</title><style>{style}</style></head><body>\n"
        f"{_header(title)}<main>{''.join(_sections(review, title))}</main>\n<script>{script}</script></body></html>\n"
    )


def _header(title: Words) -> str:
    places = (
        ("risks", Words("Risks", "风险")),
        ("topology", Words("Topology", "拓扑")),
        ("changes", Words("Changes", "变更")),
        ("addresses", Words("Addresses", "地址")),
        ("sign", Words("Sign-off", "会签")),
    )
    links = "".join(f'<a href="#{place}">{both(words)}</a>' for place, words in places)
    language = "<button id=language><span lang=zh>English</span><span lang=en>中文</span></button>"
    printing = f"<button id=print>{both(Words('Print', '打印'))}</button>"
    return f"<header><div><b>{both(title)}</b><nav>{links}{language}{printing}</nav></div></header>"


def _sections(review: Review, title: Words) -> Iterator[str]:
    network = review.network
    said = Words(f"{network.title} · fingerprint {review.digest}", f"{network.name} · 评审指纹 {review.digest}")
    yield f"<h1>{both(title)}</h1><p class=sub>{both(said)}</p>"
    yield _tiles(review)
    yield _not_reviewed(review)
    yield f"<h2 id=risks>{both(Words('Risk findings', '风险提示'))}</h2>{findings(review)}"
    yield f"<h2 id=topology>{both(Words('Where it changes', '变更位置'))}</h2>{picture(review)}{legend()}"
    yield f"<h2 id=changes>{both(Words('What changes', '变更内容'))}</h2>"
    yield from _changes(review)
    yield f"<h2 id=addresses>{both(Words('Addresses affected', '受影响的地址'))}</h2>{_addresses(review)}"
    yield _unmanaged(review)
    yield _sign(review)


def _tiles(review: Review) -> str:
    levels = {level: sum(one.level is level for one in review.risks) for level in Level}
    commands = sum(len(v.review.commands) * len(v.devices) for group in review.groups for v in group.variants)
    total = len(review.changed) + len(review.unchanged)
    tiles = [
        (f"{len(review.changed):,}", Words(f"devices change, of {total:,}", f"台设备有变更（共 {total:,} 台）"), ""),
        (f"{len(review.groups):,}", Words("different changes", "种不同变更"), ""),
        (f"{levels[Level.HIGH]:,}", Words("high risks", "项高风险"), "high" if levels[Level.HIGH] else ""),
        (f"{levels[Level.MEDIUM]:,}", Words("medium risks", "项中风险"), "medium" if levels[Level.MEDIUM] else ""),
        (f"{len(review.addresses):,}", Words("addresses affected", "个地址受影响"), ""),
    ]
    if commands:
        tiles.append((f"{commands:,}", Words("lines of commands", "行命令"), ""))
    body = "".join(
        f"<div class='tile {kind}'><b>{number}</b><span>{both(words)}</span></div>" for number, words, kind in tiles
    )
    return f"<div class=tiles>{body}</div>"


def _not_reviewed(review: Review) -> str:
    """Say first what the review cannot see."""
    items = [
        f"<b>{escape(one.subject)}</b>: {both(one.why)} <span class=badge>{escape(one.code)}</span>"
        for one in review.refused
    ]
    if review.without_capture:
        words = Words("no capture, not reviewed: ", "缺少现网配置，未评审：")
        items.append(both(words) + escape(", ".join(review.without_capture)))
    if review.without_device:
        words = Words("captures of no device of this network: ", "不属于本网络的配置文件：")
        items.append(both(words) + escape(", ".join(review.without_device)))
    items += [
        f'<a href="#{place}">{both(left_alone_words(found, words))}</a>'
        for place, words, found in (
            ("unmanaged", NOT_UNDERSTOOD, review.unmanaged),
            ("passed", PASSED_OVER, review.passed_over),
        )
        if found
    ]
    if review.unknown_secrets:
        words = Words(
            f"{review.unknown_secrets:,} secrets are not readable on devices: whether they are current is unknown",
            f"{review.unknown_secrets:,} 个密钥在设备上已加盐或加密，无法判断是否一致",
        )
        items.append(both(words))
    if not items:
        return ""
    title = both(Words("Outside this review", "评审范围之外"))
    return f"<div class=note><b>{title}</b><ul><li>{'<li>'.join(items)}</ul></div>"


def _changes(review: Review) -> Iterator[str]:
    if not review.groups:
        yield f"<p>{both(Words('Nothing changes.', '没有变更。'))}</p>"
    yield (
        '<div class=tools><input id=filter type=search aria-label="filter" '
        'data-en="Find a device, VLAN or address" data-zh="查找设备、VLAN 或地址">'
        f"<button id=open>{both(Words('Open all', '全部展开'))}</button>"
        f"<button id=close>{both(Words('Close all', '全部收起'))}</button></div>"
    )
    risks: dict[str, list[Risk]] = {}
    for risk in review.risks:
        for name in risk.devices:
            risks.setdefault(name, []).append(risk)
    alone = len(review.groups) <= 3
    for group, found in _worst_first(review.groups, risks):
        yield _group(group, found, alone)


def _worst_first(groups: Sequence[Group], risks: Mapping[str, list[Risk]]) -> list[tuple[Group, list[Risk]]]:
    """Put the riskiest first, and of those the largest; each with its findings."""
    rank = {level: number for number, level in enumerate(Level)}
    pairs: list[tuple[Group, list[Risk]]] = []
    for group in groups:
        found = dict.fromkeys(one for name in group.devices for one in risks.get(name, ()))
        pairs.append((group, sorted(found, key=lambda one: rank[one.level])))
    return sorted(pairs, key=lambda pair: min((rank[one.level] for one in pair[1]), default=len(rank)))


def _group(group: Group, risks: Sequence[Risk], opened: bool) -> str:
    devices = group.devices
    badge = f"<span class='badge {risks[0].level}'>{both(LEVELS[risks[0].level])}</span>" if risks else ""
    kinds = {one.code: one.level for one in reversed(risks)}
    dangers = "".join(f"<span class='badge {kinds[code]}'>{both(TITLES[code])}</span> " for code in reversed(kinds))
    danger = f"<p class=all>{dangers}</p>" if dangers else ""
    feared = frozenset(risks[0].changes if risks else ())
    told = [one.words for one in group.changes if one.path in feared] + [one.words for one in group.changes]
    what = both(told[0] if told else Words("lines that no model knows", "未建模的配置行"))
    number = both(count(len(group.changes), "change", "处变更"))
    many = f"<span class=badge>{both(count(len(devices), 'device', '台设备'))}</span>" if len(devices) > 1 else ""
    shown = escape(", ".join(devices[:4])) + (" …" if len(devices) > 4 else "")
    anchors = "".join(f'<span id="{anchor(name)}"></span>' for name in devices)
    listed = f"<p class=all>{escape(', '.join(devices))}</p>" if len(devices) > 4 else ""
    changes = "".join(f"<li class={one.action}>{both(one.words)}" for one in group.changes)
    heading = both(Words("What it means", "变更含义"))
    meaning = f"<h3>{heading}</h3><ul class=changes>{changes}</ul>" if changes else ""
    alone = len(group.variants) == 1
    shared = len({(one.review.commands, one.review.rollback) for one in group.variants}) == 1
    variants = "" if alone or not shared else _commands(group.variants[0].review)
    variants += "".join(
        _variant(one, alone=alone, opened=number == 0, commands=alone or not shared)
        for number, one in enumerate(group.variants[:MOST_VARIANTS])
    )
    rest = group.variants[MOST_VARIANTS:]
    if rest:
        left = [name for variant in rest for name in variant.devices]
        said = Words("their lines are in the JSON document: ", "其逐行对比见 JSON 文件：")
        variants += f"<p class=all>{both(said)}{escape(', '.join(left))}</p>"
    return (
        f"<details class=group{' open' if opened else ''}><summary>{badge}<span class=names>{shown}</span>{many}"
        f"<span class=badge>{escape(group.platform)}</span><span class=what>{what}</span>"
        f"<span class=badge>{number}</span></summary><div>{anchors}{listed}{danger}"
        f"{meaning}{variants}</div></details>"
    )


def _variant(variant: Variant, *, alone: bool, opened: bool, commands: bool) -> str:
    review = variant.review
    part = both(Words(f"{share(review)} of its lines", f"占全部配置行的 {share(review)}"))
    text = f"<h3>{both(Words('Side by side', '逐行对比'))} · {part}</h3>{table(review.rows)}" if review.rows else ""
    if commands:
        text += _commands(review)
    if alone:
        return text
    names_of = escape(", ".join(variant.devices))
    return f"<details class=more{' open' if opened else ''}><summary>{names_of}</summary>{text}</details>"


def _commands(review: DeviceReview) -> str:
    if not review.commands and not review.rollback:
        none = Words(
            f"No commands: {review.platform} is not patched yet.", f"暂不支持为 {review.platform} 生成下发命令。"
        )
        return f"<p class=all>{both(none)}</p>"
    halves = (
        (Words("Commands", "下发命令"), review.commands),
        (Words("Rollback", "回退命令"), review.rollback),
    )
    parts = (f"<div><h3>{both(title)}</h3><pre>{escape(chr(10).join(lines))}</pre></div>" for title, lines in halves)
    return f"<div class=two>{''.join(parts)}</div>"


def _addresses(review: Review) -> str:
    if not review.addresses:
        return f"<p>{both(Words('No device gains or loses an address.', '没有设备增减地址。'))}</p>"
    heads = (
        Words("device", "设备"),
        Words("interface", "接口"),
        Words("address", "地址"),
        Words("whose", "归属"),
        Words("hosts", "终端数"),
    )
    rows = []
    for one in review.addresses[:MOST_ADDRESSES]:
        sign = "<span class=came>+</span>" if one.gained else "<span class=gone>−</span>"
        owner = " ".join(part for part in (one.owner, one.title, f"({one.kind})" if one.kind else "") if part)
        rows.append(
            f"<tr><td>{names([one.device])}<td>{escape(one.interface)}<td class=mono>{sign} {escape(one.address)}"
            f"<td>{escape(owner) or both(Words('not in the address book', '不在地址簿中'))}<td>{one.hosts or ''}"
        )
    rest = len(review.addresses) - MOST_ADDRESSES
    if rest > 0:
        rows.append(
            f"<tr><td colspan=5>{both(Words(f'{rest:,} more: see the JSON document', f'另有 {rest:,} 条,见 JSON'))}"
        )
    head = "".join(f"<th>{both(one)}" for one in heads)
    body = f"<table class=plain><thead><tr>{head}<tbody>{''.join(rows)}</table>"
    if len(review.addresses) <= 30:
        return body
    return f"<details><summary>{both(count(len(review.addresses), 'address', '条'))}</summary>{body}</details>".replace(
        "addresss", "addresses"
    )


def _unmanaged(review: Review) -> str:
    parts = (
        ("unmanaged", NOT_UNDERSTOOD, review.unmanaged),
        ("passed", PASSED_OVER, review.passed_over),
    )
    return "".join(_left_alone(place, words, lines) for place, words, lines in parts if lines)


def _left_alone(place: str, words: Words, found: Mapping[str, Sequence[str]]) -> str:
    title = Words(f"Left alone: lines that {words.en}", f"保持不变的配置：{words.zh}")
    parts = "".join(
        f"<details class=more><summary>{escape(name)} ({len(lines):,})</summary>"
        f"<pre>{escape(chr(10).join(lines[:200]))}</pre></details>"
        for name, lines in found.items()
    )
    return f"<h2 id={place}>{both(title)}</h2>{parts}"


def _sign(review: Review) -> str:
    heads = (
        Words("prepared by", "编制"),
        Words("checked by", "审核"),
        Words("approved by", "批准"),
        Words("window", "变更窗口"),
    )
    head = "".join(f"<th>{both(one)}" for one in heads)
    said = Words(
        f"Approval holds for fingerprint {review.digest}: other captures or another inventory give another one.",
        f"本次批准仅对评审指纹 {review.digest} 有效：现网配置或清单变化后指纹随之变化。",
    )
    title = both(Words("Sign-off", "会签"))
    return (
        f"<h2 id=sign>{title}</h2><table class=sign><tr>{head}<tr>{'<td>' * len(heads)}</table>"
        f"<footer>{both(said)}</footer>"
    )
