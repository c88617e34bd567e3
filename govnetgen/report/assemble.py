"""What became of each device, put together: groups of alike changes, risks, addresses, links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from govnetgen.addressing import book
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.names import interface_name
from govnetgen.model.network import Network
from govnetgen.report.addresses import affected
from govnetgen.report.evidence import with_lines
from govnetgen.report.review import DeviceReview, Group, Refused, Review, Variant
from govnetgen.report.side_by_side import RowKind
from govnetgen.semantics import Words
from govnetgen.semantics.risk import FORCED_GAP, Compared, Level, Risk, Situation, assess, worst_first

EVIDENT = 3
"""Of a finding about many devices, the lines of so many are shown: they are alike."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one device: its review with both configurations, or why there is none."""

    name: str
    compared: Compared | None = None
    review: DeviceReview | None = None
    refused: Refused | None = None


def assemble(
    network: Network,
    plan: AddressPlan,
    made: Sequence[Made],
    *,
    without_capture: tuple[str, ...] = (),
    without_device: tuple[str, ...] = (),
    largest_share: float = 0.2,
    digest: str = "",
) -> Review:
    """Return the review of a network, given what became of each of its devices."""
    pairs = [(one.compared, one.review) for one in made if one.compared is not None and one.review is not None]
    changed = [(compared, review) for compared, review in pairs if review.changed]
    situation = Situation(
        network=network,
        plan=plan,
        running={compared.name: compared.running for compared, _ in pairs},
        intended={compared.name: compared.intended for compared, _ in pairs},
        compared=tuple(compared for compared, _ in changed),
        shares={review.name: review.share for _, review in changed},
        largest_share=largest_share,
    )
    reviews = {review.name: review for _, review in changed}
    gaps = forced_gaps((one.name, *gap) for one in reviews.values() for gap in one.forced)
    return Review(
        network=network,
        groups=_groups(reviews.values()),
        unchanged=tuple(review.name for _, review in pairs if not review.changed),
        risks=worst_first((*gaps, *(_evident(risk, reviews) for risk in assess(situation)))),
        addresses=affected(situation.compared, book(network, plan)),
        without_capture=without_capture,
        without_device=without_device,
        refused=tuple(one.refused for one in made if one.refused is not None),
        unmanaged={review.name: review.unmanaged for _, review in pairs if review.unmanaged},
        passed_over={review.name: review.passed_over for _, review in pairs if review.passed_over},
        touched_links=_touched_links(plan, situation.compared),
        unknown_secrets=sum(review.unknown_secrets for _, review in pairs),
        digest=digest,
    )


def forced_gaps(found: Iterable[tuple[str, str, str]]) -> tuple[Risk, ...]:
    """Say once for all devices what no order of commands can spare them: device, command and reason of each."""
    alike: dict[tuple[str, str], list[str]] = {}
    for device, command, why in found:
        alike.setdefault((command, why), []).append(device)
    return tuple(
        Risk(
            code=FORCED_GAP,
            level=Level.MEDIUM,
            devices=tuple(names),
            words=Words(f"{command}: {why}", f"{command}：平台限制，执行期间会短暂失效"),
            lines=(),
        )
        for (command, why), names in alike.items()
    )


def _touched_links(plan: AddressPlan, compared: Iterable[Compared]) -> frozenset[str]:
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
    for name in risk.devices[:EVIDENT]:
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
