"""Characters as people type them, brought to plain ones: full-width signs, dashes of all kinds, invisible marks."""

import re
import unicodedata

_DASHES = "‐‑‒–—―−﹘﹣－─━﹉ー⁃᠆⸺⸻"
_TILDES = "～〜∼∽∿˜⁓〰﹏"
_ARROWS = "→⇒➔➜"
_SLASHES = "∕⁄╱⧸\\＼"
_DOTS = "·•・･∙⋅．｡"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑"
"""Numbers of a list, which would become digits of its first address."""
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_TILDES, "~"),
        **dict.fromkeys(_ARROWS, "~"),
        **dict.fromkeys(_SLASHES, "/"),
        **dict.fromkeys(_DOTS, "."),
        **dict.fromkeys(_INVISIBLE, ""),
        **dict.fromkeys(_CIRCLED, ";"),
        "×": "x",
        "✱": "*",
        "∗": "*",
        "﹡": "*",
        "【": "(",
        "】": ")",
        "〔": "(",
        "〕": ")",
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "《": "(",
        "》": ")",
        "「": "(",
        "」": ")",
        "、": ";",
        "，": ";",
        "；": ";",
        "|": ";",
        "¦": ";",
    }
)
_DOT_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[^\S\n]*。[^\S\n]*(?=[0-9*xX])")
_SPACES = re.compile(r"[^\S\n]+")


def plain(text: str) -> str:
    """Return text with plain digits, letters and signs; enumeration marks become ``;``, brackets ``()``."""
    if text.isascii():
        return _SPACES.sub(" ", text.translate(_PLAIN))
    # the compatibility form would turn an ideographic full stop's half-width twin and two-dot leaders into dots anyway
    folded = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return _SPACES.sub(" ", _DOT_BETWEEN_DIGITS.sub(".", folded))


def squeezed(text: str) -> str:
    """Return a name or heading for comparison: plain, lower case, without any white space."""
    return "".join(plain(text).lower().split())


_LONGEST_WORD = 12
_NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "/",
        "//",
        "\\",
        "~",
        "无",
        "没有",
        "暂无",
        "空",
        "none",
        "n/a",
        "na",
        "null",
        "nil",
        "no",
        "不涉及",
    )
)
_DITTO = frozenset(("同上", "同前", "同上行", "ditto", "〃", '"', "''", "″", "仝", "仝上", "↑", "同"))


def says_nothing(text: str) -> bool:
    """Tell whether a cell is empty, or holds a word for nothing."""
    if len(text) > _LONGEST_WORD or text[:1].isdigit():
        return False
    return squeezed(text) in _NOTHING


def is_ditto(text: str) -> bool:
    """Tell whether a cell says: as above."""
    if not text or len(text) > _LONGEST_WORD or text[0].isdigit():
        return False
    return text.strip() in _DITTO or squeezed(text) in _DITTO
