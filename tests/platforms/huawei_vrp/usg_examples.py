"""A unified Internet exit: the standby firewall of a pair, with everything that a USG does."""

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import (
    AddressGroup,
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceGroup,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.interface import Interface, ManagementService
from govnetgen.model.device.ipsec import Integrity, Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.model.device.order import in_order
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret


def _interface(name: str, address: str, description: str, *management: ManagementService) -> Interface:
    held = InterfaceAddress.parse(address)
    return Interface(name=name, description=description, addresses=(held,), management=management)


def _object(name: str, *members: str, description: str | None = None) -> AddressObject:
    found = tuple(_range(one) if "-" in one else Prefix.parse(one) for one in members)
    return AddressObject(name=name, members=found, description=description)


def _range(text: str) -> AddressRange:
    first, _, last = text.partition("-")
    return AddressRange(Address.parse(first), Address.parse(last))


def _term(protocol: Protocol, first: int, last: int | None = None) -> ServiceTerm:
    return ServiceTerm(protocol=protocol, ports=NumberRange(first, last or first))


_FIREWALL = Firewall(
    zones=(
        Zone(name="internet", priority=10, interfaces=("10ge-1/0/1",)),
        Zone(name="dmz", priority=50, interfaces=("ge-1/0/4",)),
        Zone(name="backbone", priority=70, interfaces=("10ge-1/0/2", "10ge-1/0/2.200")),
        Zone(name="heartbeat", priority=95, interfaces=("ge-1/0/5",)),
    ),
    address_objects=(
        _object("offices", "10.32.0.0/16", "2001:db8:2102::/48", description="各委办局办公终端"),
        _object("portal", "10.36.1.10/32", "10.36.1.20-10.36.1.23"),
        _object("noc", "10.33.8.0/24"),
        _object("Zhongshan branch", "10.44.0.0/20"),
    ),
    address_groups=(AddressGroup(name="inside", members=("offices", "noc")),),
    service_objects=(
        ServiceObject(name="https", terms=(_term(Protocol.TCP, 443),)),
        ServiceObject(name="dns", terms=(_term(Protocol.TCP, 53), _term(Protocol.UDP, 53))),
        ServiceObject(name="web", terms=(_term(Protocol.TCP, 80), _term(Protocol.TCP, 8080, 8090))),
        ServiceObject(name="operate", terms=(ServiceTerm(protocol=Protocol.ICMP), _term(Protocol.TCP, 22))),
        ServiceObject(
            name="tunnels",
            terms=(ServiceTerm(protocol=Protocol.ESP), _term(Protocol.UDP, 500), _term(Protocol.UDP, 4500)),
        ),
    ),
    service_groups=(ServiceGroup(name="browsing", members=("https", "web", "dns")),),
    rules=(
        PolicyRule(
            name="internet-out",
            permit=True,
            source_zones=("backbone",),
            destination_zones=("internet",),
            sources=("inside",),
            services=("browsing",),
            description="办公终端经统一出口访问互联网",
        ),
        PolicyRule(
            name="portal-in",
            permit=True,
            source_zones=("internet",),
            destination_zones=("dmz",),
            destinations=("portal",),
            services=("https", "web"),
            log=True,
        ),
        PolicyRule(
            name="branch-in",
            permit=True,
            source_zones=("internet",),
            destination_zones=("backbone",),
            sources=("Zhongshan branch",),
            destinations=("offices",),
        ),
        PolicyRule(
            name="noc-to-self",
            permit=True,
            source_zones=("backbone",),
            destination_zones=("local",),
            sources=("noc",),
            services=("operate",),
        ),
        PolicyRule(
            name="tunnels",
            permit=True,
            source_zones=("internet", "local"),
            destination_zones=("internet", "local"),
            services=("tunnels",),
        ),
        PolicyRule(name="deny-all", permit=False, log=True),
    ),
)

_NAT = Nat(
    pools=(NatPool(name="exit", addresses=_range("203.0.113.8-203.0.113.11")),),
    source=(
        SourceNat(
            name="branch-untranslated",
            source_zones=("backbone",),
            destination_zones=("internet",),
            destinations=("Zhongshan branch",),
            exempt=True,
        ),
        SourceNat(
            name="internet-out",
            source_zones=("backbone",),
            destination_zones=("internet",),
            sources=("inside",),
            pool="exit",
        ),
        SourceNat(name="servers-out", source_zones=("dmz",), destination_zones=("internet",)),
    ),
    static=(
        StaticNat(
            name="gateway",
            inside=Prefix.parse("10.36.1.30/32"),
            outside=Prefix.parse("203.0.113.30/32"),
            zone="internet",
        ),
        StaticNat(
            name="exchange",
            inside=Prefix.parse("10.36.2.0/28"),
            outside=Prefix.parse("203.0.113.64/28"),
            zone="internet",
        ),
    ),
    destination=(
        DestinationNat(
            name="portal-https",
            outside=Address.parse("203.0.113.12"),
            inside=Address.parse("10.36.1.10"),
            zone="internet",
            protocol=Protocol.TCP,
            outside_port=443,
            inside_port=8443,
        ),
        DestinationNat(
            name="video", outside=Address.parse("203.0.113.13"), inside=Address.parse("10.36.1.20"), zone="internet"
        ),
    ),
)

_IPSEC = Ipsec(
    tunnels=(
        IpsecTunnel(
            name="zhongshan",
            interface="10ge-1/0/1",
            peer=Address.parse("198.51.100.2"),
            secret=Secret("ipsec-zhongshan"),
            selectors=(
                TrafficSelector(local=Prefix.parse("10.32.0.0/16"), remote=Prefix.parse("10.44.0.0/20")),
                TrafficSelector(local=Prefix.parse("10.36.1.10/32"), remote=Prefix.parse("10.44.0.0/20")),
            ),
        ),
        IpsecTunnel(
            name="changhai",
            interface="10ge-1/0/1",
            peer=Address.parse("198.51.100.6"),
            secret=Secret("ipsec-changhai"),
            integrity=Integrity.SHA512,
            dh_group=20,
            selectors=(TrafficSelector(local=Prefix.parse("0.0.0.0/0"), remote=Prefix.parse("10.45.0.0/22")),),
        ),
    )
)

EXIT_FIREWALL = in_order(
    DeviceConfig(
        system=System(hostname="DL-EXIT-FW2"),
        interfaces=(
            _interface("10ge-1/0/1", "203.0.113.2/29", "互联网出口"),
            _interface("10ge-1/0/2", "10.40.0.1/31", "to DL-CORE-1", ManagementService.PING, ManagementService.SSH),
            Interface(name="10ge-1/0/2.200", vlan=200, addresses=(InterfaceAddress.parse("10.40.0.3/31"),)),
            _interface("ge-1/0/4", "10.36.1.1/24", "servers"),
            _interface("ge-1/0/5", "192.0.2.2/30", "heartbeat"),
        ),
        static_routes=(StaticRoute(prefix=Prefix.parse("0.0.0.0/0"), next_hop=Address.parse("203.0.113.1")),),
        firewall=_FIREWALL,
        nat=_NAT,
        ipsec=_IPSEC,
        high_availability=HighAvailability(
            interface="ge-1/0/5",
            peer=Address.parse("192.0.2.1"),
            standby=True,
            tracked_interfaces=("10ge-1/0/1", "10ge-1/0/2"),
        ),
    )
)
"""Every feature once, and the cases that a USG writes in an odd way."""
