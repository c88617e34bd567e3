"""D17: loopbacks, router ids, AS numbers and route distinguishers that several devices have."""

from collections.abc import Iterator, Mapping

from govnetgen.addressing.audit.config_line import line_with
from govnetgen.model.claims import Evidence, Finding, HandedIn, RunningDevice

_Found = dict[str, dict[str, Evidence]]
"""Evidence by value and device."""

_WHAT_ZH = {"loopback": "环回地址", "router id": "路由器标识", "AS number": "自治域号", "route distinguisher": "RD"}


def find_shared_identities(handed_in: HandedIn) -> Iterator[Finding]:
    """Find what should be one device's alone."""
    loopbacks: _Found = {}
    router_ids: _Found = {}
    for device in handed_in.devices:
        for value in _loopbacks(device):
            loopbacks.setdefault(value, {}).setdefault(device.name, line_with(device, value))
        for value in _router_ids(device):
            router_ids.setdefault(value, {}).setdefault(device.name, line_with(device, value, below="router-id"))
    yield from _shared("loopback", loopbacks)
    yield from _shared("router id", router_ids)
    yield from _shared("AS number", _lonely_numbers(handed_in))
    yield from _distinguishers(handed_in)


def _loopbacks(device: RunningDevice) -> Iterator[str]:
    for interface in device.config.interfaces:
        if interface.name.startswith("loopback-") and interface.vrf is None:
            yield from (str(one.address) for one in interface.addresses)


def _router_ids(device: RunningDevice) -> Iterator[str]:
    config = device.config
    found = [str(process.router_id) for process in config.ospf if process.vrf is None]
    if config.bgp is not None:
        found.append(str(config.bgp.router_id))
    yield from dict.fromkeys(one for one in found if one != "0.0.0.0")


def _lonely_numbers(handed_in: HandedIn) -> _Found:
    """Return AS numbers by the devices that share none of their sessions with a neighbour of the same number."""
    found: _Found = {}
    for device in handed_in.devices:
        bgp = device.config.bgp
        if bgp is not None and all(neighbor.remote_as != bgp.asn for neighbor in bgp.neighbors):
            found.setdefault(str(bgp.asn), {})[device.name] = line_with(device, "bgp", str(bgp.asn))
    return found


def _distinguishers(handed_in: HandedIn) -> Iterator[Finding]:
    """Find distinguishers that stand for VRFs of different names."""
    names: dict[str, set[str]] = {}
    found: dict[str, dict[str, Evidence]] = {}
    for device in handed_in.devices:
        for vrf in device.config.vrfs:
            value = vrf.route_distinguisher
            if value:
                names.setdefault(value, set()).add(vrf.name)
                key = f"{device.name} {vrf.name}"
                found.setdefault(value, {})[key] = line_with(device, value, below=vrf.name)
    yield from _shared("route distinguisher", {value: found[value] for value in found if len(names[value]) > 1})


def _shared(what: str, found: Mapping[str, Mapping[str, Evidence]]) -> Iterator[Finding]:
    for value, evidence in found.items():
        if len(evidence) > 1:
            values = {"what_en": what, "what_zh": _WHAT_ZH[what], "value": value, "devices": ", ".join(evidence)}
            yield Finding("D17", value, tuple(evidence.values()), values)
