"""Which ARP table speaks of a host: the one of the device that its unit hangs on."""

from govnetgen.addressing.audit import audit
from govnetgen.model.address import Address, Prefix
from govnetgen.model.claims import ArpEntry, Claim, HandedIn, Host, Origin, Owner, RegisteredUnit

UNITS = {
    "cz": RegisteredUnit(id="cz", name="财政局", attach=("agg-1",)),
    "jy": RegisteredUnit(id="jy", name="教育局", attach=("agg-2",)),
    "ty": RegisteredUnit(id="ty", name="体育局"),
}


def unseen(host: tuple[str, str], prefix: str, *entries: tuple[str, str, bool]) -> bool:
    """Whether a unit's host is a D09; entries are a device, an address, and whether it is the device's own."""
    unit, address = host
    handed_in = HandedIn(
        units=UNITS,
        claims=(
            Claim(origin=Origin("sheet.csv", 1), owner=Owner(unit, unit), prefix=Prefix.parse(prefix), written=""),
        ),
        hosts=(Host(origin=Origin("hosts.csv", 1), owner=Owner(unit, unit), address=Address.parse(address)),),
        arp=tuple(
            ArpEntry(
                origin=Origin(f"{device}.txt", row),
                device=device,
                address=Address.parse(shown),
                mac=f"00e0fc{row:06x}",
                own=own,
            )
            for row, (device, shown, own) in enumerate(entries, 1)
        ),
    )
    found = {(one.code, each.origin.file) for one in audit(handed_in) for each in one.evidence}
    return ("D09", "hosts.csv") in found


def test_the_same_address_at_another_units_device_is_another_host() -> None:
    gateway = ("agg-1", "192.168.1.1", True)
    assert unseen(("cz", "192.168.1.5"), "192.168.1.0/24", gateway, ("agg-2", "192.168.1.5", False))
    assert not unseen(("cz", "192.168.1.5"), "192.168.1.0/24", gateway, ("agg-1", "192.168.1.5", False))


def test_another_units_device_does_not_cover_a_subnet() -> None:
    assert not unseen(("cz", "10.1.0.5"), "10.1.0.0/24", ("agg-2", "10.1.0.9", False))
    assert not unseen(("cz", "10.1.0.5"), "10.1.0.0/24", ("agg-2", "10.1.0.1", True))


def test_a_table_of_nobodys_device_covers_what_it_shows() -> None:
    assert unseen(("cz", "10.1.0.5"), "10.1.0.0/24", ("core", "10.1.0.9", False))
    assert not unseen(("cz", "10.1.0.5"), "10.1.0.0/24", ("core", "10.2.0.9", False))


def test_a_unit_that_hangs_nowhere_known_is_covered_by_any_table() -> None:
    assert unseen(("ty", "10.1.0.5"), "10.1.0.0/24", ("agg-2", "10.1.0.9", False))
    assert not unseen(("ty", "10.1.0.5"), "10.1.0.0/24", ("agg-2", "10.1.0.9", False), ("core", "10.1.0.5", False))
