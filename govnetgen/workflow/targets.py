"""How the devices of a network are reached: their management addresses, and who may log in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.deploy.credentials import Credentials, keyless, missing, read_credentials, system_keyring
from govnetgen.deploy.session import Target
from govnetgen.diagnostics import Checked, Collector
from govnetgen.model.network import Device
from govnetgen.workflow.address import Addressed

TIMEOUT_S = 60
_SSH = 22
_NETCONF = 830
_PORTS = {"netconf_yang": _NETCONF}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What somebody asked for: where credentials and host keys are, and how long a device may take to answer."""

    credentials: Path | None = None
    known_hosts: Path | None = None
    accept_new: bool = False
    timeout_s: int = TIMEOUT_S
    lab: bool = False
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)


def network_targets(addressed: Addressed, names: Sequence[str], access: Access) -> Checked[dict[str, Target]]:
    """Return how each device is reached; raises OSError where the file of credentials cannot be read."""
    collector = Collector()
    held = collector.take(read_credentials(access.credentials, access.environment, keyring=system_keyring()))
    if held is None:
        return collector.checked(None)
    lacking = missing(held, tuple(names))
    collector.found += (one for one in (lacking, *keyless(held, tuple(names))) if one is not None)
    if collector.failed:
        return collector.checked(None)
    found = {name: _target(addressed, addressed.network.devices[name], held, access, collector) for name in names}
    return collector.checked({name: one for name, one in found.items() if one is not None})


def _target(
    addressed: Addressed, device: Device, credentials: Credentials, access: Access, collector: Collector
) -> Target | None:
    held = credentials.of(device.name)
    host = held.host or addressed.planned.plan.reached_at(device.name)
    if host is None:
        collector.error(
            "no-management-address",
            f"{device.name} has no address to reach it at",
            device.location,
            hint=f"give it a loopback or a management VLAN, or a host under [{device.name}] of the credentials",
        )
        return None
    return Target(
        device=device.name,
        platform=device.platform,
        dialect=device.dialect,
        host=str(host),
        port=held.port or (_NETCONF if held.transport == "netconf" else _PORTS.get(device.platform, _SSH)),
        credential=held,
        known_hosts=None if access.known_hosts is None else str(access.known_hosts),
        accept_new=access.accept_new,
        timeout_s=access.timeout_s,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Devices and how they are reached, each in the platform that it really speaks."""

    targets: Mapping[str, Target]
