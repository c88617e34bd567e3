"""Services whose files are written on every node and that no program of the lab reads."""

from collections.abc import Iterable, Mapping

from govnetgen.lab.topology import LeftOut
from govnetgen.model.device import DeviceConfig

UNREAD: Mapping[str, str] = {
    "ntp": "chronyd does not run: all nodes have this machine's clock",
    "syslog": "rsyslogd does not run",
    "snmp": "snmpd does not run",
    "lldp": "lldpd does not run",
    "aaa": "logins are by the lab's own key: no TACACS+, RADIUS or local password is asked",
    "dhcp": "dnsmasq runs where it is installed; hosts have fixed addresses",
    "ipsec": "strongSwan does not run and such kernels have no ESP: tunnels stay down",
    "spanning_tree": "mstpd does not run: Open vSwitch speaks RSTP for all VLANs together, without guards",
}
"""Feature to what that means."""


def unread_services(configs: Iterable[DeviceConfig]) -> tuple[LeftOut, ...]:
    """Return what no program reads, each once for the whole lab."""
    held = list(configs)
    return tuple(
        LeftOut("", feature, "files without a reader", why)
        for feature, why in UNREAD.items()
        if any(getattr(one, feature) is not None for one in held)
    )
