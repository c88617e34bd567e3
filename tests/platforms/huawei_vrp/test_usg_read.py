"""Reading a USG's firewall features in the forms of real dumps, and leaving alone what the model does not hold."""

from pathlib import Path

import pytest

from govnetgen.configtree import parse_tree
from govnetgen.model.address import Address, AddressRange, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import AddressObject, Firewall, PolicyRule, ServiceObject, ServiceTerm, Zone
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.ipsec import Encryption, Integrity, IpsecTunnel, TrafficSelector
from govnetgen.model.device.nat import DestinationNat, NatPool, SourceNat, StaticNat
from govnetgen.model.secret import Secret
from govnetgen.platforms.huawei_vrp import PLATFORM

USG = PLATFORM.dialect("usg")
CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus" / "huawei_vrp"
_PEER = Address.parse("10.0.9.2")


def read(text: str) -> tuple[DeviceConfig, list[str]]:
    """Return the meaning of a text and the lines that nothing understood."""
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), USG)
    return reading.device, [line.text for line in reading.unread]


def firewall(text: str) -> tuple[Firewall, list[str]]:
    """Return the firewall of a text and the lines that nothing understood."""
    device, unread = read(text)
    assert device.firewall is not None
    return device.firewall, unread


def capture(name: str) -> DeviceConfig:
    """Return the meaning of a real configuration."""
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the collected configurations are not part of the repository")
    return read(path.read_text(encoding="utf-8"))[0]


def test_an_eve_ng_firewall() -> None:
    device = capture("usg6000v_FW1.cfg")
    assert device.firewall is not None and device.nat is not None
    assert device.firewall.zones == (Zone(name="trust", priority=85, interfaces=("ge-1/0/1", "mgmt-0")),)
    (rule,), (translation,) = device.firewall.rules, device.nat.source
    assert rule.permit and rule.source_zones == ("trust",) and rule.destination_zones == ("untrust",)
    assert len(rule.sources) == 8 and rule.sources == translation.sources
    assert {one.name for one in device.firewall.address_objects} == set(rule.sources)
    assert translation.pool == "1"
    (pool,) = device.nat.pools
    assert pool.ports and str(pool.addresses) == "203.0.113.1-203.0.113.1"


def test_a_pair_with_virtual_systems() -> None:
    device = capture("underlay_FW1.txt")
    assert device.high_availability == HighAvailability(
        interface="ge-1/0/2", peer=Address.parse("172.2.2.2"), tracked_interfaces=("lag-1",)
    )
    assert device.firewall is not None
    # the virtual systems have zones of the same names with interfaces of their own
    assert [(zone.name, zone.interfaces) for zone in device.firewall.zones] == [
        ("dmz", ("ge-1/0/2",)),
        ("trust", ("ge-1/0/1", "mgmt-0")),
    ]
    assert device.firewall.rules == (PolicyRule(name="default", permit=True),)
    assert device.nat is None


def test_zones() -> None:
    found, unread = firewall(
        "firewall zone local\n set priority 100\n#\nfirewall zone untrust\n set priority 5\n#\n"
        "firewall zone name heartbeat id 4\n set priority 80\n add interface GigabitEthernet1/0/0\n"
        " add interface Virtual-if0\n#\nfirewall zone dmz\n set priority 50\n add interface Eth-Trunk1.100\n"
    )
    assert found.zones == (
        Zone(name="dmz", priority=50, interfaces=("lag-1.100",)),
        Zone(name="heartbeat", priority=80, interfaces=("ge-1/0/0",)),
    )
    assert unread == ["add interface Virtual-if0"]


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("address 0 10.1.0.0 mask 16", "10.1.0.0/16"),
        ("address 10.1.0.0 mask 255.255.0.0", "10.1.0.0/16"),
        ("address 3 10.1.2.3 0", "10.1.2.3/32"),
        ("address 10.1.2.3 0", "10.1.2.3/32"),
        ("address 0 10.1.2.0 0.0.0.255", "10.1.2.0/24"),
        ("address 0 2001:db8:: 32", "2001:db8::/32"),
        ("address 0 192.168.215.110 mask 30", "192.168.215.108/30"),
        ("address 1 range 10.1.1.1 10.1.1.9", AddressRange(Address.parse("10.1.1.1"), Address.parse("10.1.1.9"))),
    ],
)
def test_members_of_an_address_set(line: str, member: str | AddressRange) -> None:
    found, unread = firewall(f"ip address-set A type object\n {line}\n")
    held = Prefix.parse(member) if isinstance(member, str) else member
    assert found.address_objects == (AddressObject(name="A", members=(held,)),)
    assert unread == []


@pytest.mark.parametrize(
    "line",
    [
        "address 0 10.1.0.0 0.255.0.255",
        "address 0 10.1.0.999 mask 24",
        "address 0 mac 0-0-1",
        "domain-set D",
        "address 1 0",
    ],
)
def test_a_half_understood_set_is_left_alone(line: str) -> None:
    device, unread = read(f"ip address-set A type object\n address 0 10.0.0.0 mask 8\n {line}\n")
    assert device.firewall is None
    assert unread == ["address 0 10.0.0.0 mask 8", line]


def test_a_member_with_a_remark_counts_and_is_reported() -> None:
    found, unread = firewall("ip address-set A type object\n address 0 10.0.0.1 mask 32 description old server\n")
    assert found.address_objects[0].members == (Prefix.parse("10.0.0.1/32"),)
    assert unread == ["address 0 10.0.0.1 mask 32 description old server"]


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("service 0 protocol tcp source-port 0 to 65535 destination-port 443", [(Protocol.TCP, (443, 443))]),
        (
            "service protocol udp destination-port 53 5000 to 5100",
            [(Protocol.UDP, (53, 53)), (Protocol.UDP, (5000, 5100))],
        ),
        ("service 0 protocol tcp source-port 0 to 65535 destination-port 0 to 65535", [(Protocol.TCP, None)]),
        ("service 0 protocol 89", [(Protocol.OSPF, None)]),
        ("service 0 protocol icmp", [(Protocol.ICMP, None)]),
    ],
)
def test_members_of_a_service_set(line: str, terms: list[tuple[Protocol, tuple[int, int] | None]]) -> None:
    found, unread = firewall(f"ip service-set S type object 16\n {line}\n")
    expected = tuple(ServiceTerm(protocol=one, ports=ports and NumberRange(*ports)) for one, ports in terms)
    assert found.service_objects == (ServiceObject(name="S", terms=expected),)
    assert unread == []


@pytest.mark.parametrize(
    "line",
    [
        "service 0 protocol icmp icmp-type 8 0",
        "service 0 protocol tcp source-port 1024 destination-port 80",
        "service 0 protocol 132",
    ],
)
def test_a_service_that_the_model_does_not_hold(line: str) -> None:
    device, unread = read(f"ip service-set S type object\n {line}\n")
    assert device.firewall is None and unread == [line]


RULE = "security-policy\n rule name R\n  source-zone trust dmz\n  source-zone local\n{}  action permit\n"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("source-address 10.99.0.0 16", "10.99.0.0/16"),
        ("source-address 10.99.0.0 mask 255.255.0.0", "10.99.0.0/16"),
        ("source-address range 10.0.0.1 10.0.0.3", "10.0.0.1-10.0.0.3"),
        ("source-address 2001:db8:: 32", "2001:db8::/32"),
    ],
)
def test_addresses_of_a_rule_become_objects(line: str, name: str) -> None:
    found, unread = firewall(RULE.format(f"  {line}\n"))
    assert found.rules[0].sources == (name,)
    assert found.rules[0].source_zones == ("dmz", "local", "trust")
    assert [(one.name, tuple(map(str, one.members))) for one in found.address_objects] == [(name, (name,))]
    assert unread == []


def test_services_of_a_rule_become_objects() -> None:
    found, unread = firewall(
        RULE.format("  service https OTHER\n  service protocol udp destination-port 53 161\n  service protocol icmp\n")
    )
    assert found.rules[0].services == ("OTHER", "https", "icmp", "udp/53,udp/161")
    assert [one.name for one in found.service_objects] == ["https", "icmp", "udp/53,udp/161"]
    assert found.service_objects[0].terms == (ServiceTerm(protocol=Protocol.TCP, ports=NumberRange(443, 443)),)
    assert unread == []


def test_any_is_no_condition() -> None:
    found, unread = firewall(RULE.format("  source-address any\n  service any\n"))
    assert found.rules[0].sources == () == found.rules[0].services
    assert unread == []


@pytest.mark.parametrize("line", ["time-range worktime", "user user-group /default", "application app X", "disable"])
def test_a_rule_with_a_condition_that_the_model_lacks_is_left_alone(line: str) -> None:
    device, unread = read(RULE.format(f"  {line}\n"))
    assert device.firewall is None
    assert line in unread and "action permit" in unread


def test_a_rule_without_an_action_is_left_alone() -> None:
    device, unread = read("security-policy\n rule name R\n  source-zone trust\n")
    assert device.firewall is None and unread == ["source-zone trust"]


def test_inspection_does_not_change_what_a_rule_permits() -> None:
    found, unread = firewall(RULE.format("  profile ips default\n  session logging\n"))
    assert found.rules[0].permit
    assert unread == ["profile ips default", "session logging"]


@pytest.mark.parametrize(("switch", "logs"), [("log type policy enable\n", True), ("", False)])
def test_a_rule_logs_only_where_the_log_is_on(switch: str, logs: bool) -> None:
    found, _ = firewall(f"#\n {switch}#\n" + RULE.format("  policy logging\n"))
    assert found.rules[0].log is logs


def test_an_address_that_needs_the_name_of_another_set_is_refused() -> None:
    text = "ip address-set 10.1.0.0/16 type object\n address 0 10.2.0.0 mask 16\n#\n"
    found, unread = firewall(text + RULE.format("  source-address 10.1.0.0 16\n"))
    assert found.rules == () and "source-address 10.1.0.0 16" in unread


def test_source_translation() -> None:
    device, unread = read(
        "nat address-group P 0\n mode no-pat global\n section 0 203.0.113.8 203.0.113.9\n#\nnat-policy\n"
        " rule name a\n  source-zone trust\n  source-address 10.1.0.0 mask 255.255.0.0\n"
        "  action source-nat address-group P\n rule name b\n  action source-nat easy-ip\n"
        " rule name c\n  action no-nat\n rule name old\n  action nat address-group P\n"
    )
    assert device.nat is not None and unread == []
    (pool,) = device.nat.pools
    assert pool == NatPool(
        name="P", addresses=AddressRange(*map(Address.parse, ("203.0.113.8", "203.0.113.9"))), ports=False
    )
    assert device.nat.source == (
        SourceNat(name="a", source_zones=("trust",), sources=("10.1.0.0/16",), pool="P"),
        SourceNat(name="b"),
        SourceNat(name="c", exempt=True),
        SourceNat(name="old", pool="P"),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["egress-interface GigabitEthernet1/0/1", "action source-nat easy-ip"],
        ["action destination-nat static address-to-address address 10.1.1.1"],
        ["action source-nat address-group P", "action destination-nat address 10.1.1.1"],
        ["service protocol tcp destination-port 80", "action no-nat"],
    ],
)
def test_translation_that_the_model_does_not_hold(lines: list[str]) -> None:
    device, unread = read("nat-policy\n rule name a\n" + "".join(f"  {line}\n" for line in lines))
    assert device.nat is None and unread == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["section 0 1.1.1.1 1.1.1.2", "section 1 1.1.1.8 1.1.1.9"],
        ["mode full-cone global", "section 0 1.1.1.1 1.1.1.2"],
        ["mode pat"],
    ],
)
def test_pools_that_the_model_does_not_hold(lines: list[str]) -> None:
    device, unread = read("nat address-group P\n" + "".join(f" {line}\n" for line in lines))
    assert device.nat is None and unread == lines


def test_servers() -> None:
    device, unread = read(
        " nat server a 0 zone untrust global 203.0.113.1 inside 10.0.0.1\n"
        " nat server b zone untrust global 203.0.113.64 203.0.113.79 inside 10.0.0.16 10.0.0.31\n"
        " nat server c zone untrust protocol tcp global 203.0.113.2 www inside 10.0.0.2 8080 no-reverse\n"
        " nat server d zone untrust global 203.0.113.3 inside 10.0.0.3 no-reverse\n"
    )
    assert unread == [] and device.nat is not None
    both, one = [Prefix.parse(text) for text in ("203.0.113.64/28", "203.0.113.1/32")]
    assert device.nat.static == (
        StaticNat(name="a", outside=one, inside=Prefix.parse("10.0.0.1/32"), zone="untrust"),
        StaticNat(name="b", outside=both, inside=Prefix.parse("10.0.0.16/28"), zone="untrust"),
    )
    assert device.nat.destination == (
        DestinationNat(
            name="c",
            outside=Address.parse("203.0.113.2"),
            inside=Address.parse("10.0.0.2"),
            zone="untrust",
            protocol=Protocol.TCP,
            outside_port=80,
            inside_port=8080,
        ),
        DestinationNat(
            name="d", outside=Address.parse("203.0.113.3"), inside=Address.parse("10.0.0.3"), zone="untrust"
        ),
    )


@pytest.mark.parametrize(
    "line",
    [
        "nat server a global 203.0.113.1 inside 10.0.0.1",
        "nat server a zone untrust protocol tcp global 203.0.113.1 80 inside 10.0.0.1 80",
        "nat server a zone untrust global 203.0.113.1 inside 10.0.0.1 vrrp 1",
        "nat server a zone untrust global 203.0.113.1 203.0.113.3 inside 10.0.0.1 10.0.0.3",
        "nat server a zone untrust global 203.0.113.0 203.0.113.1 inside 10.0.0.0 10.0.0.3",
        "nat server a zone untrust global 203.0.113.999 inside 10.0.0.1",
        "nat server a zone untrust protocol tcp global 203.0.113.1 no-such inside 10.0.0.1 80 no-reverse",
        "nat server a zone untrust protocol tcp global 203.0.113.1 80 inside 10.0.0.1 no-reverse",
    ],
)
def test_servers_that_the_model_does_not_hold(line: str) -> None:
    device, unread = read(f" {line}\n")
    assert device.nat is None and unread == [line]


RULE_OF_SERVER = (
    "nat-policy\n rule name web\n  source-zone untrust\n  destination-address 203.0.113.9 mask 255.255.255.255\n"
)


@pytest.mark.parametrize(
    ("lines", "protocol", "outside_port", "inside_port"),
    [
        ("  action destination-nat static address-to-address address 10.0.0.9\n", None, None, None),
        ("  service http\n  action destination-nat address 10.0.0.9 8080\n", Protocol.TCP, 80, 8080),
        (
            "  service protocol udp destination-port 53\n  action destination-nat address 10.0.0.9\n",
            Protocol.UDP,
            53,
            53,
        ),
    ],
)
def test_a_rule_may_publish_a_server(
    lines: str, protocol: Protocol | None, outside_port: int | None, inside_port: int | None
) -> None:
    device, unread = read(RULE_OF_SERVER + lines)
    assert device.nat is not None and unread == []
    assert device.nat.destination == (
        DestinationNat(
            name="web",
            outside=Address.parse("203.0.113.9"),
            inside=Address.parse("10.0.0.9"),
            zone="untrust",
            protocol=protocol,
            outside_port=outside_port,
            inside_port=inside_port,
        ),
    )
    # a rule that only publishes leaves no address object behind
    assert device.firewall is None


@pytest.mark.parametrize(
    "lines",
    [
        ["source-zone trust", "action destination-nat address 10.0.0.9"],
        ["service MINE", "action destination-nat address 10.0.0.9"],
        ["service http https", "action destination-nat address 10.0.0.9"],
        ["source-address 192.0.2.0 24", "action destination-nat address 10.0.0.9"],
        ["action destination-nat address 10.0.0.9 80"],
        ["action destination-nat address-group G"],
    ],
)
def test_a_rule_that_publishes_more_than_a_server(lines: list[str]) -> None:
    device, unread = read(RULE_OF_SERVER + "".join(f"  {line}\n" for line in lines))
    assert device.nat is None and set(lines) < set(unread)


TUNNEL = """\
acl number 3000
 rule 5 permit ip source 10.1.0.0 0.0.255.255 destination 10.2.1.1 0
#
ipsec proposal prop1
 esp authentication-algorithm sha2-256
 esp encryption-algorithm aes-128
#
ike proposal default
 encryption-algorithm aes-256 aes-192 aes-128
 dh group14
#
ike proposal 10
 encryption-algorithm aes-128
 dh group14
 authentication-algorithm sha2-256
 authentication-method pre-share
 integrity-algorithm hmac-sha2-256
 prf hmac-sha2-256
#
ike peer branch
 pre-shared-key %^%#a#b"c%^%#
 ike-proposal 10
 remote-address 10.0.9.2
#
ipsec policy map1 10 isakmp
 security acl 3000
 ike-peer branch
 proposal prop1
#
interface GigabitEthernet1/0/1
 ipsec policy map1
#
"""


def test_a_tunnel() -> None:
    device, unread = read(TUNNEL)
    assert device.ipsec is not None
    assert device.ipsec.tunnels == (
        IpsecTunnel(
            name="branch",
            interface="ge-1/0/1",
            peer=_PEER,
            secret=Secret('%^%#a#b"c%^%#', "cipher"),
            encryption=Encryption.AES128,
            integrity=Integrity.SHA256,
            dh_group=14,
            selectors=(TrafficSelector(local=Prefix.parse("10.1.0.0/16"), remote=Prefix.parse("10.2.1.1/32")),),
        ),
    )
    assert unread == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ipsec policy map1 10 isakmp", "ipsec policy map1 10 isakmp template T"),
        (" ipsec policy map1", " shutdown"),
        (" remote-address 10.0.9.2", " remote-address 10.0.9.2\n undo version 2"),
        (" esp encryption-algorithm aes-128", " esp encryption-algorithm aes-256"),
        ("rule 5 permit ip", "rule 5 permit tcp"),
        (" proposal prop1", " proposal prop1\n pfs dh-group14"),
        (" dh group14\n authentication-algorithm sha2-256", " dh group14\n authentication-algorithm sha1"),
    ],
)
def test_a_tunnel_that_is_not_complete_or_not_the_models(old: str, new: str) -> None:
    device, unread = read(TUNNEL.replace(old, new))
    assert device.ipsec is None
    assert 'pre-shared-key %^%#a#b"c%^%#' in unread


def test_what_a_tunnel_survives() -> None:
    device, unread = read(TUNNEL.replace(" ike-proposal 10\n", " ike-proposal 10\n dpd type periodic\n"))
    assert device.ipsec is not None and unread == ["dpd type periodic"]


def test_a_pair() -> None:
    device, unread = read(
        "#\n hrp enable\n hrp standby-device\n hrp interface GigabitEthernet1/0/2 remote 10.0.9.2\n"
        " hrp interface GigabitEthernet1/0/3 remote 10.0.9.6\n hrp track vlan 10\n hrp track interface Vlanif10\n#\n"
    )
    assert device.high_availability == HighAvailability(
        interface="ge-1/0/2", peer=_PEER, standby=True, tracked_interfaces=("vlan-10",)
    )
    assert unread == ["hrp interface GigabitEthernet1/0/3 remote 10.0.9.6", "hrp track vlan 10"]


@pytest.mark.parametrize(
    "text",
    [
        "hrp interface GigabitEthernet1/0/2 remote 10.0.9.2",
        "hrp enable",
        "hrp enable\n hrp interface Foo1 remote 1.1.1.1",
    ],
)
def test_no_pair(text: str) -> None:
    device, unread = read(f"#\n {text}\n#\n")
    assert device.high_availability is None and len(unread) == text.count("\n") + 1
