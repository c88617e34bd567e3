"""D19: local addresses at the border to the national network, and national addresses that nobody gave out."""

import re
from collections.abc import Iterator

from govnetgen.addressing.audit.config_line import line_with
from govnetgen.addressing.audit.overlap import evidence_of
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Finding, HandedIn, RunningDevice
from govnetgen.model.device.bgp import Family, Neighbor
from govnetgen.model.device.prefix_list import PrefixList

_NATIONAL = re.compile(r"国家|中央|全国|national|\bnni\b|province|省级|省中心", re.I)
_LOCAL = tuple(map(Prefix.parse, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))


def find_leaks(handed_in: HandedIn) -> Iterator[Finding]:
    """Find sessions to the national network that let local prefixes out, and claims of national space."""
    for device in handed_in.devices:
        bgp = device.config.bgp
        for neighbor in bgp.neighbors if bgp is not None else ():
            if bgp is not None and neighbor.remote_as != bgp.asn and _NATIONAL.search(neighbor.description or ""):
                yield from _leak(device, neighbor)
    for claim in handed_in.claims if handed_in.own.national else ():
        if any(one.contains(claim.prefix) for one in handed_in.own.national):
            english = f"{claim.prefix} is national_common space: is it registered?"
            chinese = f"{claim.prefix} 属于国家公共地址,须有分配记录"
            values = {"what_en": english, "what_zh": chinese}
            yield Finding("D19", str(claim.prefix), (evidence_of(claim),), values)


def _leak(device: RunningDevice, neighbor: Neighbor) -> Iterator[Finding]:
    lists = {one.name: one for one in device.config.prefix_lists}
    for family in neighbor.families:
        if family.family is not Family.IPV4:
            continue
        held = lists.get(family.prefix_list_out or "")
        let_out = "any prefix" if held is None else _local_in(held)
        if let_out:
            english = f"{device.name} lets {let_out} out to {neighbor.address} ({neighbor.description})"
            chinese = f"{device.name} 向 {neighbor.address}({neighbor.description})放行 {let_out}"
            values = {"what_en": english, "what_zh": chinese}
            yield Finding("D19", str(neighbor.address), (line_with(device, str(neighbor.address)),), values)


def _local_in(held: PrefixList) -> str:
    """Return the first entry that lets local prefixes out; empty for none."""
    for rule in held.rules:
        everything = rule.prefix.length == 0 and rule.at_most is not None
        if rule.permit and (everything or any(local.contains(rule.prefix) for local in _LOCAL)):
            return str(rule.prefix)
    return ""
