"""Twins: what a device of any platform means, as a Linux node can be told it, and what had to be left out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from govnetgen.diagnostics import Checked, Diagnostic, Location, error
from govnetgen.lab.topology import LeftOut
from govnetgen.lab.twin_names import renamed_interfaces, renamed_vrfs, with_names
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import DefaultRoute, OspfAlgorithm
from govnetgen.platform import Limit, platforms
from govnetgen.platforms.linux.names import port

PLATFORM, DIALECT = "linux", "debian12_namespaces"
"""What twins can say, whatever their kernel has: what a VRF is makes no difference to it (``govnetgen.lab.vrfs``)."""

NEVER = 255
"""The distance of routes that are not used."""

_DISPENSABLE = ("aaa", "ntp", "syslog", "snmp", "lldp", "ipsec", "dhcp", "spanning_tree", "high_availability")
"""Features without which packets find their way as before: they are left out whole where Linux cannot say them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A device as a Linux node.

    ``names`` leads from each interface of the device to the Linux name of its twin; ``vrfs`` from its VRFs to theirs.
    """

    config: DeviceConfig
    names: Mapping[str, str]
    vrfs: Mapping[str, str]
    left_out: tuple[LeftOut, ...] = ()


Step = Callable[[DeviceConfig], tuple[DeviceConfig, tuple[LeftOut, ...]]]


def twin(device: DeviceConfig) -> Checked[Twin]:
    """Return a device's twin: what Linux cannot express is changed or taken out, and said; nothing else is touched."""
    left_out: list[LeftOut] = []
    interfaces, vrfs = renamed_interfaces(device), renamed_vrfs(device)
    left_out += (
        LeftOut(device.system.hostname, "vrfs", old, "no network device can have this name", f"VRF {new}")
        for old, new in vrfs.items()
    )
    config = with_names(device, interfaces, vrfs)
    for step in _STEPS:
        config, more = step(config)
        left_out += more
    config, more = _without_dispensable(config)
    left_out += more
    remaining = _limits(config)
    if remaining:
        return Checked(None, tuple(_refusal(device, one) for one in remaining))
    names = {one.name: port(interfaces.get(one.name, one.name)) for one in device.interfaces}
    held = {one.name: vrfs.get(one.name, one.name) for one in device.vrfs}
    return Checked(Twin(config=in_order(config), names=names, vrfs=held, left_out=tuple(left_out)))


def _limits(config: DeviceConfig) -> tuple[Limit, ...]:
    platform = platforms()[PLATFORM]
    return platform.inexpressible(config, platform.dialect(DIALECT))


def _refusal(device: DeviceConfig, limit: Limit) -> Diagnostic:
    return error(
        "lab-cannot-twin",
        f"{device.system.hostname} has no twin in the lab: {limit.feature}: {limit}",
        Location(device.system.hostname),
        hint="leave the device out of the lab with --limit",
    )


def _without_dispensable(config: DeviceConfig) -> tuple[DeviceConfig, tuple[LeftOut, ...]]:
    why: dict[str, Limit] = {}
    for limit in _limits(config):
        if limit.feature in _DISPENSABLE:
            why.setdefault(limit.feature, limit)
    left_out = tuple(
        LeftOut(config.system.hostname, feature, "all of it", str(why[feature])) for feature in sorted(why)
    )
    absent: dict[str, Any] = dict.fromkeys(why)
    return replace(config, **absent), left_out


def _unpaired(config: DeviceConfig) -> tuple[DeviceConfig, tuple[LeftOut, ...]]:
    pair = config.high_availability
    if pair is None:
        return config, ()
    said = LeftOut(
        config.system.hostname,
        "high_availability",
        f"pair over {pair.interface}",
        "nodes of the lab share no sessions and watch no uplinks",
        "virtual addresses change over by VRRP; connections that were open are lost",
    )
    return replace(config, high_availability=None), (said,)


def _prompt_vrrp(config: DeviceConfig) -> tuple[DeviceConfig, tuple[LeftOut, ...]]:
    """FRR 8.4 has no preempt delay: a group's preferred device takes over at once when it is back."""
    delays = sorted({group.preempt_delay_s for one in config.interfaces for group in one.vrrp if group.preempt_delay_s})
    if not delays:
        return config, ()
    interfaces = tuple(
        replace(one, vrrp=tuple(replace(group, preempt_delay_s=0) for group in one.vrrp)) if one.vrrp else one
        for one in config.interfaces
    )
    said = LeftOut(
        config.system.hostname,
        "interfaces",
        f"VRRP preempt delay of {', '.join(map(str, delays))} s",
        "FRR takes over at once, without a delay",
    )
    return replace(config, interfaces=interfaces), (said,)


def _md5_ospf(config: DeviceConfig) -> tuple[DeviceConfig, tuple[LeftOut, ...]]:
    """FRR 8.4 authenticates OSPFv2 with MD5 only; twins on both ends of a link do the same."""
    changed = dict(_with_md5(config))
    if not changed:
        return config, ()
    interfaces = tuple(changed.get(one.name, one) for one in config.interfaces)
    said = LeftOut(
        config.system.hostname,
        "ospf",
        "HMAC-SHA-256 authentication",
        "FRR 8.4 authenticates OSPFv2 with MD5 only",
        "MD5 with the same key",
    )
    return replace(config, interfaces=interfaces), (said,)


def _with_md5(config: DeviceConfig) -> Iterator[tuple[str, Interface]]:
    for one in config.interfaces:
        parts = tuple(
            replace(part, authentication=replace(part.authentication, algorithm=OspfAlgorithm.MD5))
            if part.version == 2
            and part.authentication is not None
            and part.authentication.algorithm is not OspfAlgorithm.MD5
            else part
            for part in one.ospf
        )
        if parts != one.ospf:
            yield one.name, replace(one, ospf=parts)


def _own_default(config: DeviceConfig) -> tuple[DeviceConfig, tuple[LeftOut, ...]]:
    """Huawei's routers that always originate a default take none of others in OSPF; FRR does, and passes it on."""
    processes = tuple(
        replace(one, external_distance=NEVER)
        if one.default_route is DefaultRoute.ALWAYS and one.external_distance is None
        else one
        for one in config.ospf
    )
    if config.bgp is None or processes == config.ospf:
        return config, ()
    said = LeftOut(
        config.system.hostname,
        "ospf",
        "routes from outside the domain, where the device always originates a default",
        "FRR would take the default that another originates for the one of BGP",
        "OSPF's external routes are not used there",
    )
    return replace(config, ospf=processes), (said,)


_STEPS: tuple[Step, ...] = (_unpaired, _prompt_vrrp, _md5_ospf, _own_default)
