"""Checksums: a veth leaves them to hardware that is not there, and Open vSwitch passes on what it gets."""

import array
import fcntl
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from govnetgen.lab.namespace import inside

_SIOCETHTOOL = 0x8946
_SET_TRANSMIT_CHECKSUMS = 0x17  # ETHTOOL_STXCSUM of linux/ethtool.h


def checksums_by_kernel(namespaces: Iterable[Path]) -> None:
    """Let the kernel itself compute the checksums of all that leaves the devices of some namespaces."""
    for path in namespaces:
        with inside(path):
            asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            names = [name for _, name in socket.if_nameindex()]
        with asker:
            for name in names:
                checksums_of(asker, name)


def checksums_of(asker: socket.socket, name: str) -> None:
    """Let the kernel compute the checksums of one device of the namespace that the socket belongs to."""
    wish = array.array("B", struct.pack("II", _SET_TRANSMIT_CHECKSUMS, 0))
    address, _ = wish.buffer_info()
    # not every kind of device has the switch, and those have no need of it
    with suppress(OSError):
        fcntl.ioctl(asker.fileno(), _SIOCETHTOOL, struct.pack("16sP", name.encode(), address))
