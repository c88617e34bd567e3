"""What a USG cannot express of IPsec tunnels and of a pair of firewalls, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.ipsec import Ipsec, IpsecTunnel
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.firewall_filters import SELECTOR_LIST_PREFIX, placed_tunnels, policy_name
from govnetgen.platforms.huawei_vrp.names import vendor

UNCONFIRMED: Mapping[str, str] = {
    "ipsec: access list": "a policy names its list by number; the list also has a name, which only the list shows",
    "ipsec: names": "policies and proposals are kept to 15 characters, which is what older releases of VRP give them",
    "ipsec: IKE version": "`undo version 1` leaves version 2, as `undo version 2` leaves version 1",
    "ipsec: groups": "`dh groupN` is seen for group 14; the others follow it",
    "high_availability: heartbeat": "whether the security policy also judges HRP itself (UDP 18514) is not said",
    "high_availability: order": "where `hrp standby-device` stands is not seen: all dumps are of active devices",
}
"""Syntax that no source confirms: the feature, and why it is written as it is."""

_GROUPS = frozenset({1, 2, 5, 14, 15, 16, 18, 19, 20, 21, 24})
_LONGEST_LIST_NAME = 32
_LONGEST_POLICY_NAME = 15


def limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name everything of tunnels and of the pair that cannot be expressed."""
    if device.ipsec is not None:
        yield from _ipsec(device.ipsec, device, dialect)
    if device.high_availability is not None:
        yield from _high_availability(device.high_availability, dialect)


def _ipsec(ipsec: Ipsec, device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    if not ipsec.tunnels:
        yield Limit("ipsec", device.system.hostname, "IPsec without a tunnel leaves no trace in the configuration")
    for name, times in Counter(tunnel.name for tunnel in ipsec.tunnels).items():
        if times > 1:
            yield Limit("ipsec", name, "two tunnels share the name")
    interfaces = {interface.name for interface in device.interfaces}
    for tunnel in ipsec.tunnels:
        for why in _tunnel(tunnel):
            yield Limit("ipsec", tunnel.name, why)
        if tunnel.interface not in interfaces:
            yield Limit("ipsec", tunnel.name, f"the policy is bound to {tunnel.interface}, which is not configured")
    for name in sorted({acl.name for acl in device.acls if acl.name.startswith(SELECTOR_LIST_PREFIX)}):
        yield Limit("ipsec", name, f"access lists named {SELECTOR_LIST_PREFIX}* hold the selectors of tunnels")
    numbers = {str(placed.acl_number) for placed in placed_tunnels(ipsec)}
    for name in sorted({acl.name for acl in device.acls if acl.version == 4} & numbers):
        yield Limit("ipsec", f"access list {name}", "the number is taken by the selectors of a tunnel")
    yield from _policies(ipsec)


def _policies(ipsec: Ipsec) -> Iterator[Limit]:
    for interface in dict.fromkeys(tunnel.interface for tunnel in ipsec.tunnels):
        if len(policy_name(interface)) > _LONGEST_POLICY_NAME:
            why = f"the policy is named after the interface, and may have {_LONGEST_POLICY_NAME} characters"
            yield Limit("ipsec", interface, why)


def _tunnel(tunnel: IpsecTunnel) -> Iterator[str]:
    longest = _LONGEST_LIST_NAME - len(SELECTOR_LIST_PREFIX)
    if not tunnel.name.isprintable() or not tunnel.name or set(tunnel.name) & set(' "?') or len(tunnel.name) > longest:
        yield f"a peer is named with 1 to {longest} characters, without blanks, quotes and question marks"
    if tunnel.peer.version != 4:
        yield "a peer with an IPv6 address needs IPv6 policies, which are not written"
    if any(6 in (one.local.version, one.remote.version) for one in tunnel.selectors):
        yield "a policy takes access lists of IPv4 only"
    if tunnel.dh_group not in _GROUPS:
        yield f"there is no group {tunnel.dh_group}"
    if tunnel.secret.scheme not in ("", "cipher") or any(character.isspace() for character in tunnel.secret.text):
        yield "a key is kept in the device's own cipher only, and has no blanks"


def _high_availability(pair: HighAvailability, dialect: VrpDialect) -> Iterator[Limit]:
    if pair.peer.version != 4:
        yield Limit("high_availability", pair.interface, "the heartbeat runs over IPv4 only")
    for name in (pair.interface, *pair.tracked_interfaces):
        try:
            vendor(name, dialect.ports)
        except ValueError as problem:
            yield Limit("high_availability", name, str(problem))
