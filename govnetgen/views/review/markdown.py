"""A Review as Markdown in one language: for a ticket, or a merge request."""

from collections.abc import Iterator, Sequence

from govnetgen.report import Group, Review, Variant
from govnetgen.report.side_by_side import Row, RowKind
from govnetgen.semantics import Action, Words
from govnetgen.semantics.risk import TITLES
from govnetgen.views.review.findings import LEVELS
from govnetgen.views.review.markup import NOT_UNDERSTOOD, PASSED_OVER, left_alone_words

_SIGNS = {Action.ADDED: "+", Action.REMOVED: "−", Action.CHANGED: "~", Action.MOVED: "↕"}
MOST_ROWS = 200


def review_markdown(review: Review, language: str = "en") -> str:
    """Return the review; ``language`` is ``en`` or ``zh``."""
    return "".join(f"{line}\n" for line in _Writer(language).review(review))


class _Writer:
    def __init__(self, language: str) -> None:
        self._chinese = language == "zh"

    def say(self, words: Words) -> str:
        return words.zh if self._chinese else words.en

    def both(self, en: str, zh: str) -> str:
        return zh if self._chinese else en

    def review(self, review: Review) -> Iterator[str]:
        network = review.network
        yield self.both("# Change review: ", "# 变更评审：") + (network.title or network.name)
        yield ""
        changed, total = len(review.changed), len(review.changed) + len(review.unchanged)
        yield self.both(
            f"{changed} of {total} devices change, fingerprint `{review.digest}`.",
            f"{total} 台设备中 {changed} 台有变更，评审指纹 `{review.digest}`。",
        )
        yield from self._outside(review)
        yield ""
        yield f"## {self.both('Risk findings', '风险提示')}"
        yield ""
        for risk in review.risks:
            yield (
                f"- **{self.say(LEVELS[risk.level])}** {self.say(TITLES[risk.code])} (`{risk.code}`): "
                f"{_escaped(self.say(risk.words))} — {_some(risk.devices)}"
            )
            yield from (f"  - `{line}`" for line in risk.lines)
        if not review.risks:
            yield self.both("None of the known risks was found.", "未发现已知类型的风险。")
        for group in review.groups:
            yield from self._group(group)
        yield from self._addresses(review)

    def _outside(self, review: Review) -> Iterator[str]:
        for one in review.refused:
            yield f"\n- {one.subject}: {self.say(one.why)} (`{one.code}`)"
        for names, words in (
            (review.without_capture, Words("no capture, not reviewed", "缺少现网配置，未评审")),
            (review.without_device, Words("captures of no device of this network", "不属于本网络的配置文件")),
        ):
            if names:
                yield f"\n- {self.say(words)}: {', '.join(names)}"
        for found, why in ((review.unmanaged, NOT_UNDERSTOOD), (review.passed_over, PASSED_OVER)):
            if found:
                yield f"\n- {self.say(left_alone_words(found, why))}"

    def _group(self, group: Group) -> Iterator[str]:
        yield ""
        yield f"## {_some(group.devices)}"
        yield ""
        yield from (f"- `{_SIGNS[one.action]}` {_escaped(self.say(one.words))}" for one in group.changes)
        for variant in group.variants:
            yield from self._variant(variant, len(group.variants) > 1)

    def _variant(self, variant: Variant, several: bool) -> Iterator[str]:
        review = variant.review
        parts = [("diff", _diff(review.rows), "")]
        parts += [("text", review.commands, self.both("Commands", "下发命令"))] if review.commands else []
        parts += [("text", review.rollback, self.both("Rollback", "回退命令"))] if review.rollback else []
        if several:
            yield ""
            yield f"### {_some(variant.devices)}"
        for kind, lines, title in parts:
            yield ""
            if title:
                yield f"{title}:"
                yield ""
            yield f"```{kind}"
            yield from lines
            yield "```"

    def _addresses(self, review: Review) -> Iterator[str]:
        if not review.addresses:
            return
        yield ""
        yield f"## {self.both('Addresses affected', '受影响的地址')}"
        yield ""
        yield self.both("| device | interface | address | whose | hosts |", "| 设备 | 接口 | 地址 | 归属 | 终端数 |")
        yield "|---|---|---|---|---|"
        for one in review.addresses:
            owner = " ".join(part for part in (one.owner, one.title) if part)
            sign = "+" if one.gained else "−"
            yield f"| {one.device} | {one.interface} | {sign} {one.address} | {_escaped(owner)} | {one.hosts or ''} |"


def _some(devices: Sequence[str]) -> str:
    return ", ".join(devices[:12]) + (f" … ({len(devices)})" if len(devices) > 12 else "")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


def _diff(rows: Sequence[Row]) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows[:MOST_ROWS]:
        if row.kind is RowKind.SKIPPED:
            continue
        if row.kind is RowKind.SAME:
            found.append(f"  {row.left}")
            continue
        found += [f"- {row.left}"] if row.left else []
        found += [f"+ {row.right}"] if row.right else []
    return (*found, f"# {len(rows) - MOST_ROWS} more rows") if len(rows) > MOST_ROWS else tuple(found)
