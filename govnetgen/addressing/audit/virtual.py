"""D21: secondary addresses, and virtual gateways that no sheet knows."""

import re
from collections.abc import Iterator

from govnetgen.addressing.audit.config_line import evidence_of_line, line_with
from govnetgen.model.claims import Evidence, Finding, HandedIn, RunningDevice

_STANDBY = re.compile(r"^(?:standby|vrrp)(?:\s+vrid)?\s+\d+\s+(?:virtual-)?ip\s+(\d+\.\d+\.\d+\.\d+)")


def find_second_addresses(handed_in: HandedIn) -> Iterator[Finding]:
    """Find further IPv4 addresses of interfaces, and virtual ones that are neither a gateway nor a host of a sheet."""
    if not handed_in.devices:
        return
    listed = {str(gateway) for claim in handed_in.claims for gateway in claim.facts.gateways}
    listed |= {str(host.address) for host in handed_in.hosts}
    for device in handed_in.devices:
        for interface in device.config.interfaces:
            for address in interface.ipv4[1:]:
                english = f"{device.name} {interface.name} has the secondary address {address}"
                chinese = f"{device.name} {interface.name} 已有从地址 {address}"
                yield _finding(str(address), line_with(device, str(address.address)), english, chinese)
        for text, evidence in _virtual(device).items():
            if text not in listed:
                english = f"the virtual gateway {text} of {device.name} is in no sheet"
                chinese = f"{device.name} 的虚拟网关 {text} 未在任何台账中登记"
                yield _finding(text, evidence, english, chinese)


def _virtual(device: RunningDevice) -> dict[str, Evidence]:
    """Return the virtual addresses of a device: those that its platform reads, and HSRP, which no model has."""
    found = {
        str(address): line_with(device, str(address))
        for interface in device.config.interfaces
        for group in interface.vrrp
        if group.version == 4
        for address in group.addresses
    }
    for line in device.lines:
        match = _STANDBY.match(line.text)
        if match:
            found.setdefault(match[1], evidence_of_line(device, line))
    return found


def _finding(subject: str, evidence: Evidence, english: str, chinese: str) -> Finding:
    return Finding("D21", subject, (evidence,), {"what_en": english, "what_zh": chinese})
