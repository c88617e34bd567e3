"""Sockets of a test, each made inside the namespace that it listens or sends in."""

import socket
import struct
from pathlib import Path

from govnetgen.lab.expect import Packet
from govnetgen.lab.namespace import inside
from govnetgen.model.address import Address
from govnetgen.model.device.acl import Protocol

_FREEBIND = {4: (socket.IPPROTO_IP, 15), 6: (socket.IPPROTO_IPV6, 78)}
_TRANSPARENT = {4: (socket.IPPROTO_IP, 19), 6: (socket.IPPROTO_IPV6, 75)}
"""Options of Linux (linux/in.h, linux/in6.h) that Python has no names for."""
_PKTINFO = 8
_FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}
_TYPE = {Protocol.TCP: socket.SOCK_STREAM, Protocol.UDP: socket.SOCK_DGRAM}
_BACKLOG = 512
_BUFFER = 1 << 20


def listener(namespace: Path, address: Address, packet: Packet) -> socket.socket:
    """Open a socket that waits for TCP or UDP at an address and port; raises OSError, also where the port is taken."""
    opened = _opened(namespace, _FAMILY[address.version], _TYPE[packet.protocol])
    try:
        if packet.protocol is Protocol.TCP:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.setsockopt(*_FREEBIND[address.version], 1)
        opened.bind((str(address), packet.port))
        if packet.protocol is Protocol.TCP:
            opened.listen(_BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened


def sender(namespace: Path, source: Address, packet: Packet, *, spoofed: bool = False) -> socket.socket:
    """Open a socket that sends TCP or UDP from an address; a ``spoofed`` one need not be the namespace's own."""
    opened = _opened(namespace, _FAMILY[source.version], _TYPE[packet.protocol])
    try:
        if spoofed:
            opened.setsockopt(*_TRANSPARENT[source.version], 1)
        opened.bind((str(source), 0))
    except OSError:
        opened.close()
        raise
    return opened


def echo_socket(namespace: Path, version: int) -> socket.socket:
    """Open a raw socket for echo requests and replies of an IP version (RFC 792, RFC 4443)."""
    protocol = socket.IPPROTO_ICMP if version == 4 else socket.IPPROTO_ICMPV6
    opened = _opened(namespace, _FAMILY[version], socket.SOCK_RAW, protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    return opened


def _opened(namespace: Path, family: int, kind: int, protocol: int = 0) -> socket.socket:
    with inside(namespace):
        opened = socket.socket(family, kind, protocol)
    opened.setblocking(False)
    return opened


def send_echo(through: socket.socket, source: Address, destination: Address, number: int, payload: bytes) -> None:
    """Send one echo request from an address of the namespace; raises OSError."""
    kind = 8 if source.version == 4 else 128
    head = struct.pack("!BBHHH", kind, 0, 0, number & 0xFFFF, number >> 16 & 0xFFFF)
    if source.version == 4:
        message = struct.pack("!BBHHH", kind, 0, _checksum(head + payload), number & 0xFFFF, number >> 16 & 0xFFFF)
        message += payload
        chosen = struct.pack("=I4s4s", 0, source.value.to_bytes(4, "big"), bytes(4))
        own = [(socket.IPPROTO_IP, _PKTINFO, chosen)]
    else:
        message = head + payload  # the kernel fills in the checksum of ICMPv6 (RFC 3542 3.1)
        own = [(socket.IPPROTO_IPV6, socket.IPV6_PKTINFO, struct.pack("=16sI", source.value.to_bytes(16, "big"), 0))]
    through.sendmsg([message], own, 0, (str(destination), 0))


def received_echo(message: bytes, version: int, peer: str) -> tuple[bool, Address, bytes] | None:
    """Read a raw packet: whether it is a request, who it is from, its payload; None for other messages."""
    start = 4 * (message[0] & 15) if version == 4 else 0
    if len(message) < start + 8:
        return None
    kinds = {8: True, 0: False} if version == 4 else {128: True, 129: False}
    request = kinds.get(message[start])
    if request is None:
        return None
    return request, Address.parse(peer.partition("%")[0]), message[start + 8 :]


def _checksum(data: bytes) -> int:
    """Return the checksum of the Internet (RFC 1071)."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
