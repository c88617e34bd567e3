"""D18: links addressed like LANs, and links whose addresses lie in a LAN."""

from collections.abc import Iterator

from govnetgen.addressing.audit.config_line import line_with
from govnetgen.addressing.audit.overlap import evidence_of
from govnetgen.addressing.audit.subnets import ClaimIndex
from govnetgen.model.address import InterfaceAddress, Prefix
from govnetgen.model.claims import Evidence, Finding, HandedIn, RunningDevice
from govnetgen.model.names import interface_name

_LINK = 30
_ENDS = 2


def find_mixed_links(handed_in: HandedIn) -> Iterator[Finding]:
    """Find what is addressed as the wrong one of the two, in sheets and in configurations."""
    candidates = [one for one in handed_in.claims if one.facts.link or _LINK <= one.prefix.length < 32]
    ends = _ends(handed_in)
    if not candidates and not ends:
        return
    index = ClaimIndex(claim for claim in handed_in.claims if claim.subnet)
    for claim in candidates:
        if not claim.subnet or claim.prefix.version != 4:
            continue
        if claim.facts.link and claim.prefix.length < _LINK:
            said = f"{claim.prefix} is said to be a link", f"{claim.prefix} 注明为互联地址,掩码却按局域网填写"
            yield _finding(claim.prefix, (evidence_of(claim),), *said)
        elif _LINK <= claim.prefix.length < 32:
            yield from _inside(claim.prefix, evidence_of(claim), index)
    for prefix, lines in ends.items():
        evidence = tuple(lines.values())
        if prefix.length < _LINK and len(lines) == _ENDS:
            names = " ".join(lines)
            said = f"{prefix} is the subnet of a link between {names}", f"{prefix} 用作 {names} 之间的互联网段"
            yield _finding(prefix, evidence, *said)
        elif _LINK <= prefix.length < 32:
            yield from _inside(prefix, evidence[0], index)


def _ends(handed_in: HandedIn) -> dict[Prefix, dict[str, Evidence]]:
    """Return the IPv4 subnets of routed ports, with the line of each device that has an address there."""
    found: dict[Prefix, dict[str, Evidence]] = {}
    for device in handed_in.devices:
        for address in _routed(device):
            line = line_with(device, str(address.address))
            found.setdefault(address.prefix, {}).setdefault(device.name, line)
    return found


def _routed(device: RunningDevice) -> Iterator[InterfaceAddress]:
    for interface in device.config.interfaces:
        kind = interface_name(interface.name)
        if (kind.is_port or kind.kind == "lag") and interface.switchport is None and interface.vrf is None:
            yield from interface.ipv4


def _inside(link: Prefix, evidence: Evidence, index: ClaimIndex) -> Iterator[Finding]:
    lans = [one for one in index.overlapping(4, link.value, link.last) if one.prefix.length < _LINK]
    if lans:
        shown = ", ".join(dict.fromkeys(str(one.prefix) for one in lans))
        said = f"the link {link} lies in the LAN {shown}", f"互联地址 {link} 落在局域网 {shown} 内"
        yield _finding(link, (evidence, *map(evidence_of, lans)), *said)


def _finding(prefix: Prefix, evidence: tuple[Evidence, ...], english: str, chinese: str) -> Finding:
    return Finding("D18", str(prefix), evidence, {"what_en": english, "what_zh": chinese})
