"""A network and its captured configurations to a Review: what would change, what it means, and what it risks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location
from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import TemplateFailure
from govnetgen.report import DeviceReview, Refused, Review
from govnetgen.report.assemble import Made, assemble
from govnetgen.report.masked import Masks
from govnetgen.report.side_by_side import Row, changed_lines, side_by_side
from govnetgen.semantics import Words
from govnetgen.workflow.address import address
from govnetgen.workflow.change import DeviceChange, plan_digest
from govnetgen.workflow.changes import Changer, Found, aimed, of_each, secrets_noticed, select
from govnetgen.workflow.render import Progress
from govnetgen.workflow.renewal import NOT_ASKED, Asked
from govnetgen.workflow.risks import LARGEST_SHARE, difference_rows
from govnetgen.workflow.running import FOLDER
from govnetgen.workflow.stages import problems_once

FORMS = (".html", ".md", ".json")
"""What a review can be written as, by the ends of file names."""

_CHINESE: Mapping[str, str] = {
    "file-too-large": "文件过大",
    "not-text": "不是 UTF-8 或 GB18030 文本",
    "empty-capture": "现网配置为空",
    "capture-is-error": "设备返回的是错误信息",
    "several-devices": "一个文件含多台设备的配置",
    "capture-of-another": "不是这台设备的配置",
    "capture-of-platform": "是另一平台的配置",
    "capture-not-understood": "多数配置行无法按该设备的平台识别",
    "truncated-capture": "配置不完整，缺少结尾",
}


def review_network(
    folder: Path,
    running: Path | None,
    progress: Progress,
    *,
    limit: Sequence[str] = (),
    largest_share: float = LARGEST_SHARE,
    lab: bool = False,
    asked: Asked = NOT_ASKED,
) -> Checked[Review]:
    """Review what deploying the network over the captures ``DEVICE.cfg`` of a folder would change; writes nothing.

    ``lab``: the captures are of the nodes of the network's running lab. ``asked``: what secrets are compared with.
    """
    collector = Collector()
    addressed = collector.take(address(folder))
    if addressed is None:
        return collector.checked(None)
    intended = collector.take(aimed(addressed, lab=lab))
    if intended is None:
        return collector.checked(None)
    strays = Collector()  # the page itself names what is not compared
    pairs = select(intended, running or folder / FOLDER, limit, strays)
    if strays.failed:
        return strays.checked(None)
    changer = Changer(intended, pairs.files, renewing=asked.of(addressed.network.name, lab=lab))
    made = of_each(_Reviewer(changer).make, pairs.present, progress)
    collector.found.extend(problems_once((one.device, one.problems) for one, _ in made))
    collector.found.extend(secrets_noticed([one.change for one, _ in made if one.change is not None], asked))
    if collector.failed:
        return collector.checked(None)
    review = assemble(
        addressed.network,
        addressed.planned.plan,
        [_made(one, rows) for one, rows in made],
        without_capture=pairs.without_capture,
        without_device=pairs.without_device,
        largest_share=largest_share,
        digest=plan_digest(one.change for one, _ in made if one.change is not None),
    )
    return collector.checked(review)


def writable(files: Sequence[Path]) -> Checked[Sequence[Path]]:
    """Check that each file's name says a form in which a review can be written."""
    collector = Collector()
    for file in files:
        if file.suffix not in FORMS:
            hint = f"name it review{FORMS[0]}, review{FORMS[1]} or review{FORMS[2]}"
            collector.error("review-form", f"a review has no form {file.suffix!r}", Location(str(file)), hint=hint)
    return collector.checked(files)


class _Reviewer:
    """Adds to a device's change both configurations side by side."""

    def __init__(self, changer: Changer) -> None:
        self._changer = changer

    def make(self, name: str) -> tuple[Found, tuple[Row, ...]]:
        found = self._changer.make(name)
        return found, () if found.change is None else self._rows(found.change)

    def _rows(self, change: DeviceChange) -> tuple[Row, ...]:
        """Write both the way govnetgen writes them: hidden defaults and an order without meaning are no difference."""
        if change.running == change.intended:
            return ()
        platform = platforms()[change.platform]
        dialect = platform.dialect(change.dialect)
        masks = Masks()
        old, new = (masks.config(one) for one in (change.running, change.intended))
        try:
            return side_by_side(self._tree(old, platform, dialect), self._tree(new, platform, dialect))
        except TemplateFailure:  # what a device holds may be more than our templates can say
            return difference_rows(change)

    def _tree(self, config: DeviceConfig, platform: Platform, dialect: Dialect) -> ConfigTree:
        return parse_tree(self._changer.intended.renderer.render(config, platform, dialect), platform.syntax)


def _made(found: Found, rows: tuple[Row, ...]) -> Made:
    change = found.change
    if change is None:
        return Made(found.device, refused=_refused(found.device, found.refused[0]))
    shown = change.shown
    review = DeviceReview(
        name=change.device,
        platform=change.platform,
        changes=change.changes,
        rows=rows,
        commands=shown.commands,
        rollback=shown.rollback,
        forced=tuple((one.command, one.why) for one in shown.forced),
        unmanaged=shown.unmanaged,
        passed_over=shown.passed_over,
        unknown_secrets=change.unknown_secrets,
        lines=change.lines,
        changed_lines=changed_lines(rows),
    )
    return Made(change.device, change.compared, review)


def _refused(device: str, why: Diagnostic) -> Refused:
    return Refused(device, why.code, Words(why.message, _CHINESE.get(why.code, why.message)))
