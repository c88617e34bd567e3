"""A network and its captured configurations to a Review: what would change, what it means, and what it risks."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from govnetgen.addressing import book
from govnetgen.configtree import ConfigTree, Line, parse_tree
from govnetgen.configtree.masking import mask
from govnetgen.configtree.patch import patch
from govnetgen.diagnostics import Checked, Collector, InvalidInput, Location, did_you_mean, error
from govnetgen.intent import Intent
from govnetgen.model.device import DeviceConfig
from govnetgen.model.names import interface_name
from govnetgen.model.network import Device
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.report import DeviceReview, Group, Refused, Review, Variant
from govnetgen.report.addresses import affected
from govnetgen.report.evidence import with_lines
from govnetgen.report.masked import Masks
from govnetgen.report.side_by_side import Row, RowKind, changed_lines, side_by_side
from govnetgen.semantics import Words, compare
from govnetgen.semantics.risk import FORCED_GAP, Compared, Level, Risk, Situation, assess, worst_first
from govnetgen.semantics.secrets import with_references
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.parallel import make_all
from govnetgen.workflow.render import Progress

SUFFIX = ".cfg"
FORMS = (".html", ".md", ".json")
"""What a review can be written as, by the ends of file names."""
_SECRET = re.compile(r"pass(word|phrase)?|secret|cipher|key|communit|credential|md5|sha", re.IGNORECASE)
_MANY = 60
"""Beyond this many devices two processes are faster than one."""
_EVIDENT = 3
"""Of a finding about many devices, the lines of so many are shown: they are alike."""
LARGEST_SHARE = 0.2
"""A device of which more changes than this is a risk finding, unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one device: its review with both configurations, or why there is none."""

    name: str
    compared: Compared | None = None
    review: DeviceReview | None = None
    refused: Refused | None = None
    digest: str = ""


def review_network(
    folder: Path,
    running: Path,
    progress: Progress,
    *,
    limit: Sequence[str] = (),
    largest_share: float = LARGEST_SHARE,
) -> Checked[Review]:
    """Review what deploying the network over the captures ``running/DEVICE.cfg`` would change; writes nothing."""
    collector = Collector()
    addressed = collector.take(address(folder))
    if addressed is None:
        return collector.checked(None)
    captures = _captures(running)
    names = _chosen(sorted(addressed.network.devices), limit, collector)
    if collector.failed:
        return collector.checked(None)
    reviewer = Reviewer(addressed, captures)
    made: list[Made] = []
    present = [name for name in names if name in captures]
    progress(0, len(present))
    for one in make_all(reviewer.make, present, many=_MANY):
        made.append(one)
        progress(len(made), len(present))
    unknown = () if limit else tuple(sorted(set(captures) - set(addressed.network.devices)))
    missing = tuple(name for name in names if name not in captures)
    return collector.checked(_review(addressed, made, missing, unknown, largest_share))


def writable(files: Sequence[Path]) -> Checked[Sequence[Path]]:
    """Check that each file's name says a form in which a review can be written."""
    collector = Collector()
    for file in files:
        if file.suffix not in FORMS:
            hint = f"name it review{FORMS[0]}, review{FORMS[1]} or review{FORMS[2]}"
            collector.error("review-form", f"a review has no form {file.suffix!r}", Location(str(file)), hint=hint)
    return collector.checked(files)


def _captures(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        hint = f"put the captured configurations into it, a file a device: DEVICE{SUFFIX}"
        raise InvalidInput(
            [error("no-captures", "there is no such folder of captures", Location(str(folder)), hint=hint)]
        )
    found = {one.stem: one for one in sorted(folder.iterdir()) if one.suffix == SUFFIX and one.is_file()}
    if not found:
        hint = f"name each capture after its device: DEVICE{SUFFIX}"
        raise InvalidInput([error("no-captures", f"there is no {SUFFIX} file in it", Location(str(folder)), hint=hint)])
    return found


def _chosen(devices: Sequence[str], limit: Sequence[str], collector: Collector) -> list[str]:
    for pattern in limit:
        if not any(fnmatchcase(name, pattern) for name in devices):
            collector.error(
                "limit-matches-nothing",
                f"no device matches {pattern!r}",
                Location("--limit"),
                hint=did_you_mean(pattern, devices),
            )
    return [name for name in devices if not limit or any(fnmatchcase(name, pattern) for pattern in limit)]


class Reviewer:
    """Reviews devices one at a time."""

    def __init__(self, addressed: Addressed, captures: dict[str, Path]) -> None:
        self._devices = addressed.network.devices
        self._intent = Intent(addressed.network, addressed.planned.plan)
        self._renderer = Renderer()
        self._captures = captures

    def make(self, name: str) -> Made:
        """Review one device against its capture."""
        device = self._devices[name]
        platform = platforms()[device.platform]
        dialect = platform.dialect(device.dialect)
        data = self._captures[name].read_bytes()
        text = _decoded(data)
        captured = parse_tree(text, platform.syntax)
        reading = platform.read(captured, dialect)
        refused = _refused(device, text, reading.device)
        if refused is not None:
            return Made(name, refused=refused)
        try:
            written = self._renderer.render(self._intent.device(name), platform, dialect)
            aimed = parse_tree(written, platform.syntax)
            intended = platform.read(aimed, dialect).device
            running, unknown = with_references(reading.device, intended)
            changes = compare(running, intended)
            rows, lines = self._rows(running, intended, platform, dialect)
        except TemplateFailure as failure:
            return Made(name, refused=Refused(name, "template-failed", Words(str(failure), str(failure))))
        commands, rollback, forced = _commands(captured, aimed, platform, reading.unread)
        unmanaged = _unread(reading.unread)
        review = DeviceReview(
            name=name,
            platform=platform.name,
            changes=changes,
            rows=rows if changes else (),
            commands=commands,
            rollback=rollback,
            forced=forced,
            unmanaged=unmanaged,
            unknown_secrets=unknown,
            lines=lines,
            changed_lines=changed_lines(rows) if changes else 0,
        )
        reviewed = (data, written.encode(), "\n".join(commands).encode())
        digest = hashlib.sha256(b"\0".join(reviewed)).hexdigest()
        return Made(name, Compared(name, running, intended, changes), review, digest=digest)

    def _rows(
        self, running: DeviceConfig, intended: DeviceConfig, platform: Platform, dialect: Dialect
    ) -> tuple[tuple[Row, ...], int]:
        """Write both the way govnetgen writes them: hidden defaults and an order without meaning are no difference."""
        if running == intended:
            return (), 0
        masks = Masks()
        texts = [self._renderer.render(masks.config(one), platform, dialect) for one in (running, intended)]
        old, new = (parse_tree(text, platform.syntax) for text in texts)
        return side_by_side(old, new), texts[1].count("\n")


def _commands(
    captured: ConfigTree, aimed: ConfigTree, platform: Platform, unread: Sequence[Line]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the commands, those that take them back, and the gaps that the platform forces, each with its reason."""
    rules = platform.patch_rules
    if rules is None:
        return (), (), ()
    found = patch(captured, aimed, rules, unread)
    hidden = [tuple(mask(line, rules.secrets) for line in lines) for lines in (found.commands, found.rollback)]
    forced = tuple((mask(" ".join((*one.place, one.command)), rules.secrets), one.why) for one in found.forced)
    return hidden[0], hidden[1], forced


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _unread(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the lines that no model knows; behind a word that announces a secret nothing is shown."""
    return tuple(_without_secrets(line.text) for line in lines)


def _without_secrets(text: str) -> str:
    words = text.split()
    for number, word in enumerate(words):
        if _SECRET.search(word):
            return " ".join([*words[: number + 1], *(["***"] if number + 1 < len(words) else [])])
    return text


def _refused(device: Device, text: str, running: DeviceConfig) -> Refused | None:
    if not text.strip():
        return Refused(device.name, "empty-capture", Words("the capture is empty or no text", "现网配置为空或不是文本"))
    if running.system.hostname != device.name:
        other = running.system.hostname
        words = Words(f"the capture calls itself {other!r}", f"现网配置中的主机名是 {other!r}")
        return Refused(device.name, "capture-of-another", words)
    return None


def _review(
    addressed: Addressed,
    made: Sequence[Made],
    missing: tuple[str, ...],
    unknown: tuple[str, ...],
    largest_share: float,
) -> Review:
    pairs = [(one.compared, one.review) for one in made if one.compared is not None and one.review is not None]
    changed = [(compared, review) for compared, review in pairs if review.changed]
    situation = Situation(
        network=addressed.network,
        plan=addressed.planned.plan,
        running={compared.name: compared.running for compared, _ in pairs},
        intended={compared.name: compared.intended for compared, _ in pairs},
        compared=tuple(compared for compared, _ in changed),
        shares={review.name: review.share for _, review in changed},
        largest_share=largest_share,
    )
    reviews = {review.name: review for _, review in changed}
    return Review(
        network=addressed.network,
        groups=_groups(reviews.values()),
        unchanged=tuple(review.name for _, review in pairs if not review.changed),
        risks=worst_first((*_forced(reviews.values()), *(_evident(risk, reviews) for risk in assess(situation)))),
        addresses=affected(situation.compared, book(addressed.network, addressed.planned.plan)),
        without_capture=missing,
        without_device=unknown,
        refused=tuple(one.refused for one in made if one.refused is not None),
        unmanaged={review.name: review.unmanaged for _, review in pairs if review.unmanaged},
        touched_links=_touched_links(addressed, situation.compared),
        unknown_secrets=sum(review.unknown_secrets for _, review in pairs),
        digest=hashlib.sha256("".join(f"{one.name} {one.digest}\n" for one in made).encode()).hexdigest()[:16],
    )


def _forced(reviews: Iterable[DeviceReview]) -> tuple[Risk, ...]:
    """Say once for all devices what no order of commands can spare them."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in reviews:
        for gap in one.forced:
            found.setdefault(gap, []).append(one.name)
    return tuple(
        Risk(
            code=FORCED_GAP,
            level=Level.MEDIUM,
            devices=tuple(names),
            words=Words(f"{command}: {why}", f"{command}：平台限制，执行期间会短暂失效"),
            lines=(),
        )
        for (command, why), names in found.items()
    )


def _touched_links(addressed: Addressed, compared: Iterable[Compared]) -> frozenset[str]:
    plan = addressed.planned.plan
    links: dict[tuple[str, str], str] = {}
    for (link, device), ports in plan.ports.items():
        links.update(((device, port), link) for port in ports)
    links.update(((device, f"lag-{number}"), link) for (link, device), number in plan.lags.items())
    touched = {
        (device.name, interface_name(change.path[1]).parent)
        for device in compared
        for change in device.under("interfaces")
    }
    return frozenset(links[port] for port in touched if port in links)


def _evident(risk: Risk, reviews: dict[str, DeviceReview]) -> Risk:
    if not risk.changes:
        return risk
    lines: dict[str, None] = {}
    for name in risk.devices[:_EVIDENT]:
        lines.update(dict.fromkeys(with_lines(risk, reviews[name].changes, reviews[name].rows).lines))
    return replace(risk, lines=tuple(lines))


def _groups(reviews: Iterable[DeviceReview]) -> tuple[Group, ...]:
    """Put devices together whose changes mean the same, the largest groups first."""
    found: dict[object, dict[object, list[DeviceReview]]] = {}
    for one in reviews:
        meaning = (one.platform, tuple((c.path, c.action, c.words) for c in one.changes))
        differing = tuple(row for row in one.rows if row.kind is not RowKind.SKIPPED)
        found.setdefault(meaning, {}).setdefault((differing, one.commands), []).append(one)
    groups = [_group(list(alike.values())) for alike in found.values()]
    return tuple(sorted(groups, key=lambda one: (-len(one.devices), one.devices)))


def _group(alike: Sequence[Sequence[DeviceReview]]) -> Group:
    first = alike[0][0]
    variants = tuple(Variant(tuple(one.name for one in members), members[0]) for members in alike)
    return Group(first.platform, first.changes, variants)
