"""Services and firewalls that fit the device they are in."""

from dataclasses import replace

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LoginMethod
from govnetgen.model.device.firewall import Firewall, ServiceObject
from govnetgen.model.device.nat import Nat
from govnetgen.model.device.snmp import Snmp
from govnetgen.model.device.spanning_tree import SpanningTree, SpanningTreeMode
from strategies.filters import WITH_PORTS
from strategies.known import Known, known_or_none, only


def _source(known: Known, name: str | None) -> str | None:
    return known_or_none(known.addressed, name)


def _aaa(item: Aaa, known: Known) -> Aaa:
    tacacs = tuple(replace(one, vrf=known_or_none(known.vrfs, one.vrf)) for one in item.tacacs)
    radius = tuple(replace(one, vrf=known_or_none(known.vrfs, one.vrf)) for one in item.radius)
    absent = {LoginMethod.TACACS: not tacacs, LoginMethod.RADIUS: not radius}
    login = tuple(one for one in item.login if not absent.get(one)) or (LoginMethod.LOCAL,)
    source = _source(known, item.source_interface)
    return replace(item, tacacs=tacacs, radius=radius, login=login, source_interface=source)


def _snmp(item: Snmp, known: Known) -> Snmp:
    views = {one.name for one in item.views}
    groups = tuple(
        replace(
            one,
            read_view=known_or_none(views, one.read_view),
            write_view=known_or_none(views, one.write_view),
            notify_view=known_or_none(views, one.notify_view),
            acl=known.guard(one.acl, 4),
        )
        for one in item.groups
    )
    users = tuple(one for one in item.users if one.group in {group.name for group in groups})
    hosts = tuple(
        replace(one, vrf=known_or_none(known.vrfs, one.vrf))
        for one in item.trap_hosts
        if one.user in {user.name for user in users}
    )
    source = _source(known, item.source_interface)
    return replace(item, groups=groups, users=users, trap_hosts=hosts, source_interface=source)


def _spanning_tree(item: SpanningTree) -> SpanningTree:
    region = item.region if item.mode is SpanningTreeMode.MSTP else None
    if region is not None:
        region = replace(region, instances=tuple(one for one in region.instances if one.vlans))
    known = {0, *(one.number for one in (region.instances if region else ()))}
    return replace(item, region=region, priorities=tuple(one for one in item.priorities if one.instance in known))


def fitting_services(device: DeviceConfig) -> DeviceConfig:
    """Put right what the device itself speaks."""
    known = Known.of(device)
    ssh, ntp, syslog = device.ssh, device.ntp, device.syslog
    if ssh is not None:
        ssh = replace(ssh, acl=known.guard(ssh.acl, 4), acl6=known.guard(ssh.acl6, 6))
    if ntp is not None:
        keys = {one.number for one in ntp.keys}
        servers = tuple(
            replace(one, key=one.key if one.key in keys else None, vrf=known_or_none(known.vrfs, one.vrf))
            for one in ntp.servers
        )
        ntp = replace(ntp, servers=servers, source_interface=_source(known, ntp.source_interface))
    if syslog is not None:
        collectors = tuple(replace(one, vrf=known_or_none(known.vrfs, one.vrf)) for one in syslog.servers)
        syslog = replace(syslog, servers=collectors, source_interface=_source(known, syslog.source_interface))
    return replace(
        device,
        aaa=device.aaa and _aaa(device.aaa, known),
        ssh=ssh,
        ntp=ntp,
        syslog=syslog,
        snmp=device.snmp and _snmp(device.snmp, known),
        spanning_tree=device.spanning_tree and _spanning_tree(device.spanning_tree),
    )


def _service_object(item: ServiceObject) -> ServiceObject:
    terms = (one if one.protocol in WITH_PORTS else replace(one, ports=None) for one in item.terms)
    return replace(item, terms=tuple(dict.fromkeys(terms)))


def _firewall(item: Firewall, known: Known) -> Firewall:
    routed = [one.name for one in known.device.interfaces if one.lag is None and one.switchport is None]
    taken: set[str] = set()
    zones = []
    for zone in item.zones:
        members = tuple(one for one in only(routed, zone.interfaces) if one not in taken)
        taken.update(members)
        zones.append(replace(zone, interfaces=members))
    objects = [one.name for one in item.address_objects]
    services = [one.name for one in item.service_objects]
    groups = tuple(replace(one, members=only(objects, one.members)) for one in item.address_groups)
    service_groups = tuple(replace(one, members=only(services, one.members)) for one in item.service_groups)
    addresses = [*objects, *(one.name for one in groups)]
    served = [*services, *(one.name for one in service_groups)]
    names = [*(one.name for one in zones), "local"]  # the device itself is a zone that is never listed
    rules = tuple(
        replace(
            one,
            source_zones=only(names, one.source_zones),
            destination_zones=only(names, one.destination_zones),
            sources=only(addresses, one.sources),
            destinations=only(addresses, one.destinations),
            services=only(served, one.services),
        )
        for one in item.rules
    )
    return replace(
        item,
        zones=tuple(zones),
        address_groups=groups,
        service_objects=tuple(map(_service_object, item.service_objects)),
        service_groups=service_groups,
        rules=rules,
    )


def _nat(item: Nat, known: Known) -> Nat:
    policy = known.device.firewall or Firewall()
    zones = [one.name for one in policy.zones]
    addresses = [one.name for one in (*policy.address_objects, *policy.address_groups)]
    pools = {one.name for one in item.pools}
    source = tuple(
        replace(
            one,
            source_zones=only(zones, one.source_zones),
            destination_zones=only(zones, one.destination_zones),
            sources=only(addresses, one.sources),
            destinations=only(addresses, one.destinations),
            pool=None if one.exempt else known_or_none(pools, one.pool),
        )
        for one in item.source
    )
    destination = tuple(
        one
        if one.protocol and one.outside_port and one.inside_port
        else replace(one, protocol=None, outside_port=None, inside_port=None)
        for one in item.destination
        if one.zone in zones
    )
    return replace(
        item, source=source, static=tuple(one for one in item.static if one.zone in zones), destination=destination
    )


def fitting_security(device: DeviceConfig) -> DeviceConfig:
    """Put right firewall, NAT, IPsec and the pair."""
    known = Known.of(device)
    device = replace(device, firewall=device.firewall and _firewall(device.firewall, known))
    known = Known.of(device)
    ipsec, pair = device.ipsec, device.high_availability
    if ipsec is not None:
        ipsec = replace(ipsec, tunnels=tuple(one for one in ipsec.tunnels if one.interface in known.addressed))
    if pair is not None and pair.interface in known.addressed:
        pair = replace(pair, tracked_interfaces=only(known.addressed, pair.tracked_interfaces))
    else:
        pair = None
    return replace(device, nat=device.nat and _nat(device.nat, known), ipsec=ipsec, high_availability=pair)
