"""YAML documents with the place of every value.

Scalars are those of YAML 1.2's core schema, less its surprises: ``no``, ``65000:30``, ``1_000``, ``0o17``, ``007`` and
dates are text. Anchors, aliases, merge keys, tags, duplicate keys and several documents in a file are errors.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml._yaml import CParser

from govnetgen.diagnostics import Checked, Collector, Location
from govnetgen.source.excerpt import excerpt
from govnetgen.source.file import decode, read_bytes
from govnetgen.source.yaml_syntax import explain

DEPTH_LIMIT = 60
"""How deep lists and mappings may nest."""

Path = tuple[str | int, ...]
"""Keys and list positions that lead to a value."""

_PLAIN, _OTHER = "plain", "other"
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {text: text.lower() == "true" for text in ("true", "True", "TRUE", "false", "False", "FALSE")}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,18})")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,16}")
_FLOAT = re.compile(
    r"(?=.*[.eE])[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
)
_ANCHOR = re.compile(r"(?:^|[\s\[{,:])[&*][^\s,\[\]{}]", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_STACKED = re.compile(r"^(?: {60}| *(?:[-?:] +){20})", re.MULTILINE)


class _Parser(CParser):
    """libyaml's parser with one interpretation of its own: whether a scalar was written plain."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)

    def descend_resolver(self, parent: object, index: object) -> None:
        """Do nothing: no value is resolved by its path."""

    def ascend_resolver(self) -> None:
        """Do nothing: no value is resolved by its path."""

    def resolve(self, kind: type, value: str | None, implicit: Any) -> str:
        """Tell plain scalars from quoted ones and from collections."""
        return _PLAIN if kind is yaml.ScalarNode and implicit[0] else _OTHER


@dataclass(frozen=True)
class Document:
    """A YAML file: its plain value, and the place of everything in it."""

    file: str
    value: Any
    text: str = field(repr=False)
    root: yaml.Node = field(repr=False)
    _keys: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.splitlines()

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Return the place of a value, or of its key; of the deepest value on the way where the path leads nowhere."""
        node, at = self.root, self.root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                pair = self._index(node).get(str(part))
                if pair is None:
                    break
                at, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                at = node = node.value[part]
            else:
                break
        return place_of(at if key else node, self.file)

    def written(self, path: Path) -> str:
        """Return a scalar as it was written, without quotes; empty text for anything else."""
        node: Any = self.root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                node = self._index(node).get(str(part), (None, None))[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                return ""
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def excerpt(self, location: Location) -> str:
        """Return the line of a place, values that may be secrets masked."""
        return excerpt(self.lines, location)

    def _index(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        index = self._keys.get(id(node))
        if index is None:
            with _collector_paused():  # the first of duplicate keys wins here as in the value
                index = {key.value: (key, value) for key, value in reversed(node.value) if isinstance(key.value, str)}
            self._keys[id(node)] = index
        return index


def read_yaml(path: FilePath, shown_as: str) -> Checked[Document]:
    """Read a YAML file. There is a value also with errors as long as the syntax was understood."""
    found = Collector()
    data = read_bytes(path, shown_as, found)
    text = None if data is None else decode(data, shown_as, found)
    if text is None:
        return Checked(None, tuple(found))
    return parse_yaml(text, shown_as)


def parse_yaml(text: str, shown_as: str) -> Checked[Document]:
    """Parse the text of a YAML file; see read_yaml."""
    found = Collector()
    document = _parse(text, shown_as, found)
    lines = text.splitlines() if found.found else []
    return Checked(document, tuple(replace(one, excerpt=excerpt(lines, one.location)) for one in found))


def _parse(text: str, shown_as: str, found: Collector) -> Document | None:
    try:
        with _collector_paused():
            if _suspicious(text) and not _harmless(text, shown_as, found):
                return None
            root = _Parser(text).get_single_node()
            if root is None:
                hint = "write its content, or remove the file"
                found.error("empty-file", "the file holds nothing but comments", Location(shown_as), hint=hint)
                return None
            value = _Values(shown_as, found).of(root)
    except yaml.YAMLError as problem:
        found.found.append(explain(problem, text, shown_as))
        return None
    return Document(shown_as, value, text, root)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing graph of nodes again and again: a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _suspicious(text: str) -> bool:
    """Tell whether text may hold anchors or nest too deeply; composing a deep document overflows the C stack."""
    if _ANCHOR.search(text) or _STACKED.search(text):
        return True
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += 1 if match[0] in "[{" else -1
        if depth > DEPTH_LIMIT:
            return True
    return False


def _harmless(text: str, shown_as: str, found: Collector) -> bool:
    """Walk the events of a document and stop at the first anchor, alias or value that is too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        anchor = getattr(event, "anchor", None)
        if anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            hint = 'write the value out, or name a profile; quote text that begins with "&" or "*"'
            message = f"'{sign}{anchor}': anchors and aliases are not allowed"
            found.error("yaml-alias", message, place_of(event, shown_as), hint=hint)
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_LIMIT:
            message = f"lists and mappings are nested more than {DEPTH_LIMIT} deep"
            found.error("yaml-too-deep", message, place_of(event, shown_as), hint="is this the right file?")
            return False
    return True


def place_of(value: yaml.Node | yaml.Event, file: str) -> Location:
    """Return where a node or event begins."""
    mark: Any = value.start_mark
    return Location(file, mark.line + 1, mark.column + 1)


class _Values:
    """Turns nodes into plain values, and records what YAML allows and an inventory does not."""

    def __init__(self, shown_as: str, found: Collector) -> None:
        self._file = shown_as
        self._found = found

    def of(self, node: yaml.Node) -> Any:
        """Return the value of a node."""
        if node.tag not in (_PLAIN, _OTHER):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "remove the tag; quote text that begins with '!'"
            self._found.error("yaml-tag", f"'{tag}': tags are not allowed", self._place(node), hint=hint)
        if isinstance(node, yaml.ScalarNode):
            return _plain(node.value) if node.tag == _PLAIN else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.of(one) for one in node.value]
        return self._mapping(node)

    def _mapping(self, node: yaml.Node) -> dict[str, Any]:
        keys: dict[str, yaml.Node] = {}
        values: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                hint = 'quote a key that begins with a brace: "{unit}-fw1": ...'
                self._found.error("yaml-syntax", "a key is text, not a list or mapping", self._place(key), hint=hint)
            elif key.value == "<<" and key.tag == _PLAIN:
                hint = "name a profile instead: profile: NAME"
                self._found.error("merge-key", "'<<': merge keys are not allowed", self._place(key), hint=hint)
            elif key.value in keys:
                first = self._place(keys[key.value])
                message, hint = f"{key.value!r} is given twice", "remove one of the two"
                self._found.error("duplicate-key", message, self._place(key), hint=hint, related=(first,))
            else:
                keys[key.value] = key
                values[key.value] = self.of(item)
        return values

    def _place(self, node: yaml.Node) -> Location:
        return place_of(node, self._file)


def _plain(text: str) -> str | int | float | bool | None:
    """Return what a plain scalar means."""
    if text in _NULL:
        return None
    first = text[0]
    if first.isascii() and (first.isdigit() or first in "+-."):
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf"))
        return int(text, 16) if _HEXADECIMAL.fullmatch(text) else text
    return _BOOLEAN.get(text, text)
