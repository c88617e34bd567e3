"""What the templates of VRP need computed."""

from collections.abc import Callable, Mapping

from govnetgen.platforms.huawei_vrp.names import dump_order, port


def clock_offset(minutes: int) -> str:
    """``add 08:00:00`` for 480 minutes east of Greenwich."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'minus' if minutes < 0 else 'add'} {hours:02}:{rest:02}:00"


FILTERS: Mapping[str, Callable[..., object]] = {"port": port, "dump_order": dump_order, "clock_offset": clock_offset}
