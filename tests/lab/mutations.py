"""Seeded faults: one thing wrong on one device, in what is intended (``spoil``) or in what is rendered (``edit``)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lab import spoil as s
from lab.slices import DALIAN

from govnetgen.model.address import NumberRange
from govnetgen.model.device import DeviceConfig

SLICES: dict[str, tuple[str, ...]] = {"small": (), "dalian": DALIAN}
"""The networks that faults are seeded in, and the part of each that is built."""

SLOW_S = 45.0
"""What OSPF and VRRP take to notice that somebody is silent: forty seconds (RFC 2328), then some."""


@dataclass(frozen=True)
class Mutation:
    """A fault. ``wait_s``: how long nothing shows of it."""

    name: str
    of: str
    device: str
    spoil: Callable[[DeviceConfig], DeviceConfig] | None = None
    edit: Callable[[str], str] | None = None
    wait_s: float = 0.0

    @property
    def where(self) -> str:
        """Whether the fault is in the intent or in the rendering."""
        return "intent" if self.spoil is not None else "rendering"


def _wider(rule: object) -> object:
    return replace(rule, services=())  # type: ignore[type-var]


def _everywhere(rule: object) -> object:
    return replace(rule, destinations=())  # type: ignore[type-var]


INTENT = (
    ("wrong VLAN on a trunk", "xigang-gov-sw1", s.interface("10ge-0/25", s.trunk((3, 4)))),
    ("wrong VLAN on an access port", "xigang-gov-sw1", s.interface("ge-0/1", s.access(4))),
    ("port to the hosts is shut", "dsj-sw1", s.interface("ge-0/1", s.off)),
    ("wrong tag on a subinterface", "xigang-gov-fw1", s.interface("ge-1/0/0.3011", s.tag(3900))),
    ("one line of an aggregate is missing", "core1", s.interface("10ge-1/14", s.no_lag)),
    ("policy rule too wide: any service", "xigang-gov-fw1", s.rule("to-shared", _wider)),
    ("policy rule too wide: any destination", "exit-fw1", s.rule("portal", _everywhere)),
    ("policy rule missing", "xigang-gov-fw1", s.rule("exchange-in", lambda _: None)),
    ("denial before all other rules", "xigang-gov-fw1", s.first_rule("deny-all")),
    ("service with a wrong port range", "xigang-gov-fw1", s.service("transfer", NumberRange(22, 25))),
    ("address set one bit too long", "xigang-gov-fw1", s.address_object("own-clients", 1)),
    ("interface in the wrong zone", "xigang-gov-fw1", s.in_zone("xigang-gov exchange", "intranet")),
    ("NAT pool off by one bit", "exit-fw1", s.nat_pool(1 << 4)),
    ("published service leads to another host", "exit-fw1", s.published_host(1)),
    ("wrong next hop of the default route", "exit-fw1", s.next_hop(8)),
    ("default route is not announced", "exit-fw1", s.ospf(s.no_default)),
    ("missing route summary", "agg-xigang", s.ospf(s.no_summaries)),
    ("wrong OSPF area", "xigang-gov-fw1", s.other_area("ge-1/0/0", 77)),
    ("OSPF is passive on the uplink", "xigang-gov-fw1", s.interface("ge-1/0/0", s.silent)),
    ("OSPF key differs", "xigang-gov-fw1", s.interface("ge-1/0/0", s.ospf_key("another"))),
    ("OSPF is passive on one of two uplinks", "agg-xigang", s.interface("10ge-1/3", s.silent)),
    ("wrong mask on a gateway", "xigang-gov-fw1", s.interface("xigang-gov office", s.longer_mask(4, 2))),
    ("wrong address on a link", "xigang-gov-fw1", s.interface("ge-1/0/0", s.moved(2))),
    ("gateway without IPv6", "xigang-gov-fw1", s.interface("xigang-gov office", s.without_version(6))),
    ("wrong loopback address", "xigang-gov-fw1", s.interface("loopback-0", s.moved(64))),
    ("missing VRRP on the preferred gateway", "dsj-fw1", s.interface("dsj office", s.not_virtual)),
    ("wrong virtual address of VRRP", "dsj-fw1", s.interface("dsj office", s.virtual(8))),
    ("VLAN in the VRF of another VPN", "shahekou-gov-fw1", s.other_vrf("shahekou-gov shuiwu", "gongshang")),
    ("missing route target", "dsj-fw1", s.checked(lambda one: replace(one, vrfs=(replace(one.vrfs[0], imports=()),)))),
    ("wrong NTP server", "dsj-fw1", s.checked(lambda one: replace(one, ntp=None))),
)
SMALL = (
    ("swapped ACL direction", "core1", s.interface("hr office", s.turned)),
    ("wildcard of an ACL too long", "core1", s.acl("vlan-100", s.wildcard(12))),
    ("wildcard of an ACL too short", "core1", s.acl("vlan-100", s.wildcard(-3))),
    ("management open to everybody", "core2", s.acl("management", s.wildcard(20))),
)
RENDERED = (
    ("the final rule accepts", "small", "fw1", s.text(r'log prefix "deny-all: " drop', "accept")),
    ("NAT rule is missing", "small", "fw1", s.text(r"^ +iifname .* snat ip to \$pool_out .*$", "")),
    (
        "NAT pool is another address",
        "small",
        "fw1",
        s.text(r"(define pool_out = )203.0.113.3-203.0.113.4", r"\g<1>203.0.113.5"),
    ),
    ("wrong next hop", "small", "fw1", s.text(r"ip route 0.0.0.0/0 203.0.113.1", "ip route 0.0.0.0/0 203.0.113.6")),
    (
        "IPv6 is not forwarded",
        "small",
        "core1",
        s.text(r"ipv6.conf.all.forwarding = 1", "ipv6.conf.all.forwarding = 0"),
    ),
    ("published port is translated wrongly", "dalian", "exit-fw1", s.text(r"10\.82\.0\.10:80 ", "10.82.0.10:81 ")),
    (
        "rules of IPv6 are missing",
        "dalian",
        "sjzx-fw1",
        s.text(r"(chain rule_to-database \{\n(?: +ip .*\n)+)(?: +ip6 .*\n)+", r"\1"),
    ),
    (
        "connections are not remembered",
        "dalian",
        "xigang-gov-fw1",
        s.text(
            r"(priority filter; policy drop;\n) +ct state established,related accept\n"
            r"(?= +ct state invalid drop\n +iifname \{ \$zone)",
            r"\1",
        ),
    ),
    (
        "a VLAN is missing in the bridge",
        "dalian",
        "xigang-gov-sw1",
        s.text(r"^(iface ge0-1\n(?:.*\n)*?) +bridge-access \d+$", r"\1    bridge-access 4"),
    ),
)
LATE = ("OSPF key differs", "OSPF is passive on the uplink", "OSPF is passive on one of two uplinks", "wrong OSPF area")
MUTATIONS: tuple[Mutation, ...] = (
    *(
        Mutation(name=name, of="dalian", device=device, spoil=spoil, wait_s=SLOW_S if name in LATE else 0.0)
        for name, device, spoil in INTENT
    ),
    *(Mutation(name=name, of="small", device=device, spoil=spoil) for name, device, spoil in SMALL),
    *(Mutation(name=name, of=of, device=device, edit=edit) for name, of, device, edit in RENDERED),
)
"""All faults, those of one network one after the other."""
IN_CI = (
    "wildcard of an ACL too long",
    "management open to everybody",
    "the final rule accepts",
    "NAT pool is another address",
)
"""Those that CI runs, in the small network; ``python tests/lab/run_mutations.py`` runs all."""
