"""What a Linux node is and sees, in NAPALM's terms."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

from napalm.base import models

from govnetgen.drivers.cli_answers import is_adjacent
from govnetgen.drivers.linux_channel import Channel

_UNKNOWN = -1.0
_EVERYWHERE = "{here}; for n in $(ip netns list 2>/dev/null | cut -d' ' -f1); do ip -n $n {words}; done"
"""A VRF may be a namespace of its own, where the kernel has no VRF devices."""


class Facts:
    """Asks a node."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def node(self) -> models.FactsDict:
        """Return what ``get_facts`` says."""
        script = (
            # of files alone: a node must not wait for name servers that a change may have cut off
            'hostname; n=$(getent -s files hosts "$(hostname)" | awk \'{print $2}\'); echo "${n:-$(hostname)}";'
            " cat /proc/uptime; uname -r;"
            ' . /etc/os-release; echo "$PRETTY_NAME"; cat /sys/class/dmi/id/product_name 2>/dev/null || echo;'
            " cat /sys/class/dmi/id/product_serial 2>/dev/null || echo"
        )
        lines = [*self._channel.run(script).output.split("\n"), *[""] * 7]
        return {
            "hostname": lines[0],
            "fqdn": lines[1],
            "uptime": float(lines[2].partition(" ")[0] or 0),
            "os_version": f"{lines[4]}, Linux {lines[3]}",
            "vendor": "Linux",
            "model": lines[5].strip(),
            "serial_number": lines[6].strip(),
            "interface_list": list(self.interfaces()),
        }

    def interfaces(self) -> dict[str, models.InterfaceDict]:
        """Return what ``get_interfaces`` says."""
        speeds = self._speeds()
        return {
            one["ifname"]: {
                "is_up": one.get("operstate") == "UP" or (one.get("operstate") == "UNKNOWN" and "UP" in one["flags"]),
                "is_enabled": "UP" in one["flags"],
                "description": one.get("ifalias", ""),
                "last_flapped": _UNKNOWN,
                "speed": speeds.get(one["ifname"], _UNKNOWN),
                "mtu": one["mtu"],
                "mac_address": one.get("address", "").upper(),
            }
            for one in self._links()
        }

    def addresses(self) -> dict[str, models.InterfacesIPDict]:
        """Return what ``get_interfaces_ip`` says."""
        found: dict[str, models.InterfacesIPDict] = {}
        for link in self._links():
            for one in link.get("addr_info", ()):
                held: dict[str, Any] = found.setdefault(link["ifname"], {})  # type: ignore[assignment]  # both keys may lack
                family = held.setdefault("ipv4" if one["family"] == "inet" else "ipv6", {})
                family[one["local"]] = {"prefix_length": one["prefixlen"]}
        return found

    def arp(self, vrf: str) -> list[models.ARPTableDict]:
        """Return what ``get_arp_table`` says."""
        return [
            {"interface": one["dev"], "mac": one["lladdr"].upper(), "ip": one["dst"], "age": _UNKNOWN}
            for one in self._neighbours("-j -4 neigh show", vrf)
        ]

    def neighbours(self) -> list[models.IPV6NeighborDict]:
        """Return what ``get_ipv6_neighbors_table`` says."""
        return [
            {
                "interface": one["dev"],
                "mac": one["lladdr"].upper(),
                "ip": one["dst"],
                "age": _UNKNOWN,
                "state": " ".join(one["state"]),
            }
            for one in self._neighbours("-j -6 neigh show", "")
        ]

    def _neighbours(self, words: str, vrf: str) -> Iterator[dict[str, Any]]:
        command = _EVERYWHERE.format(here=f"ip {words}", words=words)
        if vrf:
            name = shlex.quote(vrf)
            command = (
                f"if ip netns list | grep -qw -- {name}; then ip -n {name} {words}; else ip {words} vrf {name}; fi"
            )
        return (one for one in self._json(command) if "lladdr" in one)

    def bgp(self) -> dict[str, models.BGPStateNeighborsPerVRFDict]:
        """Return what ``get_bgp_neighbors`` says."""
        found: dict[str, models.BGPStateNeighborsPerVRFDict] = {"global": {"router_id": "", "peers": {}}}
        for vrf, families in self._vtysh("show bgp vrf all summary json").items():
            held = found.setdefault("global" if vrf == "default" else vrf, {"router_id": "", "peers": {}})
            for family, summary in families.items():
                if not isinstance(summary, dict):
                    continue
                held["router_id"] = summary.get("routerId", "")
                for address, peer in summary.get("peers", {}).items():
                    entry = held["peers"].setdefault(address, _peer(peer, summary.get("as", 0)))
                    entry["address_family"]["ipv6" if family.startswith("ipv6") else "ipv4"] = _family(peer)
        return found

    def ospf(self) -> dict[str, bool]:
        """Return whether each OSPFv2 neighbour is adjacent, by its address."""
        found: dict[str, bool] = {}
        for instance in self._vtysh("show ip ospf vrf all neighbor json").values():
            for several in instance.get("neighbors", {}).values():
                found |= {one["ifaceAddress"]: is_adjacent(one["nbrState"]) for one in several}
        return found

    def ospfv3(self) -> dict[str, bool]:
        """Return whether each OSPFv3 neighbour is adjacent, as ``ROUTER%PORT``."""
        found: dict[str, bool] = {}
        told = self._vtysh("show ipv6 ospf6 vrf all neighbor json")
        for instance in [told] if "neighbors" in told else told.values():
            for one in instance["neighbors"]:
                found[f"{one['neighborId']}%{one['interfaceName']}"] = is_adjacent(one["state"])
        return found

    def isis(self) -> dict[str, bool]:
        """Return whether each IS-IS adjacency is up, as ``SYSTEM LEVEL%PORT``."""
        found: dict[str, bool] = {}
        for area in self._vtysh("show isis neighbor json").get("areas", ()):
            # a circuit without an adjacency has its number alone
            for one in (held for held in area["circuits"] if "adj" in held):
                found[f"{one['adj']} L{one['level']}%{one['interface']}"] = one["state"] == "Up"
        return found

    def _vtysh(self, command: str) -> dict[str, Any]:
        """Return what FRR says; nothing where it says in plain words that it does not run this."""
        said = self._channel.run(f"vtysh -c {shlex.quote(command)} 2>/dev/null").output
        try:
            return dict(json.loads(said or "{}"))
        except ValueError:
            return {}

    def _links(self) -> list[dict[str, Any]]:
        """Every interface; of several with one name (``lo`` in each namespace) the node's own."""
        command = _EVERYWHERE.format(here="ip -j addr", words="-j addr")
        found: dict[str, dict[str, Any]] = {}
        for one in self._json(command):
            if "ifname" in one:
                found.setdefault(one["ifname"], one)
        return list(found.values())

    def _speeds(self) -> dict[str, float]:
        script = 'cd /sys/class/net; for i in *; do echo "$i $(cat $i/speed 2>/dev/null)"; done'
        words = (line.split() for line in self._channel.run(script).output.splitlines())
        return {one[0]: float(one[1]) for one in words if len(one) == 2 and int(one[1]) > 0}

    def _json(self, command: str) -> Iterator[dict[str, Any]]:
        """Yield the entries of the lists that a command prints one after the other."""
        said = self._channel.run(command).output.strip()
        decoder = json.JSONDecoder()
        while said:
            held, end = decoder.raw_decode(said)
            yield from held
            said = said[end:].lstrip()


def _peer(peer: dict[str, Any], local_as: int) -> models.BGPStateNeighborDict:
    up = peer.get("state") == "Established"
    return {
        "local_as": int(peer.get("localAs", local_as)),
        "remote_as": int(peer.get("remoteAs", 0)),
        "remote_id": "",
        "is_up": up,
        "is_enabled": "Admin" not in str(peer.get("state", "")),
        "description": str(peer.get("desc", "")),
        "uptime": int(peer.get("peerUptimeMsec", 0)) // 1000 if up else -1,
        "address_family": {},
    }


def _family(peer: dict[str, Any]) -> models.BGPStateAddressFamilyDict:
    received = int(peer.get("pfxRcd", 0))
    sent = int(peer.get("pfxSnt", 0))
    return {"received_prefixes": received, "accepted_prefixes": received, "sent_prefixes": sent}
