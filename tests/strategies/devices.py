"""Whole devices: each feature is there or not, and what it refers to exists."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

from hypothesis import strategies as st

from govnetgen.model.device import DeviceConfig
from strategies.bgp import bgp
from strategies.consistency import consistent
from strategies.dhcp import dhcp
from strategies.filters import acls, prefix_lists
from strategies.firewall import firewall, high_availability, ipsec, nat
from strategies.interface import PORTS, interfaces
from strategies.routing import isis, mpls, ospf, static_routes, vrfs
from strategies.services import SYSTEMS, aaa, lldp, ntp, snmp, ssh, syslog
from strategies.switching import spanning_tree, vlans

Drawer = Callable[[st.DrawFn, DeviceConfig], object]

DRAWERS: Mapping[str, Drawer] = {
    "vrfs": vrfs,
    "vlans": vlans,
    "spanning_tree": spanning_tree,
    "acls": acls,
    "prefix_lists": prefix_lists,
    "ospf": ospf,
    "isis": isis,
    "mpls": mpls,
    "interfaces": interfaces,
    "dhcp": dhcp,
    "static_routes": static_routes,
    "aaa": aaa,
    "ssh": ssh,
    "ntp": ntp,
    "syslog": syslog,
    "snmp": snmp,
    "lldp": lldp,
    "bgp": bgp,
    "firewall": firewall,
    "nat": nat,
    "ipsec": ipsec,
    "high_availability": high_availability,
}
"""How each feature is drawn, after everything that it may refer to."""

_NEEDS = {"dhcp": "interfaces", "nat": "firewall", "ipsec": "interfaces", "high_availability": "interfaces"}
_OFTEN = ("interfaces", "vrfs", "vlans", "acls")


@st.composite
def devices(draw: st.DrawFn, features: Collection[str], ports: tuple[str, ...] = PORTS) -> DeviceConfig:
    """Draw a device that has some of the features; ``ports`` are the names its ports may have."""
    wanted = {
        one for one in DRAWERS if one in features and (draw(st.booleans()) or (one in _OFTEN and draw(st.booleans())))
    }
    wanted |= {need for one, need in _NEEDS.items() if one in wanted and need in features}
    device = DeviceConfig(system=draw(SYSTEMS))
    for feature, drawer in DRAWERS.items():
        if feature in wanted:
            drawn = partial(interfaces, ports=ports) if feature == "interfaces" else drawer
            device = replace(device, **{feature: drawn(draw, device)})
    return consistent(device)
