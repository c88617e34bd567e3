"""A network and its captured configurations to a Review: what would change, what it means, and what it risks."""

import hashlib
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.masking import mask
from govnetgen.configtree.patch import patch
from govnetgen.diagnostics import Checked, Collector, InvalidInput, Location, did_you_mean, error
from govnetgen.intent import Intent
from govnetgen.model.device import DeviceConfig
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.report import DeviceReview, Refused, Review
from govnetgen.report.assemble import Made, assemble
from govnetgen.report.masked import Hidden, Masks, without_secrets
from govnetgen.report.side_by_side import Row, changed_lines, side_by_side
from govnetgen.semantics import Words, compare
from govnetgen.semantics.risk import Compared
from govnetgen.semantics.secrets import with_references
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.parallel import make_all
from govnetgen.workflow.render import Progress
from govnetgen.workflow.review_capture import Capture, read_capture

SUFFIX = ".cfg"
FORMS = (".html", ".md", ".json")
"""What a review can be written as, by the ends of file names."""
_MANY = 60
"""Beyond this many devices two processes are faster than one."""
LARGEST_SHARE = 0.2
"""A device of which more changes than this is a risk finding, unless asked otherwise."""


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
    review = assemble(
        addressed.network,
        addressed.planned.plan,
        made,
        without_capture=missing,
        without_device=unknown,
        largest_share=largest_share,
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
        capture = read_capture(self._captures[name], device)
        if isinstance(capture, Refused):
            return Made(name, refused=capture)
        try:
            written = self._renderer.render(self._intent.device(name), platform, dialect)
            aimed = parse_tree(written, platform.syntax)
            intended = platform.read(aimed, dialect).device
            running, unknown = with_references(capture.reading.device, intended)
            changes = compare(running, intended)
            rows = self._rows(running, intended, aimed, platform, dialect)
        except TemplateFailure as failure:
            return Made(name, refused=Refused(name, "template-failed", Words(str(failure), str(failure))))
        commands, rollback, forced = _commands(capture, aimed, platform)
        unmanaged = tuple(without_secrets(one.text) for one in capture.reading.unread)
        review = DeviceReview(
            name=name,
            platform=platform.name,
            changes=changes,
            rows=rows,
            commands=commands,
            rollback=rollback,
            forced=forced,
            unmanaged=unmanaged,
            unknown_secrets=unknown,
            lines=written.count("\n"),
            changed_lines=changed_lines(rows),
        )
        reviewed = (capture.data, written.encode(), "\n".join(commands).encode())
        digest = hashlib.sha256(b"\0".join(reviewed)).hexdigest()
        return Made(name, Compared(name, running, intended, changes), review, digest=digest)

    def _rows(
        self, running: DeviceConfig, intended: DeviceConfig, aimed: ConfigTree, platform: Platform, dialect: Dialect
    ) -> tuple[Row, ...]:
        """Write both the way govnetgen writes them: hidden defaults and an order without meaning are no difference."""
        if running == intended:
            return ()
        masks = Masks()

        def written(config: DeviceConfig) -> ConfigTree:
            return parse_tree(self._renderer.render(config, platform, dialect), platform.syntax)

        old, hidden = written(masks.config(running)), masks.config(intended)
        return side_by_side(old, aimed if hidden is intended else written(hidden))


def _commands(
    capture: Capture, aimed: ConfigTree, platform: Platform
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the commands, those that take them back, and the gaps that the platform forces, each with its reason."""
    rules = platform.patch_rules
    if rules is None:
        return (), (), ()
    left_alone = capture.reading.unmanaged
    found = patch(capture.tree, aimed, rules, left_alone)
    hidden = Hidden(capture.reading.device, (one.text for one in capture.reading.unread))

    def shown(line: str) -> str:
        return hidden.hide(mask(line, rules.secrets))

    forced = tuple((shown(" ".join((*one.place, one.command))), one.why) for one in found.forced)
    return tuple(map(shown, found.commands)), tuple(map(shown, found.rollback)), forced
