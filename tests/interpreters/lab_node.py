"""A node's kernel and Open vSwitch, as far as the lab's steps use them: refuses what they refuse."""

from dataclasses import replace

from govnetgen.lab.difference import Program, Step
from govnetgen.lab.wiring import SWITCH_END, Bridge, BridgePort, DeviceKind, NetworkDevice, Wiring

_COLUMNS = {"port": ("tag", "trunks", "vlan_mode", "bond_mode", "lacp", "other_config")}


class Refused(Exception):
    """A program refuses a line."""


class LabNode:
    """Takes steps, and can be asked what it has."""

    def __init__(self, have: Wiring) -> None:
        self.tables = set(have.tables)
        self.devices = {(one.table, one.name): one for one in have.devices}
        self.ends = {one.peer for one in have.devices if one.peer}
        self.bridges = {one.name: {port.name: port for port in one.ports} for one in have.bridges}
        self.columns = {one.name: dict(one.columns) for one in have.bridges}
        self.quiet = {one.name for one in have.devices if one.switched}
        self.fresh = self.waiting = ""

    def wiring(self) -> Wiring:
        """Return what the node has now."""
        bridges = [
            Bridge(
                name=name,
                ports=tuple(ports[one] for one in sorted(ports)),
                columns=tuple(sorted(self.columns[name].items())),
            )
            for name, ports in sorted(self.bridges.items())
        ]
        devices = [replace(one, switched=one.name in self.quiet) for one in self.devices.values()]
        devices.sort(key=lambda one: (one.table, one.name))
        return Wiring(tables=tuple(sorted(self.tables)), devices=tuple(devices), bridges=tuple(bridges))

    def take(self, steps: tuple[Step, ...]) -> None:
        """Go through steps; raises Refused."""
        for step in steps:
            for line in step.lines:
                if step.program is Program.IP:
                    self._ip(step.table, line.split())
                elif step.program is Program.KERNEL:
                    self._kernel(step.table, line)
                elif step.program is Program.SWITCH:
                    for command in line.split(" -- "):
                        self._switch(command.split())

    def _kernel(self, table: str, line: str) -> None:
        place, _, value = line.partition("=")
        *_, name, setting = place.split("/")
        self._require((table, name) in self.devices, [line])
        if setting == "arp_ignore":
            (self.quiet.add if value == "8" else self.quiet.discard)(name)

    def _ip(self, table: str, words: list[str]) -> None:
        if words[0] == "netns":
            known = words[2] in self.tables
            self._require(known is (words[1] == "del"), words)
            (self.tables.remove if known else self.tables.add)(words[2])
            self._require(words[1] == "add" or not any(where == words[2] for where, _ in self.devices), words)
        elif words[:2] == ["link", "del"]:
            self._delete(table, words[3])
        elif words[:2] == ["link", "add"]:
            self._add(table, words)
        elif words[0] == "addr":
            self._address(table, words)
        else:
            self._link(table, words[3], words[4:])

    def _require(self, holds: bool, words: list[str]) -> None:
        if not holds:
            raise Refused(" ".join(words))

    def _delete(self, table: str, name: str) -> None:
        if name in self.ends and not table:
            self.ends.remove(name)
            far = next(key for key, one in self.devices.items() if one.peer == name)
        else:
            far = (table, name)
            self._require(far in self.devices, ["link", "del", name])
        gone = self.devices.pop(far)
        for key in [key for key, one in self.devices.items() if one.parent == gone.name and key[0] == gone.table]:
            del self.devices[key]
        if gone.kind is DeviceKind.VRF:
            self._require(all(one.master != gone.name for one in self.devices.values()), ["link", "del", name])

    def _add(self, table: str, words: list[str]) -> None:
        given = dict(zip(words[2::2], words[3::2], strict=False))
        if given.get("type") == "veth":
            peer, name = words[3], words[8]
            place = words[10] if "netns" in words else ""
            self._require(
                peer.startswith(SWITCH_END) and peer not in self.ends and (place, name) not in self.devices, words
            )
            self._require(len(name) <= 15 and len(peer) <= 15 and place in self.tables | {""}, words)
            self.ends.add(peer)
            device = NetworkDevice(name=name, kind=DeviceKind.VETH, table=place, up=False, peer=peer)
        elif given.get("type") == "vrf":
            number = int(given["table"])
            self._require(("", given["name"]) not in self.devices and not table and len(given["name"]) <= 15, words)
            self._require(number > 0 and number not in {one.number for one in self.devices.values()}, words)
            device = NetworkDevice(name=given["name"], kind=DeviceKind.VRF, up=False, number=number)
        else:
            self._require((table, given["link"]) in self.devices and (table, given["name"]) not in self.devices, words)
            self._require(len(given["name"]) <= 15, words)
            device = NetworkDevice(
                name=given["name"],
                kind=DeviceKind.MACVLAN,
                table=table,
                up=False,
                mac=given["address"],
                parent=given["link"],
            )
        self.devices[device.table, device.name] = device

    def _address(self, table: str, words: list[str]) -> None:
        if words[1] == "flush":
            self.devices[table, words[3]] = replace(self.devices[table, words[3]], addresses=())
            return
        one = self.devices[table, words[4]]
        self._require((words[2] in one.addresses) is (words[1] == "del"), words)
        kept = [address for address in one.addresses if address != words[2]]
        self.devices[table, words[4]] = replace(one, addresses=(*kept, *([words[2]] if words[1] == "add" else [])))

    def _link(self, table: str, name: str, words: list[str]) -> None:
        if name in self.ends and not table:
            far = next(key for key, one in self.devices.items() if one.peer == name)
            if words[-1] in ("up", "down"):
                self.devices[far] = replace(self.devices[far], carrier=words[-1] == "up")
            return
        self._require((table, name) in self.devices, ["link", "set", name])
        one = self.devices[table, name]
        if words[0] == "netns":
            place = "" if words[1] == "1" else words[1]
            self._require((place, name) not in self.devices, words)
            del self.devices[table, name]
            self.devices[place, name] = replace(one, table=place, up=False, addresses=())
        elif words[0] in ("master", "nomaster"):
            self._enslave(one, words[1] if words[0] == "master" else "", words)
        elif words[0] == "mtu":
            self.devices[table, name] = replace(one, mtu=None if words[1] == "1500" else int(words[1]))
        elif words[0] in ("up", "down"):
            self.devices[table, name] = replace(one, up=words[0] == "up")

    def _enslave(self, one: NetworkDevice, master: str, words: list[str]) -> None:
        there = self.devices.get((one.table, master))
        self._require(not master or (there is not None and there.kind is DeviceKind.VRF), words)
        kept = tuple(address for address in one.addresses if ":" not in address)
        self.devices[one.table, one.name] = replace(one, master=master, addresses=kept)

    def _switch(self, words: list[str]) -> None:
        match words:
            case ["del-br", name]:
                del self.bridges[name], self.columns[name]
            case ["add-br", name]:
                self._require(name not in self.bridges and len(name) <= 15, words)
                self.bridges[name], self.columns[name] = {}, {}
            case ["del-port", bridge, name]:
                del self.bridges[bridge][name]
            case ["add-port", bridge, name]:
                self._join(bridge, BridgePort(name=name, members=(name,)))
            case ["add-bond", bridge, name, *members]:
                self._join(bridge, BridgePort(name=name, members=tuple(members), bond=True))
            case ["--id=@i", "create", "interface", member]:
                self.fresh = member.removeprefix("name=")
            case ["--id=@p", "create", "port", name, _]:
                self.waiting = name.removeprefix("name=")
            case ["add", "bridge", bridge, "ports", "@p"]:
                self._join(bridge, BridgePort(name=self.waiting, members=(self.fresh,), bond=True))
            case ["set", "interface", name, "type=patch", peer]:
                bridge = next(one for one, ports in self.bridges.items() if name in ports)
                self.bridges[bridge][name] = BridgePort(name=name, patch=peer.removeprefix("options:peer="))
            case ["set" | "clear", "bridge", name, *columns]:
                self._set_bridge(name, words[0], columns)
            case ["set" | "clear", "port", name, *columns]:
                bridge = next(one for one, ports in self.bridges.items() if name in ports)
                old = dict(self.bridges[bridge][name].columns)
                self.bridges[bridge][name] = replace(
                    self.bridges[bridge][name], columns=tuple(sorted(self._columns(old, words[0], columns).items()))
                )
            case _:
                raise Refused(" ".join(words))

    def _set_bridge(self, name: str, verb: str, columns: list[str]) -> None:
        found = self._columns(self.columns[name], verb, columns)
        found.pop("datapath_type", None)
        self.columns[name] = found

    def _columns(self, old: dict[str, str], verb: str, words: list[str]) -> dict[str, str]:
        if verb == "clear":
            return {key: value for key, value in old.items() if key.split(":")[0] not in words}
        return old | dict(one.split("=", 1) for one in words)

    def _join(self, bridge: str, port: BridgePort) -> None:
        taken = {one for ports in self.bridges.values() for one in ports}
        self._require(port.name not in taken | self.bridges.keys(), ["add-port", port.name])
        self.bridges[bridge][port.name] = port
