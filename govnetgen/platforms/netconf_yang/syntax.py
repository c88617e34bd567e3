"""XML as a device's answer is written by our driver: an element a line, what is in it indented below it.

The keys of a list's entry stand on the line that opens it: the line says which entry it is.

An end tag says nothing that the indentation does not; the parser drops those that are known and writes them again.
"""

import re

from govnetgen.configtree import Closer, Syntax

_CONTAINERS = (
    "config",
    "system",
    "interfaces",
    "interface",
    "ipv4",
    "ipv6",
    "address",
    "trunk",
    "filter",
    "vlans",
    "vlan",
    "vrfs",
    "vrf",
    "acls",
    "acl",
    "rule",
    "source-port",
    "destination-port",
    "clock",
    "banner",
    "line",
    "aaa",
    "login",
    "user",
    "tacacs",
    "radius",
    "ssh",
    "ntp",
    "authentication-key",
    "server",
    "syslog",
    "snmp",
    "view",
    "group",
    "trap-host",
    "lldp",
    "spanning-tree",
    "region",
    "instance",
    "priority",
    "static-routes",
    "route",
    "lag",
    "aggregate",
)

SYNTAX = Syntax(
    indent="  ",
    comment=re.compile(r"<\?xml |<!--"),
    closers=tuple(
        Closer(re.compile(rf"<{name}(?: [^<>]*[^<>/])?>(?:<[^<>]+>[^<>]*</[^<>]+>)*$"), f"</{name}>")
        for name in _CONTAINERS
    ),
)
