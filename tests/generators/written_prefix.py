"""The ways people write a prefix down. Each takes a prefix and returns text, or None where the way does not fit."""

from collections.abc import Callable
from random import Random

from govnetgen.model.address import Prefix

Way = Callable[[Prefix, Random], str | None]

_FULL = str.maketrans("0123456789./-", "０１２３４５６７８９．／－")


def _dots(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def _parts(prefix: Prefix) -> list[str]:
    return _dots(prefix.value).split(".")


def _first_to_last(between: str, *, whole: bool = False, short: bool = False) -> Way:
    def way(prefix: Prefix, _: Random) -> str | None:
        if prefix.length > 29 or (short and prefix.length < 24):
            return None
        first, last = prefix.value + (not whole), prefix.last - (not whole)
        return f"{_dots(first)}{between}{last & 255 if short else _dots(last)}"

    return way


def _after(text: str) -> Way:
    return lambda prefix, _: f"{prefix}{text}"


def _before(text: str) -> Way:
    return lambda prefix, _: f"{text}{prefix}"


def _masked(form: str) -> Way:
    return lambda prefix, _: form.format(a=_dots(prefix.value), m=prefix.netmask, w=prefix.wildcard, n=prefix.length)


def _octets(form: str, kept: int) -> Way:
    def way(prefix: Prefix, _: Random) -> str | None:
        return form.format(".".join(_parts(prefix)[:kept])) if prefix.length == 8 * kept else None

    return way


def _zeros(prefix: Prefix, _: Random) -> str:
    return ".".join(part.zfill(3) for part in _parts(prefix)) + f"/{prefix.length}"


def _some_zeros(prefix: Prefix, _: Random) -> str:
    first, *rest = _parts(prefix)
    return ".".join([first, *(part.zfill(2) for part in rest)]) + f"/{prefix.length:02d}"


def _host_bits(prefix: Prefix, chance: Random) -> str | None:
    return f"{_dots(prefix.value + chance.randint(1, 3))}/{prefix.length}" if prefix.length < 30 else None


WAYS: tuple[Way, ...] = (
    _masked("{a} {m}"),
    _masked("{a}/{m}"),
    _masked("{a}／{m}"),
    _masked("{a} {w}"),
    _masked("{a}/{w}"),
    _masked("{a} 掩码 {m}"),
    _masked("{a}掩码：{m}"),
    _masked("{a}（{m}）"),
    _masked("{a} 子网掩码为{m}"),
    _masked("{a} mask {m}"),
    _masked("{a}，掩码{n}位"),
    _masked("{a}/{n}位"),
    _masked("{a} {n}位掩码"),
    _masked("{a} / {n}"),
    _masked("{a}\\{n}"),
    _masked("网段：{a} 掩码：{m}"),
    _masked("{a} (/{n})"),
    _after(" "),
    _after("\u3000"),
    _after("；"),
    _after("（二号楼三层）"),
    _after("(约120台)"),
    _after(" 视频会议"),
    _after("网段"),
    _before(" "),
    _before("办公区："),
    _before("\ufeff"),
    _before("1、"),
    lambda prefix, _: str(prefix).translate(_FULL),
    lambda prefix, _: str(prefix).replace("/", "／"),
    lambda prefix, _: str(prefix).replace(".", "．"),
    lambda prefix, _: str(prefix).replace(".", "。"),
    lambda prefix, _: f"【{prefix}】",
    lambda prefix, _: str(prefix).replace(".", ". "),
    _zeros,
    _some_zeros,
    _host_bits,
    _first_to_last("-"),
    _first_to_last(" - "),
    _first_to_last("～"),
    _first_to_last("~"),
    _first_to_last("—"),
    _first_to_last("——"),
    _first_to_last("–"),
    _first_to_last("－"),
    _first_to_last("至"),
    _first_to_last(" 到 "),
    _first_to_last("→"),
    _first_to_last("…"),
    _first_to_last("-", whole=True),
    _first_to_last("～", whole=True),
    _first_to_last("至", whole=True),
    _first_to_last("-", short=True),
    _first_to_last("~", short=True),
    _first_to_last("－", short=True),
    _first_to_last("-", whole=True, short=True),
    lambda prefix, chance: (text := _first_to_last("-")(prefix, chance)) and f"{text}/{prefix.length}",
    lambda prefix, chance: (text := _first_to_last("～")(prefix, chance)) and text.translate(_FULL),
    _octets("{}.*", 3),
    _octets("{}.x", 3),
    _octets("{}.X", 3),
    _octets("{}.×", 3),
    _octets("{}.xxx", 3),
    _octets("{}.＊", 3),
    _octets("{}", 3),
    _octets("{}.", 3),
    _octets("{}段", 3),
    _octets("{}.0 C类", 3),
    _octets("{}.*.*", 2),
    _octets("{}.x.x", 2),
    _octets("{}.0.0（整个B段）", 2),
)
"""Every way that is not plain ``a.b.c.d/n``."""

SEPARATORS = ("、", "；", ";", "，", ",", "\n", "; ", "、\n", "|", "。\n", ";；")
"""What people put between several prefixes of a cell."""

NOT_READABLE = (
    "见附件",
    "待定",
    "-",
    "无",
    "全部",
    "整个A段",
    "同申请表",
    "10.300.1.0/24",
    "10.1.2.0/33",
    "0.0.0.0/0",
    "10.9.9.200-10.9.9.100",
    "10月1日",
    "2010-10-01",
    "10.1",
    "10.1.2.0",
    "1O.1.2.0/24",
    "10.1.2.0/255.0.255.0",
    "#REF!",
    "10.1.2.0/24的一部分",
    "10.1.2.0/24（10.7.7.0/24）",
    "除10.1.2.1外的地址",
)
"""What nobody should claim to understand."""


def written(prefix: Prefix, chance: Random) -> str:
    """Return a prefix in one of the ways that fit."""
    while True:
        text = chance.choice(WAYS)(prefix, chance)
        if text and text != str(prefix):
            return text
