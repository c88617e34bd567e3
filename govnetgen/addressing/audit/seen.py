"""D08, D09: what host sheets list against what ARP tables show."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from govnetgen.addressing.audit.subnets import Subnets
from govnetgen.model.address import Address
from govnetgen.model.claims import ArpEntry, Evidence, Finding, HandedIn, Host

_VIRTUAL = ("00005e0001", "00005e0002", "00000c07ac", "00000c9ff")
"""How virtual routers' MAC addresses begin: VRRP (RFC 5798) and HSRP."""


def find_two_macs(handed_in: HandedIn) -> Iterator[Finding]:
    """Find addresses with two MAC addresses: in a host sheet and ARP, or in ARP twice (D08)."""
    if not handed_in.arp:
        return
    listed: dict[Address, list[Host]] = {}
    for host in handed_in.hosts:
        if host.mac:
            listed.setdefault(host.address, []).append(host)
    seen: dict[Address, list[ArpEntry]] = {}
    for entry in handed_in.arp:
        if not entry.mac.startswith(_VIRTUAL):
            seen.setdefault(entry.address, []).append(entry)
    subnets = Subnets(handed_in)
    for address, entries in seen.items():
        yield from _judged(address, listed.get(address, []), entries, subnets)


def _judged(
    address: Address, hosts: Sequence[Host], entries: Sequence[ArpEntry], subnets: Subnets
) -> Iterator[Finding]:
    """Judge each routing table by itself: one address in two VPNs is two addresses."""
    tables: dict[str, list[ArpEntry]] = {}
    for entry in entries:
        tables.setdefault(entry.vrf, []).append(entry)
    for vrf, shown in tables.items():
        here = [one for one in hosts if _belongs(one, vrf, tables)]
        macs = dict.fromkeys([*(one.mac for one in here), *(one.mac for one in shown)])
        if len(macs) > 1:
            unit = subnets.unit_around(address, vrf)
            evidence = (
                *(Evidence(one.origin, one.owner.id, f"{address} {one.mac}") for one in here),
                *(Evidence(one.origin, unit, f"{address} {one.mac}") for one in shown),
            )
            yield Finding("D08", str(address), evidence, {"address": str(address), "macs": ", ".join(macs)})


def _belongs(host: Host, vrf: str, tables: Mapping[str, Sequence[ArpEntry]]) -> bool:
    if host.facts.domain:
        return host.facts.domain == vrf or len(tables) == 1
    matching = [name for name, entries in tables.items() if any(one.mac == host.mac for one in entries)]
    return vrf in matching if matching else True


def find_unlisted(handed_in: HandedIn) -> Iterator[Finding]:
    """Find addresses that ARP shows and no host sheet lists (D09); nothing where no host sheet was handed in."""
    if not handed_in.hosts:
        return
    expected = _expected(handed_in)
    listed = {host.address for host in handed_in.hosts}
    missing: dict[Address, list[ArpEntry]] = {}
    for entry in handed_in.arp:
        if not entry.own and entry.address not in listed and entry.address not in expected:
            missing.setdefault(entry.address, []).append(entry)
    subnets = Subnets(handed_in)
    for address, entries in missing.items():
        unit = subnets.unit_around(address, entries[0].vrf)
        evidence = tuple(Evidence(one.origin, unit, f"{address} {one.mac} {one.interface}".strip()) for one in entries)
        devices = ", ".join(dict.fromkeys(one.device for one in entries))
        yield Finding("D09", str(address), evidence, {"address": str(address), "where": "arp", "device": devices})


def find_unseen(handed_in: HandedIn) -> Iterator[Finding]:
    """Find hosts of a sheet that the ARP table which covers their subnet does not show (D09)."""
    if not handed_in.arp or not handed_in.hosts:
        return
    expected = _expected(handed_in)
    tables = _Tables(handed_in)
    subnets = Subnets(handed_in)
    for host in handed_in.hosts:
        if host.address in expected:
            continue
        prefix = subnets.of(host)
        if prefix is None:
            continue
        devices = tables.covering(prefix.version, prefix.value, prefix.last, host.owner.id)
        if devices and not any(tables.shows(one, host.address) for one in devices):
            evidence = (Evidence(host.origin, host.owner.id, str(host.address)),)
            values = {"address": str(host.address), "where": "sheet", "device": ", ".join(devices)}
            yield Finding("D09", str(host.address), evidence, values)


def _expected(handed_in: HandedIn) -> set[Address]:
    """Return the addresses that belong to devices and not to hosts: gateways, and interfaces of configurations."""
    found = {gateway for claim in handed_in.claims for gateway in claim.facts.gateways}
    found |= {gateway for row in handed_in.unreadable for gateway in row.facts.gateways}
    found |= {entry.address for entry in handed_in.arp if entry.own}
    for device in handed_in.devices:
        for interface in device.config.interfaces:
            found |= {one.address for one in interface.addresses}
            found |= {address for group in interface.vrrp for address in group.addresses}
    return found


class _Tables:
    """ARP tables, to be asked which ones are of a subnet, and what they show."""

    def __init__(self, handed_in: HandedIn) -> None:
        held: dict[str, set[Address]] = {}
        for entry in handed_in.arp:
            held.setdefault(entry.device, set()).add(entry.address)
        self._tables = {device: sorted(addresses) for device, addresses in held.items()}
        self._attach = {unit.id: unit.attach for unit in handed_in.units.values()}
        self._known = {device for devices in self._attach.values() for device in devices}

    def covering(self, version: int, first: int, last: int, unit: str) -> list[str]:
        """Return the devices whose tables cover a unit's subnet: those that it hangs on, with an entry there.

        Where their tables were not handed in, those of devices that no unit hangs on may cover it; others' do not,
        since the same prefix may well be in use there too.
        """
        attached = self._attach.get(unit, ())
        devices = [device for device in attached if device in self._tables]
        if not devices:
            devices = [device for device in self._tables if not (attached and device in self._known)]
        return [device for device in devices if self._any_within(device, version, first, last)]

    def shows(self, device: str, address: Address) -> bool:
        """Tell whether an address is in a device's table."""
        return self._any_within(device, address.version, address.value, address.value)

    def _any_within(self, device: str, version: int, first: int, last: int) -> bool:
        addresses = self._tables[device]
        at = bisect_left(addresses, (version, first))
        return at < len(addresses) and addresses[at] <= (version, last)
