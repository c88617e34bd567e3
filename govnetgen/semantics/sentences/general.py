"""Sentences about anything: used where a feature has no words of its own."""

from govnetgen.model.address import NumberRange, numbers, ranges_of
from govnetgen.model.secret import Secret
from govnetgen.semantics.change import Action, Words
from govnetgen.semantics.phrase import described, label, listed, named, phrase
from govnetgen.semantics.sentences.difference import Difference, Move, Owners, Presence


def chain(owners: Owners) -> Words:
    """Name what something is inside of: ``interface vlan-30, VRRP group 1: ``."""
    names = [named(one) for one in owners]
    if not names:
        return Words("", "")
    return Words(", ".join(one.en for one in names) + ": ", "、".join(one.zh for one in names) + "：")


def within(owners: Owners, words: Words) -> Words:
    """Put a sentence after what it is inside of."""
    lead = chain(owners)
    return Words(lead.en + words.en, lead.zh + words.zh)


def difference(one: Difference) -> Words:
    """Say how a field changes."""
    return within(one.owners, _changed(one))


def _changed(one: Difference) -> Words:
    what = _spaced(label(one.name))
    if isinstance(one.old, Secret) and isinstance(one.new, Secret):
        return Words(f"{what.en} changes (its text is not shown)", f"{what.zh}改变（内容不显示）")
    if isinstance(one.new, bool) and isinstance(one.old, bool):
        return Words(f"{what.en} is turned {'on' if one.new else 'off'}", f"{what.zh}{'开启' if one.new else '关闭'}")
    before, after = one.old or (), one.new or ()
    if type(before) is tuple and type(after) is tuple:
        return _collection(what, before, after)
    old, new = phrase(one.old), phrase(one.new)
    if one.old is None:
        return Words(f"{what.en} is set: {new.en}", f"设置{_apart(label(one.name).zh)}：{new.zh}")
    if one.new is None:
        return Words(f"{what.en} is taken away (was {old.en})", f"取消{_apart(label(one.name).zh)}（原为 {old.zh}）")
    return Words(f"{what.en} changes from {old.en} to {new.en}", f"{what.zh}由 {old.zh} 改为 {new.zh}")


def _spaced(words: Words) -> Words:
    """Put a space behind Latin letters, as Chinese typography wants it before what follows."""
    return Words(words.en, f"{words.zh} ") if words.zh[-1].isascii() else words


def _collection(what: Words, old: tuple[object, ...], new: tuple[object, ...]) -> Words:
    """Say what a collection gains and loses; where only its order differs, the whole order."""
    gained, lost = gains(old, new), gains(new, old)
    en: list[str] = []
    zh: list[str] = []
    if lost:
        said = listed(lost)
        en.append(f"lose {said.en}")
        zh.append(f"去掉 {said.zh}")
    if gained:
        said = listed(gained)
        en.append(f"gain {said.en}")
        zh.append(f"增加 {said.zh}")
    if not en:
        said = listed(new)
        return Words(f"the order of {what.en} becomes {said.en}", f"{what.zh}顺序改为 {said.zh}")
    return Words(f"{what.en} {' and '.join(en)}", f"{what.zh}{'，'.join(zh)}")


def gains(old: tuple[object, ...], new: tuple[object, ...]) -> tuple[object, ...]:
    """Return what the new collection holds and the old one does not; ranges are taken number by number."""
    if any(isinstance(one, NumberRange) for one in (*old, *new)):
        return tuple(ranges_of(set(_numbers(new)) - set(_numbers(old))))
    known = set(old)
    return tuple(one for one in new if one not in known)


def _numbers(values: tuple[object, ...]) -> tuple[int, ...]:
    return numbers(tuple(one for one in values if isinstance(one, NumberRange)))


def presence(one: Presence) -> Words:
    """Say that a thing is added or removed."""
    if one.action is Action.REMOVED:
        said = named(one.item)
        return within(one.owners, Words(f"{said.en} is removed", f"删除{_apart(said.zh)}"))
    said = described(one.item)
    return within(one.owners, Words(f"{said.en} is added", f"新增{_apart(said.zh)}"))


def _apart(text: str) -> str:
    return f" {text}" if text[0].isascii() else text


def move(one: Move) -> Words:
    """Say where a thing stands from now on."""
    what, beside = named(one.item), named(one.beside)
    old, new = one.position[0] + 1, one.position[1] + 1
    words = Words(
        f"{what.en} moves {'above' if one.above else 'below'} {beside.en} (from place {old} to {new})",
        f"{what.zh} 移到{beside.zh} {'之前' if one.above else '之后'}（第 {old} 位 → 第 {new} 位）",
    )
    return within(one.owners, words)
