"""NTP: chrony."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.platforms.linux.filters import interface_with
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import NUMBER, address, plain


def read_ntp(files: Files, interfaces: tuple[Interface, ...]) -> Ntp | None:
    """Return the client, None without chrony's file."""
    file = files.file("/etc/chrony/chrony.conf")
    if file is None:
        return None
    file.ignore(r"driftfile .*", r"makestep .*", "rtcsync", r"keyfile /etc/chrony/chrony\.keys")
    device = file.last(r"bindacqdevice (\S+)")
    vrf = device and device[1]
    servers = [
        NtpServer(address=address(match[1]), key=int(match[2]) if match[2] else None, vrf=vrf)
        for match, _ in file.each(rf"server ({ADDRESS})(?: iburst)?(?: key ({NUMBER}))?")
    ]
    sources = [address(match[1]) for match, _ in file.each(rf"bindacqaddress ({ADDRESS})")]
    return Ntp(
        servers=tuple(servers),
        keys=tuple(_keys(files.file("/etc/chrony/chrony.keys"))),
        authenticate=file.has("authselectmode require"),
        source_interface=interface_with(interfaces, sources[0], vrf) if sources else None,
    )


def _keys(file: Cursor | None) -> list[NtpKey]:
    if file is None:
        return []
    return [
        NtpKey(number=int(match[1]), algorithm=NtpAlgorithm.MD5, secret=plain(match[2]))
        for match, _ in file.each(rf"({NUMBER}) MD5 (?:ASCII:)?(?!HEX:)(\S+)")
    ]
