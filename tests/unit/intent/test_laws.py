"""What must hold of the intended configurations of any network, whatever is in it."""

from collections import Counter
from itertools import combinations

from networks import Built

from govnetgen.model.address import Address, numbers
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort, Interface, ManagementService, TrunkPort
from govnetgen.model.device.order import in_order
from govnetgen.model.network import HostAddress, LinkKind, Role


def _interface(device: DeviceConfig, name: str) -> Interface:
    return next(one for one in device.interfaces if one.name == name)


def _port(built: Built, link: str, device: str) -> Interface:
    lag = built.plan.lags.get((link, device))
    name = built.plan.ports[(link, device)][0] if lag is None else f"lag-{lag}"
    return _interface(built.devices[device], name)


def test_devices_are_in_order(built: Built) -> None:
    assert all(in_order(device) == device for device in built.devices.values())


def test_an_interface_is_made_once(built: Built) -> None:
    for device in built.devices.values():
        twice = [name for name, count in Counter(one.name for one in device.interfaces).items() if count > 1]
        assert not twice, (device.system.hostname, twice)


def test_both_ends_of_a_routed_link_agree(built: Built) -> None:
    routed = [link for link in built.network.links.values() if link.kind is LinkKind.ROUTED]
    assert routed
    for link in routed:
        near, far = (_port(built, link.name, end.device) for end in link.ends())
        assert near.addresses, link.name
        assert [one.prefix for one in near.addresses] == [one.prefix for one in far.addresses], link.name
        assert set(near.addresses).isdisjoint(far.addresses), link.name
        assert [(one.version, one.area) for one in near.ospf] == [(one.version, one.area) for one in far.ospf], (
            link.name
        )


def test_both_ends_of_a_trunk_carry_the_same_vlans(built: Built) -> None:
    trunks = [link for link in built.network.links.values() if link.kind is LinkKind.TRUNK]
    assert trunks or built.network.name == "mpls"
    for link in trunks:
        near, far = (_port(built, link.name, end.device).switchport for end in link.ends())
        assert isinstance(near, TrunkPort) and near == far, link.name
        assert near.vlans, link.name


def test_switchports_use_vlans_that_exist(built: Built) -> None:
    for device in built.devices.values():
        known = {one.number for one in device.vlans}
        for interface in device.interfaces:
            if isinstance(interface.switchport, AccessPort):
                assert interface.switchport.vlan in known or not interface.enabled
            elif isinstance(interface.switchport, TrunkPort):
                assert known.issuperset(numbers(interface.switchport.vlans))


def test_no_two_interfaces_of_a_table_overlap(built: Built) -> None:
    for device in built.devices.values():
        tables: dict[str | None, list] = {}
        for interface in device.interfaces:
            tables.setdefault(interface.vrf, []).extend(one.prefix for one in interface.addresses)
        for table, prefixes in tables.items():
            clash = [(str(a), str(b)) for a, b in combinations(sorted(prefixes), 2) if a.overlaps(b)]
            assert not clash, (device.system.hostname, table, clash)


def test_names_that_are_referred_to_are_defined(built: Built) -> None:
    for device in built.devices.values():
        acls = {one.name for one in device.acls}
        vrfs = {one.name for one in device.vrfs}
        processes = {(one.version, one.number) for one in device.ospf}
        for interface in device.interfaces:
            assert acls.issuperset(one.name for one in interface.acls)
            assert interface.vrf is None or interface.vrf in vrfs
            assert processes.issuperset((one.version, one.process) for one in interface.ospf), interface.name
        assert device.ssh is None or device.ssh.acl is None or device.ssh.acl in acls


def test_firewall_rules_use_zones_objects_and_services_that_exist(built: Built) -> None:
    firewalls = [one for one in built.devices.values() if one.firewall is not None]
    assert firewalls
    for device in firewalls:
        firewall = device.firewall
        assert firewall is not None
        zones = {one.name for one in firewall.zones} | {"local"}
        objects = {one.name for one in firewall.address_objects}
        services = {one.name for one in firewall.service_objects}
        for rule in firewall.rules:
            assert zones.issuperset((*rule.source_zones, *rule.destination_zones)), (device.system.hostname, rule)
            assert objects.issuperset((*rule.sources, *rule.destinations)), (device.system.hostname, rule)
            assert services.issuperset(rule.services), (device.system.hostname, rule)
        for rule in device.nat.source if device.nat else ():
            assert objects.issuperset((*rule.sources, *rule.destinations)), (device.system.hostname, rule)
        assert all(one.members for one in firewall.address_objects), device.system.hostname


def test_the_last_rule_of_a_firewall_denies_and_logs(built: Built) -> None:
    for device in built.devices.values():
        if device.firewall is not None:
            last = device.firewall.rules[-1]
            assert not last.permit and last.log and not last.sources and not last.source_zones


def test_every_interface_of_a_firewall_that_carries_packets_is_in_one_zone(built: Built) -> None:
    for device in built.devices.values():
        if device.firewall is None:
            continue
        zoned = Counter(name for zone in device.firewall.zones for name in zone.interfaces)
        carrying = {one.name for one in device.interfaces if one.addresses and not one.name.startswith("loopback-")}
        assert carrying == set(zoned), device.system.hostname
        assert set(zoned.values()) == {1}


def test_router_ids_are_unique(built: Built) -> None:
    ids = Counter(str(device.ospf[0].router_id) for device in built.devices.values() if device.ospf)
    assert ids and max(ids.values()) == 1


def test_gateways_of_a_vlan_share_one_virtual_address(built: Built) -> None:
    for unit in built.network.units.values():
        for vlan in unit.vlans:
            number = built.plan.vlan_ids[(unit.name, vlan.name)]
            own = [_interface(built.devices[name], f"vlan-{number}") for name in unit.gateways]
            assert len({one.addresses for one in own}) == len(unit.gateways), unit.name
            virtual = {tuple(group.addresses for group in one.vrrp) for one in own}
            assert len(virtual) == 1
            if len(unit.gateways) > 1:
                assert len({group.priority for one in own for group in one.vrrp if group.version == 4}) == 2


def test_unused_ports_are_shut(built: Built) -> None:
    for name, device in built.devices.items():
        hardware = built.network.hardware[built.network.devices[name].hardware]
        known = {one.name: one for one in device.interfaces}
        for port in (*hardware.uplinks, *hardware.edge):
            one = known[port]
            bare = not (one.addresses or one.lag or one.description)
            assert one.enabled != bare, (name, port)


def test_dhcp_pools_of_two_gateways_hand_out_nothing_twice(built: Built) -> None:
    offered: dict[tuple[str | None, int, int], int] = {}
    seen = False
    for device in built.devices.values():
        for pool in device.dhcp.pools if device.dhcp else ():
            seen = True
            free = set(range(pool.network.value + 1, pool.network.last))
            for gap in pool.excluded:
                free -= set(range(gap.first.value, gap.last.value + 1))
            assert free, pool.name
            for address in free:
                key = (pool.vrf, pool.network.version, address)
                assert key not in offered, pool.name
                offered[key] = 1
    assert seen or built.network.name == "mpls"


def test_only_the_access_layer_has_no_routing(built: Built) -> None:
    for name, device in built.devices.items():
        routes = bool(device.ospf or device.isis)
        assert routes == (built.network.devices[name].role is not Role.ACCESS), name


def test_the_own_traffic_of_a_firewall_passes_it(built: Built) -> None:
    """NTP, syslog, traps and log-ins leave by the zone the server is in; managers come in by theirs."""
    servers = {_address(built, one) for one in built.network.baseline.servers}
    ssh = built.network.baseline.ssh
    managers = [subnet for key in (ssh.source_vlans if ssh else ()) for subnet in built.plan.subnets[key]]
    for name, device in built.devices.items():
        if device.firewall is None:
            continue
        zones = {interface: zone.name for zone in device.firewall.zones for interface in zone.interfaces}
        rules = {one.name: one for one in device.firewall.rules}
        for interface in device.interfaces:
            own = [address.prefix for address in interface.addresses]
            if any(prefix.contains(server) for prefix in own for server in servers):
                assert zones[interface.name] in rules["gng-services-out"].destination_zones, (name, interface.name)
            if set(own).intersection(managers):
                assert zones[interface.name] in rules["gng-management-in"].source_zones, (name, interface.name)
                assert ManagementService.SSH in interface.management, (name, interface.name)


def _address(built: Built, host: HostAddress) -> Address:
    return host.address or built.plan.subnets[(host.unit, host.vlan)][0].host(host.host)
