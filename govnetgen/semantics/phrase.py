"""Values as words: what a field holds, short enough to be read aloud, and never a secret's text."""

from dataclasses import is_dataclass
from enum import Enum

from govnetgen.model.address import NumberRange
from govnetgen.model.secret import Secret
from govnetgen.semantics.change import Words
from govnetgen.semantics.identity import identity, is_item
from govnetgen.semantics.shape import field_defaults
from govnetgen.semantics.vocabulary import LABELS, NOUNS

SHOWN = 8
"""Items of a long list that a sentence names; ``before`` and ``after`` of the change have all."""

NOTHING = Words("nothing", "无")
_SECRET = Words("***", "***")


def plain(text: object) -> Words:
    """The same in both languages."""
    return Words(str(text), str(text))


def listed(items: tuple[object, ...]) -> Words:
    """Name items, the first few of many."""
    names = [_one(item) for item in items]
    en, zh = (one.en for one in names[:SHOWN]), (one.zh for one in names[:SHOWN])
    rest = len(names) - SHOWN
    more = Words(f" and {rest} more", f" 等 {len(names)} 项") if rest > 0 else Words("", "")
    return Words(", ".join(en) + more.en, "、".join(zh) + more.zh)


def _one(value: object) -> Words:
    if isinstance(value, Secret):
        return _SECRET
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, bool):
        return Words("on", "开") if value else Words("off", "关")
    if is_dataclass(value):
        return described(value)
    return plain(value)


def phrase(value: object) -> Words:
    """Say what a field holds."""
    if value is None or value == ():
        return NOTHING
    if isinstance(value, str) and type(value) is str:
        return _quoted(value)
    if type(value) is tuple:
        return plain(",".join(map(str, value))) if isinstance(value[0], NumberRange) else listed(value)
    return _one(value)


def _quoted(text: str) -> Words:
    lines = text.splitlines() or [""]
    shown = lines[0] if len(lines) == 1 else f"{lines[0]} …"
    return plain(f"“{shown}”") if " " in shown or not shown else plain(shown)


def label(name: str) -> Words:
    """What a field is called."""
    return LABELS[name]


def noun(item: object) -> Words:
    """What the thing is called."""
    return NOUNS[type(item)]


def named(item: object) -> Words:
    """The thing with its name: ``interface vlan-30``."""
    what = noun(item)
    if not is_item(type(item)):
        return what
    key = identity(item)
    return Words(f"{what.en} {key}", f"{what.zh} {key}")


def details(item: object) -> Words:
    """Say what a thing holds beside its identity: what is not at its default, a field after the other."""
    key = identity(item) if is_item(type(item)) else ""
    en: list[str] = []
    zh: list[str] = []
    for name, default in field_defaults(item).items():
        value = getattr(item, name)
        if value == default or value is None or (not isinstance(value, bool) and str(value) in key.split()):
            continue
        what = label(name)
        said = _summary(value)
        en.append(f"{what.en} {said.en}")
        zh.append(f"{what.zh} {said.zh}")
    return Words(", ".join(en), "，".join(zh))


def _summary(value: object) -> Words:
    if type(value) is tuple and value and is_dataclass(value[0]):
        if len(value) > 2:
            return plain(len(value))
        return listed(tuple(identity(one) if is_item(type(one)) else one for one in value))
    return phrase(value)


def described(item: object) -> Words:
    """The thing with its name and what it holds."""
    name, held = named(item), details(item)
    return Words(f"{name.en} ({held.en})", f"{name.zh}（{held.zh}）") if held.en else name
