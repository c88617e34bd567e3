"""A device that holds a configuration and takes commands; what it takes is a grammar, as data."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_interface

from govnetgen.configtree import ConfigTree, Line

Edits = Callable[[re.Match[str], "Block"], "list[tuple[str, str]] | str"]


Network = IPv4Network | IPv6Network


@lru_cache(maxsize=4096)
def network(text: str) -> Network | None:
    """The network of an address, where the text is one."""
    try:
        return ip_interface(text.replace(" ", "/")).network
    except ValueError:
        return None


def overlaps(held: "list[tuple[Network, str]]") -> Iterator[tuple[Network, Network]]:
    """Networks of two interfaces of which one is in the other."""
    around: list[tuple[Network, str]] = []
    for one, interface in sorted(
        held, key=lambda each: (each[0].version, int(each[0].network_address), each[0].prefixlen)
    ):
        while around and not (around[-1][0].version == one.version and one.subnet_of(around[-1][0])):  # type: ignore[arg-type]  # the versions are the same
            around.pop()
        yield from ((one, other) for other, owner in around if owner != interface)
        around.append((one, interface))


class Refused(Exception):
    """The device prints an error."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Form:
    """One command. ``slot`` is where it is kept; ``undo`` are all the forms that take it away.

    ``replaces``: written over another line of its slot it takes its place, otherwise it is refused. ``uses`` must be
    defined; no other interface may have a part of its ``network``; ``unique`` may be there once, and not beside
    ``bars``. ``wipes`` takes lines of its block away whenever it changes, ``drops`` when it goes. It is refused while
    lines match ``barred_by`` anywhere, ``barred_here`` beside it. ``edits`` stand for several commands that change
    sets. ``explicit``: a negation that is kept as it is.
    """

    line: re.Pattern[str]
    slot: str
    undo: tuple[str, ...] = ()
    replaces: bool = True
    defines: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    network: str = ""
    marks: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    wipes: str = ""
    drops: str = ""
    barred_by: str = ""
    barred_here: str = ""
    opens: "Sequence[Form] | None" = None
    hardware: bool = False
    ignored: bool = False
    ordered: bool = False
    explicit: bool = False
    edits: Edits | None = None


def form(line: str, slot: str = "", *undo: str, **more: object) -> Form:
    return Form(line=re.compile(line), slot=slot, undo=undo, **more)  # type: ignore[arg-type]


@dataclass(eq=False)
class Entry:
    text: str
    form: Form | None
    words: Mapping[str, str]
    block: "Block | None" = None

    def fill(self, templates: Sequence[str]) -> list[str]:
        return [one.format_map(self.words) for one in templates]

    def undone_by(self) -> list[str]:
        return [] if self.form is None else [" ".join(one.split()) for one in self.fill(self.form.undo)]


@dataclass(eq=False)
class Block:
    forms: Sequence[Form]
    words: Mapping[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def all(self) -> Iterator[Entry]:
        for entry in self.entries.values():
            yield entry
            if entry.block is not None:
                yield from entry.block.all()

    def all_with_blocks(self) -> "Iterator[tuple[Entry, Block]]":
        for entry in self.entries.values():
            yield entry, self
            if entry.block is not None:
                yield from entry.block.all_with_blocks()

    def frozen(self) -> object:
        held = {}
        for slot, entry in self.entries.items():
            hardware = entry.form is not None and entry.form.hardware
            below = entry.block.frozen() if entry.block is not None else None
            if hardware and below == ({}, ()):
                continue
            held[slot] = ("" if hardware else entry.text, below)
        order = tuple(slot for slot, entry in self.entries.items() if entry.form is not None and entry.form.ordered)
        return held, order


class Device:
    """A device of one platform; starts with a configuration, as if it had booted with it."""

    def __init__(self, forms: Sequence[Form], leave: str, booted: ConfigTree, factory: Sequence[str] = ()) -> None:
        self.root = Block(forms)
        self.leave = leave
        self.path = [self.root]
        self.odd = False
        """The configuration it booted with says two things of one."""
        self._factory: list[Entry] = []
        self._boot([Line(one) for one in factory])
        self._factory = list(self.root.entries.values())
        self._boot(booted.lines)
        self.faults = self._faults()
        self.born_with = self.faults

    @property
    def state(self) -> object:
        return self.root.frozen()

    def _boot(self, lines: Sequence[Line]) -> None:
        for line in lines:
            depth = len(self.path)
            self._take("\n".join((line.text, *line.block)), booting=True)
            self._boot(line.children)
            del self.path[depth:]

    def take_all(self, commands: Sequence[str]) -> None:
        for number, command in enumerate(commands):
            try:
                self.take(command)
            except Refused as refused:
                sent = "\n".join([*commands[:number], f"{command}   <--- {refused}", *commands[number + 1 :]])
                raise Refused(f"{refused}\n{sent}") from None
        if len(self.path) != 1:
            raise Refused("left inside a block")

    def take(self, command: str) -> None:
        """Take one command; nothing of it stays if it is refused."""
        command = command.lstrip(" ")
        if command == self.leave:
            if len(self.path) == 1:
                raise Refused("nothing to leave")
            self.path.pop()
            return
        self._take(command, booting=False)
        faults = self._faults()
        for fault, count in faults.items():
            if count > max(self.faults[fault], self.born_with[fault]):
                raise Refused(fault)
        self.faults = faults

    def _take(self, command: str, *, booting: bool) -> None:
        block = self.path[-1]
        explicit = any(one.explicit and one.line.fullmatch(command) for one in block.forms)
        if not booting and not explicit and self._undo(block, command):
            return
        for one in block.forms:
            match = one.line.fullmatch(command)
            if match is not None:
                self._write(block, one, match, command, booting=booting)
                return
        if booting:
            entry = block.entries[command] = Entry(command, None, {}, Block(()))
            assert entry.block is not None
            self.path.append(entry.block)
            return
        raise Refused("unknown command, or nothing to undo")

    def _write(self, block: Block, one: Form, match: re.Match[str], command: str, *, booting: bool) -> None:
        if one.ignored:
            if not booting:
                raise Refused("says nothing")
            return
        words = {**block.words, **{name: text or "" for name, text in match.groupdict().items()}}
        if one.edits is not None:
            self._edit(block, one, match, booting=booting)
            if one.opens is None:
                return
        slot = one.slot.format_map(words) if one.slot else command
        old = block.entries.get(slot)
        if one.opens is not None and old is not None and old.text.startswith(command + " "):
            command = old.text  # a block is opened again by the words that name it
        if old is not None and old.text == command:
            if one.opens is None and not booting:
                raise Refused("it is there already")
        elif old is not None and not one.replaces and not booting:
            raise Refused("another line has its place")
        if old is None or old.text != command:
            self.odd = self.odd or (booting and old is not None and old not in self._factory)
            if not booting:
                self._barred(block, one, words)
            entry = Entry(command, one, words, old.block if old is not None else None)
            if one.opens is not None and entry.block is None:
                entry.block = Block(one.opens, words)
            block.entries[slot] = entry
            if not booting:
                self._wipe(block, one.wipes, words)
        opened = block.entries[slot].block
        if one.opens is not None and opened is not None:
            self.path.append(opened)

    def _edit(self, block: Block, one: Form, match: re.Match[str], *, booting: bool) -> None:
        assert one.edits is not None
        edits = one.edits(match, block)
        if isinstance(edits, str):
            if not booting:
                raise Refused(edits)
            return
        for sign, text in edits:
            if sign == "+":
                held = next((each, found) for each in block.forms if (found := each.line.fullmatch(text)))
                words = {**block.words, **{name: each or "" for name, each in held[1].groupdict().items()}}
                if text in block.entries and not booting:
                    raise Refused(f"{text} is there already")
                block.entries.setdefault(text, Entry(text, held[0], words))
            elif text in block.entries:
                self.odd = self.odd or booting
                entry = block.entries.pop(text)
                if entry.form is not None:
                    self._wipe(block, entry.form.drops, entry.words)
            elif not booting:
                raise Refused(f"there is no {text}")

    def _undo(self, block: Block, command: str) -> bool:
        for slot, entry in block.entries.items():
            if command in entry.undone_by():
                assert entry.form is not None
                self._barred(block, entry.form, entry.words)
                del block.entries[slot]
                self._wipe(block, entry.form.wipes, entry.words)
                self._wipe(block, entry.form.drops, entry.words)
                return True
        return False

    def _barred(self, block: Block, one: Form, words: Mapping[str, str]) -> None:
        if one.barred_here:
            for entry in block.entries.values():
                if re.fullmatch(one.barred_here, entry.text):
                    raise Refused(f"not while there is {entry.text}")
        if one.barred_by:
            pattern = re.compile(one.barred_by.format_map(words))
            for entry in self.root.all():
                if pattern.fullmatch(entry.text):
                    raise Refused(f"not while there is {entry.text}")

    def _wipe(self, block: Block, template: str, words: Mapping[str, str]) -> None:
        if not template:
            return
        pattern = re.compile(template.format_map({name: re.escape(text) for name, text in words.items()}))
        for slot, entry in list(block.entries.items()):
            if pattern.match(entry.text):
                del block.entries[slot]
            elif entry.block is not None:
                self._wipe(entry.block, template, words)

    def _faults(self) -> Counter[str]:
        defined: set[str] = set()
        used: Counter[str] = Counter()
        unique: Counter[str] = Counter()
        networks: defaultdict[str, list[tuple[Network, str]]] = defaultdict(list)
        marks: set[str] = set()
        bars: set[str] = set()
        for entry, block in self.root.all_with_blocks():
            if entry.form is None:
                continue
            vrf = block.entries.get("vrf")
            defined.update(entry.fill(entry.form.defines))
            used.update(entry.fill(entry.form.uses))
            # addresses may repeat in another VRF
            where = vrf.text if vrf is not None else "no VRF"
            unique.update(one.replace("@vrf", where) for one in entry.fill(entry.form.unique))
            if entry.form.network and (found := network(entry.form.network.format_map(entry.words))):
                networks[where].append((found, entry.words["interface"]))
            marks.update(entry.fill(entry.form.marks))
            bars.update(entry.fill(entry.form.bars))
        faults: Counter[str] = Counter()
        for name, count in used.items():
            if name not in defined and not name.endswith(" "):
                faults[f"{name} does not exist"] = count
        for name, count in unique.items():
            if count > 1:
                faults[f"{name} is taken"] = count
        for held in networks.values():
            faults.update(f"{one} overlaps {other}" for one, other in overlaps(held))
        for name in marks & bars:
            faults[f"{name} is barred"] = 1
        return faults
