"""Numbers and names that the firewall templates of a USG compute."""

from dataclasses import replace
from itertools import product

from platforms.huawei_vrp.usg_examples import EXIT_FIREWALL

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.firewall import Firewall, Zone
from govnetgen.model.device.ipsec import Encryption, Integrity, Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.secret import Secret
from govnetgen.platforms.huawei_vrp.firewall_filters import (
    esp_proposal_name,
    ike_proposal_number,
    ipsec_policy_on,
    placed_tunnels,
    selector_text,
    zone_heading,
    zones_shown,
)

_TUNNEL = IpsecTunnel(name="t", interface="100ge-1/0/1.4094", peer=Address.parse("10.0.0.1"), secret=Secret("key"))
_ALL = [
    replace(_TUNNEL, encryption=encryption, integrity=integrity, dh_group=group)
    for encryption, integrity, group in product(Encryption, Integrity, (1, 2, 5, 14, 15, 16, 18, 19, 20, 21, 24))
]


def test_every_set_of_ike_parameters_has_a_number_of_its_own_from_1_to_99() -> None:
    numbers = [ike_proposal_number(one) for one in _ALL]
    assert len(set(numbers)) == len(_ALL) and min(numbers) >= 1 and max(numbers) <= 99


def test_every_set_of_esp_parameters_has_a_short_name_of_its_own() -> None:
    names = {(one.encryption, one.integrity): esp_proposal_name(one) for one in _ALL}
    assert len(set(names.values())) == 4 and all(len(name) <= 15 for name in names.values())


def test_an_interface_has_one_policy_for_all_its_tunnels() -> None:
    other = replace(_TUNNEL, name="v", interface="vlan-10")
    ipsec = Ipsec(tunnels=(_TUNNEL, replace(_TUNNEL, name="u"), other))
    placed = [(one.tunnel.name, one.policy, one.sequence) for one in placed_tunnels(ipsec)]
    assert placed == [("t", "100ge1-0-1.4094", 10), ("u", "100ge1-0-1.4094", 20), ("v", "vlan10", 10)]
    assert len({one.acl_number for one in placed_tunnels(ipsec)}) == 3
    assert ipsec_policy_on(ipsec, "vlan-10") == "vlan10"
    assert ipsec_policy_on(ipsec, "vlan-11") is None is ipsec_policy_on(None, "vlan-10")


def test_the_devices_own_zones_are_always_shown_and_first() -> None:
    firewall = Firewall(zones=(Zone(name="a", priority=7), Zone(name="dmz", priority=50, interfaces=("ge-1/0/1",))))
    shown = zones_shown(firewall)
    assert [(zone_heading(zone), zone.priority) for zone in shown] == [
        ("firewall zone local", 100),
        ("firewall zone trust", 85),
        ("firewall zone untrust", 5),
        ("firewall zone dmz", 50),
        ("firewall zone name a", 7),
    ]
    assert shown[3].interfaces == ("ge-1/0/1",)


def test_any_is_left_out_of_a_selector() -> None:
    def text(local: str, remote: str) -> str:
        return selector_text(TrafficSelector(local=Prefix.parse(local), remote=Prefix.parse(remote)))

    assert text("0.0.0.0/0", "10.1.0.0/16") == "permit ip destination 10.1.0.0 0.0.255.255"
    assert text("10.1.1.1/32", "0.0.0.0/0") == "permit ip source 10.1.1.1 0"


def test_the_example_uses_every_firewall_feature() -> None:
    firewall, nat = EXIT_FIREWALL.firewall, EXIT_FIREWALL.nat
    assert firewall is not None and nat is not None
    assert all(getattr(firewall, name) for name in Firewall.__slots__)
    assert nat.pools and nat.source and nat.static and nat.destination
