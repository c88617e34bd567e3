"""Access lists, and who refers to them."""

from collections import Counter
from collections.abc import Iterator

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule
from govnetgen.platform import Limit
from govnetgen.platforms.linux.access import acl_chain
from govnetgen.platforms.linux.names import word
from govnetgen.platforms.linux.nftables import WITH_PORTS

_LONGEST_CHAIN = 120


def acl_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield lists that are no chain."""
    seen = Counter((one.name, one.version) for one in device.acls)
    for acl in device.acls:
        if not acl.name or len(acl_chain(acl)) > _LONGEST_CHAIN:
            yield Limit("acls", acl.name, "a chain's name is at most 120 characters, foreign letters counting several")
        if seen[acl.name, acl.version] > 1:
            yield Limit("acls", acl.name, "lists of an IP version differ in name")
        for rule in acl.rules:
            why = _rule(rule, acl)
            if why is not None:
                yield Limit("acls", f"{acl.name} {rule.sequence}", why)


def _rule(rule: AclRule, acl: Acl) -> str | None:
    ports = rule.source_port is not None or rule.destination_port is not None
    if any(one is not None and one.version != acl.version for one in (rule.source, rule.destination)):
        return f"the list is of IPv{acl.version}"
    if ports and rule.protocol not in WITH_PORTS:
        return f"{rule.protocol} has no ports"
    if acl.source_only and (ports or rule.destination is not None):
        return "the list matches sources only"
    return None


def reference_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield references to lists that the device does not have: the packet filter would not load."""
    known = {(one.name, one.version) for one in device.acls}
    for interface in device.interfaces:
        for binding in interface.acls:
            if (binding.name, binding.version) not in known:
                yield Limit("interfaces", interface.name, f"there is no IPv{binding.version} list {binding.name}")
    if device.ssh is not None:
        for version, name in ((4, device.ssh.acl), (6, device.ssh.acl6)):
            if name is not None and (name, version) not in known:
                yield Limit("ssh", name, f"there is no IPv{version} list of this name")
    for group in device.snmp.groups if device.snmp is not None else ():
        if group.acl is not None and not known & {(group.acl, 4), (group.acl, 6)}:
            yield Limit("snmp", group.name, f"there is no list {group.acl}")


def names_chain(prefix: str, name: str) -> bool:
    """Tell whether a chain or variable can be named after something."""
    return name != "" and len(prefix) + len(word(name)) <= _LONGEST_CHAIN
