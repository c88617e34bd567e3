"""IPsec: strongSwan's swanctl."""

import re
from collections.abc import Iterator

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, PREFIX
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ipsec import Encryption, Integrity, Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.platforms.linux.filters import DH_GROUPS, interface_with
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import address, plain, prefix

_CIPHERS = {one.value.replace("-", ""): one for one in Encryption}
_DIGESTS = {f"sha{one.value.removeprefix('sha2-').removeprefix('sha')}": one for one in Integrity}
_GROUPS = {word: number for number, word in DH_GROUPS.items()}
_PROPOSAL = rf"({'|'.join(_CIPHERS)})-({'|'.join(_DIGESTS)})-({'|'.join(_GROUPS)})"


def read_ipsec(files: Files, interfaces: tuple[Interface, ...]) -> Ipsec | None:
    """Return the tunnels, None without swanctl's files."""
    tunnels: list[IpsecTunnel] = []
    present = False
    for _, file in files.matching(r"/etc/swanctl/\S+"):
        present = True
        secrets = {
            match[1]: found[1]
            for _, block in file.each(r"secrets \{")
            for match, body in block.each(r"ike-(\S+) \{")
            if (found := body.last(r'secret = "([^"]*)"')) is not None and body.has(rf"id = {ADDRESS}")
        }
        for _, block in file.each(r"connections \{"):
            for match, body in block.each(r"(\S+) \{"):
                tunnel = _tunnel(match, body, secrets, interfaces)
                if tunnel is not None:
                    tunnels.append(tunnel)
    return Ipsec(tunnels=tuple(tunnels)) if present else None


def _tunnel(
    match: re.Match[str], body: Cursor, secrets: dict[str, str], interfaces: tuple[Interface, ...]
) -> IpsecTunnel | None:
    peer, own = body.last(rf"remote_addrs = ({ADDRESS})"), body.last(rf"local_addrs = ({ADDRESS})")
    proposal = body.last(rf"proposals = {_PROPOSAL}")
    if peer is None or own is None or proposal is None or match[1] not in secrets:
        return None
    name = interface_with(interfaces, address(own[1]), None)
    if name is None:
        return None
    body.ignore("version = 2")
    for _, block in body.each(r"(?:local|remote) \{"):
        block.ignore("auth = psk")
    return IpsecTunnel(
        name=match[1],
        interface=name,
        peer=address(peer[1]),
        secret=plain(secrets[match[1]]),
        encryption=_CIPHERS[proposal[1]],
        integrity=_DIGESTS[proposal[2]],
        dh_group=_GROUPS[proposal[3]],
        selectors=tuple(_selectors(body, proposal[0].removeprefix("proposals = "))),
    )


def _selectors(body: Cursor, proposal: str) -> Iterator[TrafficSelector]:
    for _, children in body.each(r"children \{"):
        for _, child in children.each(r"\S+ \{"):
            child.ignore(f"esp_proposals = {proposal}", "start_action = trap")
            local, remote = child.last(rf"local_ts = ({PREFIX})"), child.last(rf"remote_ts = ({PREFIX})")
            if local is not None and remote is not None:
                yield TrafficSelector(local=prefix(local[1]), remote=prefix(remote[1]))
