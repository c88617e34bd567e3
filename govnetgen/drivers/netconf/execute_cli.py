"""Huawei's ``execute-cli``: commands of the command line in a NETCONF request, and what they printed.

The request is that of Huawei's own code for OpenDaylight and for Ansible (CloudEngine-Ansible, `ce_netconf`). Of the
reply those sources say that it has a ``<data>``, not what is in it: whatever text is there is taken for the answer,
but for what repeats the request.
"""

import re
from collections.abc import Sequence

from lxml import etree

NAMESPACE = "http://www.huawei.com/netconf/capability/base/1.0"
_REPEATS = frozenset({"id", "cmdline"})
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def request(commands: Sequence[str]) -> etree._Element:
    """Return the operation that gives commands one after the other, numbered from 1.

    Every element is in Huawei's own namespace; ncclient's own leaves ``<cmd>`` in that of NETCONF.
    """
    operation = etree.Element(f"{{{NAMESPACE}}}execute-cli", nsmap={None: NAMESPACE})
    for number, command in enumerate(commands, start=1):
        one = etree.SubElement(operation, f"{{{NAMESPACE}}}cmd")
        etree.SubElement(one, f"{{{NAMESPACE}}}id").text = str(number)
        etree.SubElement(one, f"{{{NAMESPACE}}}cmdline").text = command
    return operation


def following(reply: str) -> etree._Element | None:
    """Return the operation that fetches the rest of a reply that is one of several; None behind the last.

    Huawei's `exchange` capability: what is long comes in pieces, each with the number of the set that it belongs to.
    """
    number = etree.fromstring(reply.encode(), _PARSER).get("set-id")
    return None if number is None else etree.Element(f"{{{NAMESPACE}}}get-next", {"set-id": number}, {None: NAMESPACE})


def printed(*replies: str) -> str:
    """Return what a reply, or the pieces of one, say that the commands have printed; raises lxml's XMLSyntaxError."""
    return "".join(map(_text, replies)).replace("\r", "").strip("\n")


def _text(reply: str) -> str:
    found: list[str] = []
    _gather(etree.fromstring(reply.encode(), _PARSER), found)
    said = [one for one in found if one.strip()]
    # one command's text ends with its line, whether the device says so or not
    return "".join(one if one.endswith("\n") else f"{one}\n" for one in said[:-1]) + "".join(said[-1:])


def _gather(element: etree._Element, found: list[str]) -> None:
    if not isinstance(element.tag, str):  # a comment
        return
    if etree.QName(element).localname not in _REPEATS:
        found.append(element.text or "")
        for one in element:
            _gather(one, found)
            found.append(one.tail or "")


def answer_of(text: str, command: str, prompt: re.Pattern[str]) -> str:
    """Return the answer without the prompts and the echo that stand around it where a device prints them."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if not _is_around(line.strip(), command, prompt))


def _is_around(line: str, command: str, prompt: re.Pattern[str]) -> bool:
    if line.endswith(command):
        line = line.removesuffix(command).rstrip()
        if not line:
            return False  # a line of a configuration may read as the command does
    return prompt.fullmatch(line) is not None
