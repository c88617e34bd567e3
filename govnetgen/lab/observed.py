"""What a running node has, as a Wiring: from the JSON of ``ip`` and ``ovs-vsctl``."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from govnetgen.lab.difference import is_switch_end
from govnetgen.lab.realise import shortened
from govnetgen.lab.wiring import SWITCH_END, Bridge, BridgePort, DeviceKind, NetworkDevice, Wiring
from govnetgen.model.address import InterfaceAddress

SWITCH_TABLES = {
    "bridge": "_uuid,name,ports,rstp_enable,other_config",
    "port": "_uuid,name,interfaces,tag,trunks,vlan_mode,bond_mode,lacp,other_config",
    "interface": "_uuid,name,type,options",
}
"""What to ask ``ovs-vsctl`` for, a table and its columns."""
_OWN = frozenset({"127.0.0.1/8", "::1/128"})
_WORDS = ("tag", "vlan_mode", "bond_mode", "lacp")


def observed(links: Mapping[str, str], switch: Mapping[str, str], quiet: Collection[str]) -> Wiring:
    """Return the node's wiring; ``links`` is ``ip -j -d addr show`` a table, ``switch`` the list a table of ovsdb.

    ``quiet`` are the devices on which the kernel answers no ARP.
    """
    found = {table: json.loads(text or "[]") for table, text in links.items()}
    ends = {item["ifname"]: _up(item) for item in found.get("", []) if is_switch_end(item["ifname"])}
    bridges = tuple(_bridges({table: _rows(text) for table, text in switch.items()}))
    masters = {item["ifname"] for item in found.get("", []) if _kind(item) == DeviceKind.VRF}
    devices = [
        replace(device, master=item["master"]) if item.get("master") in masters else device
        for table, items in found.items()
        for item in items
        for device in _device(item, table, ends, quiet)
    ]
    devices.sort(key=lambda one: (one.table, one.name))
    return Wiring(tables=tuple(sorted(table for table in links if table)), devices=tuple(devices), bridges=bridges)


def _device(
    item: Mapping[str, Any], table: str, ends: Mapping[str, bool], quiet: Collection[str]
) -> Iterator[NetworkDevice]:
    name = item["ifname"]
    kind = _kind(item)
    end = shortened(SWITCH_END, name)
    if name == "lo":
        if not table:
            yield NetworkDevice(name=name, kind=DeviceKind.LOOPBACK, up=_up(item), addresses=_addresses(item))
    elif kind == "vrf" and not table:
        number = item["linkinfo"]["info_data"]["table"]
        yield NetworkDevice(
            name=name, kind=DeviceKind.VRF, up=_up(item), addresses=_addresses(item, frozenset()), number=number
        )
    elif kind == "macvlan":
        yield NetworkDevice(
            name=name,
            kind=DeviceKind.MACVLAN,
            table=table,
            up=_up(item),
            mtu=item["mtu"],
            mac=item["address"],
            addresses=_addresses(item),
            parent=item.get("link", ""),
        )
    elif kind in ("veth", "vxlan") and not (is_switch_end(name) and not table):
        yield NetworkDevice(
            name=name,
            kind=DeviceKind.VETH if end in ends else DeviceKind.PORT,
            table=table,
            up=_up(item),
            mtu=item["mtu"] if kind == "veth" else None,  # a tunnel has room for less, by itself
            addresses=_addresses(item),
            peer=end if end in ends else "",
            carrier=ends.get(end, True),
            switched=not table and name in quiet,
        )


def _kind(item: Mapping[str, Any]) -> str | None:
    kind: str | None = item.get("linkinfo", {}).get("info_kind")
    return kind


def _up(item: Mapping[str, Any]) -> bool:
    return "UP" in item.get("flags", ())


def _addresses(item: Mapping[str, Any], own: Collection[str] = _OWN) -> tuple[str, ...]:
    """Addresses that somebody gave it: the kernel's own link-local ones have their own marks."""
    found = []
    for one in item.get("addr_info", ()):
        text = str(InterfaceAddress.parse(f"{one['local']}/{one['prefixlen']}"))
        # the kernel makes link-local addresses of its own, always with this length; ours are single
        if text not in own and not (one.get("scope") == "link" and one["prefixlen"] == 64):
            found.append(text)
    return tuple(found)


def _rows(text: str) -> list[dict[str, Any]]:
    table = json.loads(text)
    return [dict(zip(table["headings"], row, strict=True)) for row in table["data"]]


def _bridges(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Bridge]:
    interfaces = {_plain(row["_uuid"])[0]: row for row in rows.get("interface", ())}
    ports = {_plain(row["_uuid"])[0]: row for row in rows.get("port", ())}
    for row in sorted(rows.get("bridge", ()), key=lambda row: str(row["name"])):
        own = [ports[one] for one in _plain(row["ports"])]
        columns = list(_map(row["other_config"]))
        if row["rstp_enable"] is True:
            columns.append(("rstp_enable", "true"))
        found = [_port(one, interfaces) for one in own if one["name"] != row["name"]]
        found.sort(key=lambda one: one.name)
        yield Bridge(name=row["name"], ports=tuple(found), columns=tuple(sorted(columns)))


def _port(row: Mapping[str, Any], interfaces: Mapping[str, Mapping[str, Any]]) -> BridgePort:
    members = [interfaces[one] for one in _plain(row["interfaces"])]
    columns = list(_map(row["other_config"]))
    columns += [(word, _plain(row[word])[0]) for word in _WORDS if _plain(row[word])]
    trunks = sorted(map(int, _plain(row["trunks"])))
    if trunks:
        columns.append(("trunks", ",".join(map(str, trunks))))
    patch = next((value for one in members for key, value in _map(one["options"], "") if key == "peer"), "")
    return BridgePort(
        name=row["name"],
        members=() if patch else tuple(sorted(one["name"] for one in members)),
        bond=bool(_plain(row["bond_mode"])),
        patch=patch,
        columns=tuple(sorted(columns)),
    )


def _plain(value: Any) -> list[str]:
    """The members of an ovsdb value: a set, or one."""
    if isinstance(value, list) and value and value[0] == "set":
        return [text for one in value[1] for text in _plain(one)]
    if isinstance(value, list) and value and value[0] == "uuid":
        return [str(value[1])]
    return [str(value)]


def _map(value: Any, prefix: str = "other_config:") -> Iterator[tuple[str, str]]:
    for key, held in value[1]:
        yield f"{prefix}{key}", str(held)
