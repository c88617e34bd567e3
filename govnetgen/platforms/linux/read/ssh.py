"""The SSH server."""

from govnetgen.model.device.ssh import Ssh
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.packet_filter import PacketFilter

# sshd's own default: sessions do not time out
_NEVER = 0


def read_ssh(files: Files, packets: PacketFilter) -> Ssh | None:
    """Return the server, None without the file; its permitted sources are kept by the packet filter."""
    file = files.file("/etc/ssh/sshd_config.d/govnetgen.conf")
    if file is None:
        return None
    netconf = file.has(r"Subsystem netconf \S+.*")
    file.ignore("Port 22", "Port 830", "PermitRootLogin no", "UsePAM yes", r"Banner /etc/issue\.net")
    idle = file.last(r"ChannelTimeout session:\*=([0-9]{1,6})m")
    return Ssh(
        acl=packets.guarding("ssh", 4),
        acl6=packets.guarding("ssh", 6),
        idle_timeout_minutes=int(idle[1]) if idle else _NEVER,
        netconf=netconf,
    )
