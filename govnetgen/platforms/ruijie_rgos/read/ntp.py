"""Time synchronisation."""

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import ADDRESS, NAME, NUMBER32
from govnetgen.model.address import Address
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.model.secret import secret_from
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.patterns import PORT
from govnetgen.platforms.ruijie_rgos.read.secrets import PLAIN


def read_ntp(cursor: Cursor, rejected: list[Line]) -> Ntp | None:
    """Read servers and keys; the source interface is said with each server and must be the same for all."""
    keys = {
        int(match[1]): NtpKey(
            number=int(match[1]),
            algorithm=NtpAlgorithm.MD5,
            secret=secret_from(match[2], match[3] if match[3] not in (None, "0") else PLAIN),
        )
        for match, _ in cursor.each(rf"ntp authentication-key ({NUMBER32}) md5 (\S+)(?: (\d))?")
    }
    authenticate = cursor.has("ntp authenticate")
    servers: list[NtpServer] = []
    source: str | None = None
    pattern = rf"ntp server (?:vrf ({NAME}) )?({ADDRESS})(?: source ({PORT}))?(?: key ({NUMBER32}))?"
    for match, _ in cursor.each(pattern):
        name = neutral(match[3]) if match[3] else None
        if servers and name != source:
            rejected.append(cursor.line(match))
            continue
        source = name
        key = int(match[4]) if match[4] else None
        servers.append(NtpServer(address=Address.parse(match[2]), key=key, vrf=match[1]))
    if not (keys or authenticate or servers):
        return None
    for number in keys:
        # the key that clients of this device are believed with: it adds nothing for the device as a client
        cursor.ignore(rf"ntp trusted-key {number}")
    return Ntp(servers=tuple(servers), keys=tuple(keys.values()), authenticate=authenticate, source_interface=source)
