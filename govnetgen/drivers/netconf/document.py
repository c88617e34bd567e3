"""Configurations as XML: read with suspicion, written in one form, secrets hidden where they are shown."""

import difflib
import re
from collections.abc import Iterable

from lxml import etree

from govnetgen.drivers.errors import LineRefused

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
CONFIG = f"{{{BASE}}}config"

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
    """Return what a ``<data>`` or ``<config>`` holds as one ``<config>``: indented, namespaces where they begin.

    What is empty is left out: servers show containers that hold nothing, and edits of nothing are none.
    """
    config = etree.Element(CONFIG, nsmap={None: BASE})
    for child in elements:
        if len(child) or (child.text or "").strip():
            config.append(_plain(child))
    if sanitized:
        hide(config)
    return etree.tostring(config, pretty_print=True, encoding="unicode") if len(config) else ""


def _plain(element: etree._Element) -> etree._Element:
    """Copy an element without prefixes: each server has its own, and they mean nothing but in values."""
    namespaces: dict[str | None, str] = {None: etree.QName(element).namespace or ""}
    if len(element) == 0:
        namespaces |= {one: element.nsmap[one] for one in _in_value(element.text) if one in element.nsmap}
    copy = etree.Element(element.tag, dict(element.attrib), nsmap={key: one for key, one in namespaces.items() if one})
    for child in element.iterchildren(etree.Element):
        copy.append(_plain(child))
    if len(copy) == 0:
        copy.text = element.text
    return copy


def _in_value(text: str | None) -> list[str]:
    """Return the prefix that a value needs, as identities do: ``ianaift:ethernetCsmacd``."""
    prefix, colon, _ = (text or "").strip().partition(":")
    return [prefix] if colon else []


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
