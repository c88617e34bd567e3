"""Configurations as XML: read with suspicion, written in one form, secrets hidden where they are shown."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from govnetgen.drivers.errors import LineRefused

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
CONFIG = f"{{{BASE}}}config"

KEYS: Mapping[str, tuple[str, ...]] = {
    "interface": ("name",),
    "address": ("ip",),
    "filter": ("direction", "version"),
    "vlan": ("number",),
    "vrf": ("name",),
    "acl": ("name", "version"),
    "rule": ("sequence",),
    "route": ("prefix", "next-hop"),
    "line": ("sequence",),
    "login": ("sequence",),
    "tacacs": ("sequence",),
    "radius": ("sequence",),
    "server": ("sequence",),
    "user": ("name",),
    "authentication-key": ("number",),
    "view": ("name",),
    "group": ("name",),
    "trap-host": ("address",),
    "instance": ("number",),
    "priority": ("instance",),
}
"""What identifies an entry of each list of ietf-interfaces, ietf-ip and govnet."""

_SECRET = re.compile(r"(?:password|secret|key-string|auth-key|community|passphrase|shared-key)$|^key$|-key$")
_HIDDEN = "<secret>"
_PARSER = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False, no_network=True)
"""What a file of ours or an answer of a device refers to elsewhere is never fetched."""


def config_of(text: str) -> etree._Element:
    """Read an ``edit-config`` payload: a ``<config>`` element, or what belongs into one; raises LineRefused."""
    try:
        root = etree.fromstring(text.strip().encode(), _PARSER)
    except etree.XMLSyntaxError:
        try:  # several elements side by side
            root = etree.fromstring(f'<config xmlns="{BASE}">{_undeclared(text)}</config>'.encode(), _PARSER)
        except etree.XMLSyntaxError as failure:
            raise _refused(text, failure) from None
    if etree.QName(root).localname in ("config", "data"):
        root.tag = CONFIG
        return root
    config = etree.Element(CONFIG, nsmap={None: BASE})
    config.append(root)
    return config


def _undeclared(text: str) -> str:
    """Drop an XML declaration: it may stand at the very beginning only."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _refused(text: str, failure: etree.XMLSyntaxError) -> LineRefused:
    lines = text.splitlines()
    number = max(1, min(failure.lineno or 1, len(lines) or 1))
    line = lines[number - 1] if lines else ""
    message = f"line {number} is no well-formed XML"  # the parser's own words may quote a secret
    return LineRefused(message, line=line, index=number - 1, answer=message, accepted=())


def written(elements: Iterable[etree._Element], *, sanitized: bool = False) -> str:
    """Return what a ``<data>`` or ``<config>`` holds as one ``<config>``: an element a line, what is in it indented.

    The keys of list entries stand on the line that opens them, so that the line says which entry it is. Prefixes of
    elements, which each server has of its own, are not kept. What is empty is left out: servers show containers that
    hold nothing.
    """
    lines: list[str] = []
    for child in elements:
        if len(child) or child.attrib or (child.text or "").strip():
            copy = deepcopy(child)
            if sanitized:
                hide(copy)
            lines.extend(_lines(copy, 1, BASE))
    return "\n".join((f'<config xmlns="{BASE}">', *lines, "</config>", "")) if lines else ""


def _lines(element: etree._Element, depth: int, around: str) -> Iterator[str]:
    name, namespace = etree.QName(element).localname, etree.QName(element).namespace or ""
    opening = f"{'  ' * depth}<{name}{_declared(element, namespace, around)}"
    children = list(element.iterchildren(etree.Element))
    if not children:
        text = (element.text or "").strip()
        yield f"{opening}>{escape(text)}</{name}>" if text else f"{opening}/>"
        return
    keys = [one for one in children if len(one) == 0 and etree.QName(one).localname in KEYS.get(name, ())]
    yield f"{opening}>{''.join(line.strip() for one in keys for line in _lines(one, 0, namespace))}"
    for child in children:
        if child not in keys:
            yield from _lines(child, depth + 1, namespace)
    yield f"{'  ' * depth}</{name}>"


def _declared(element: etree._Element, namespace: str, around: str) -> str:
    """Return the attributes of an element's tag: its namespace where it begins, a value's prefix, an operation."""
    declared = [f" xmlns={quoteattr(namespace)}"] if namespace != around else []
    prefix, colon, _ = (element.text or "").strip().partition(":")
    if len(element) == 0 and colon and prefix in element.nsmap:  # identities, as ianaift:ethernetCsmacd
        declared.append(f" xmlns:{prefix}={quoteattr(element.nsmap[prefix])}")
    operation = element.get(f"{{{BASE}}}operation")
    if operation is not None:
        declared.append(f" xmlns:nc={quoteattr(BASE)} nc:operation={quoteattr(operation)}")
    return "".join(declared)


def hide(element: etree._Element) -> None:
    """Put a mask in the place of every leaf that names a secret."""
    for one in element.iter(etree.Element):
        if len(one) == 0 and one.text and _SECRET.search(etree.QName(one).localname):
            one.text = _HIDDEN


def compared(before: etree._Element, after: etree._Element) -> str:
    """Return what differs, line by line with the lines around it; empty where nothing does. Changed secrets show."""
    if written(before) == written(after):
        return ""
    old, new = written(before, sanitized=True).splitlines(), written(after, sanitized=True).splitlines()
    lines = list(difflib.unified_diff(old, new, "running", "candidate", lineterm="", n=3))
    return "\n".join(lines) or "a secret differs"
