"""Pieces of HTML: escaped text, and text in both languages of which the page shows one."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from govnetgen.report import DeviceReview
from govnetgen.semantics import Words

NAMED = 6
"""Devices that a list names before it counts the rest."""


def both(words: Words) -> str:
    """Return both languages, marked up so that one is seen."""
    if words.en == words.zh:
        return escape(words.en)
    return f"<span lang=en>{escape(words.en)}</span><span lang=zh>{escape(words.zh)}</span>"


def titled(words: Words) -> str:
    """Return both languages as a title: the English one begins with a capital letter."""
    return both(Words(words.en[:1].upper() + words.en[1:], words.zh))


def anchor(name: str) -> str:
    """Return the id of the place where a device's change is shown."""
    return "d-" + "".join(one if one.isalnum() or one in "-_." else "_" for one in name)


def names(devices: Iterable[str], shown: int = NAMED) -> str:
    """Return devices as links to their changes, the first few of many."""
    every = list(devices)
    links = [f'<a href="#{anchor(one)}">{escape(one)}</a>' for one in every[:shown]]
    rest = len(every) - shown
    more = f" {both(Words(f'and {rest:,} more', f'等 {len(every):,} 台'))}" if rest > 0 else ""
    return ", ".join(links) + more


def count(number: int, noun: str, measure: str) -> Words:
    """``3 devices``, ``3 台设备``."""
    return Words(f"{number:,} {noun}" + ("" if number == 1 else "s"), f"{number:,} {measure}")


def share(review: DeviceReview) -> str:
    """How much of a device changes."""
    return f"{review.share:.1%}" if review.share >= 0.001 else "<0.1%"


NOT_UNDERSTOOD = Words("are not understood", "未被识别")
PASSED_OVER = Words("are outside of the inventory", "不在清单范围内")


def left_alone_words(found: Mapping[str, Sequence[str]], why: Words) -> Words:
    """Say how many lines stay as they are on how many devices, and why."""
    lines = sum(map(len, found.values()))
    return Words(
        f"{lines:,} lines on {len(found):,} devices {why.en}; they stay as they are",
        f"{len(found):,} 台设备上有 {lines:,} 行配置{why.zh}，保持不变",
    )
