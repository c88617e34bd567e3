"""How much changes at once: both devices of a pair, most of a device."""

from collections.abc import Iterator

from govnetgen.semantics.change import Words
from govnetgen.semantics.risk.risk import Level, Risk, Situation

TITLES = {
    "both-of-a-pair": Words("both devices of a pair change", "同一双机对的两台设备都有变更"),
    "large-change": Words("a large part of a device changes", "单台设备变更比例过大"),
}


def check(situation: Situation) -> Iterator[Risk]:
    """Find pairs that change together, and devices that change more than usual."""
    pairs: dict[str, list[str]] = {}
    for one in situation.compared:
        device = situation.network.devices[one.name]
        if device.pair is not None:
            pairs.setdefault(device.pair, []).append(one.name)
    for pair, names in sorted(pairs.items()):
        if len(names) > 1:
            yield Risk(
                code="both-of-a-pair",
                level=Level.MEDIUM,
                devices=tuple(sorted(names)),
                words=Words(
                    f"pair {pair}: change one, see it healthy, then the other",
                    f"双机对 {pair}：先变更一台，确认正常后再变更另一台",
                ),
            )
    for one in situation.compared:
        share = situation.shares.get(one.name, 0.0)
        if share > situation.largest_share:
            yield Risk(
                code="large-change",
                level=Level.MEDIUM,
                devices=(one.name,),
                words=Words(
                    f"{share:.0%} of its lines change (more than {situation.largest_share:.0%})",
                    f"{share:.0%} 的配置行有变化（超过 {situation.largest_share:.0%}）",
                ),
            )
