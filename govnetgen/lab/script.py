"""What a node runs when it starts, as one shell script: nothing here touches the machine.

The script becomes process 1 of a node: with it end all processes of the node and all its mounts. It sees the machine's
own files, and writes into none of them: over /etc, /var and others lies a file system of its own in memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from govnetgen.lab.difference import Program, Step
from govnetgen.lab.vrfs import VrfWay, vrf_rules

READY = "ready"
"""What the script says when the node is up; ``at WORD`` says what it is at."""
OVERLAID = ("etc", "var", "usr/local", "root", "tmp")
"""Folders that a node writes into, and that are the machine's own below."""
DAEMONS = "/etc/frr/daemons"
RULES = "/etc/nftables.conf"
SETTINGS = "/etc/sysctl.d/90-govnetgen.conf"
FILES = 1024
"""How many files a daemon of FRR may open: what Debian's own scripts allow it."""
VRFS = "/run/govnetgen/vrfs"
"""Where a node keeps what VRFs are in its lab."""
CLOSED = """table inet closed {
 chain input { type filter hook input priority 0; policy drop; iifname "lo" accept; }
 chain forward { type filter hook forward priority 0; policy drop; }
}"""
"""The packet filter until the node's own is loaded: a node whose rules fail to load is closed, not open."""
_BASELINE = (
    ("net/ipv4/conf/*/rp_filter", "0"),  # asymmetric paths are normal between two cores
    ("net/ipv6/conf/*/accept_dad", "0"),  # duplicate address detection would cost seconds
    ("net/ipv6/conf/all/keep_addr_on_down", "1"),  # a port that failed and healed has its addresses
    ("net/ipv6/conf/default/accept_dad", "0"),
    ("net/ipv4/conf/default/rp_filter", "0"),
)
_SWITCH = "/run/openvswitch"
_SSH = (
    "PermitRootLogin=prohibit-password",
    "AuthorizedKeysFile=/etc/ssh/lab_keys",
    "AuthenticationMethods=publickey",
    "PasswordAuthentication=no",
    "UsePAM=no",
    "StrictModes=no",
    "UseDNS=no",
    "MaxStartups=100:30:200",
    "MaxSessions=100",
    "PidFile=/run/sshd.pid",
)
"""How the lab reaches a node: with its key only, as root, whatever the node's own files say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a node starts with; ``files`` are its own, which lie in ``folder`` already."""

    hostname: str
    folder: Path
    files: Mapping[str, bytes]
    steps: tuple[Step, ...]
    tables: tuple[str, ...] = ()
    vrfs: VrfWay = VrfWay.NAMESPACES
    live: tuple[Path, ...] = ()
    """Folders that a node sees as they are at any time: those of the programs that it shares with the machine."""


def start_script(start: Start) -> str:
    """Return the script."""
    parts = [
        'set -u\nfail() { echo "failed $1" >&3; exit 1; }\ntrouble() { echo "trouble $1" >&3; }',
        *_mounts(start),
        f"hostname {quote(start.hostname)}",
        "echo at kernel >&3",
        *_kernel(start),
        *_rules(start),
        "echo at interfaces >&3",
        *_steps(start),
        "echo at routing >&3",
        *_routing(start),
        "echo at services >&3",
        *_services(start),
        f"echo {READY} >&3",
        # orphans of the node are process 1's to bury; 3 is whoever started the node
        "exec 3>&- </dev/null\nwhile :; do sleep 2147483 & wait $!; done",
    ]
    return "\n".join(parts) + "\n"


def _mounts(start: Start) -> Iterator[str]:
    folder = quote(str(start.folder))
    yield f"""echo at mounts >&3
mount --make-rprivate / || fail mounts
cd {folder} || fail mounts
mount -t tmpfs -o mode=0755 tmpfs own || fail mounts"""
    live = [(number, quote(str(one))) for number, one in enumerate(start.live) if _covered(one)]
    for number, one in live:
        yield f"mkdir own/live{number}\nmount --rbind {one} own/live{number} || fail mounts"
    for place in OVERLAID:
        own = f"own/{place.replace('/', '-')}"
        yield f"""mkdir -p {own}/upper {own}/work layer/{place}
mount -t overlay -o lowerdir=layer/{place}:/{place},upperdir={own}/upper,workdir={own}/work overlay /{place} \\
 || fail overlay"""
    # what lies under an overlay may change under it only by surprise
    yield from (f"mount --rbind own/live{number} {one} || fail mounts" for number, one in live)
    yield """cd /
mount -t tmpfs -o mode=0755 tmpfs /run || fail run
mount -t proc proc /proc || fail proc
mount -t sysfs sysfs /sys 2>/dev/null
mkdir -p /run/sshd /run/netns /run/frr /run/lock /run/govnetgen /var/tmp /tmp
mount --bind /usr/local/sbin/frr-reload.py /usr/lib/frr/frr-reload.py || fail frr
if [ -e /dev/log ]; then mount --bind /dev/null /dev/log 2>/dev/null; fi"""


def _covered(folder: Path) -> bool:
    return any(Path("/", place) in folder.parents for place in OVERLAID)


def _kernel(start: Start) -> Iterator[str]:
    yield "ip link set dev lo up || fail lo"
    yield baseline_script()
    yield f"echo {start.vrfs} > {VRFS}"
    if start.vrfs is VrfWay.DEVICES:
        yield from (f"{line} || fail rules" for line in vrf_rules())
    if SETTINGS in start.files:
        yield settings_script(start.files[SETTINGS].decode())


def baseline_script() -> str:
    """Return the lines that give a namespace the kernel settings of every node."""
    return "\n".join(
        f"for file in /proc/sys/{place}; do [ ! -e $file ] || echo {value} > $file; done" for place, value in _BASELINE
    )


def settings_script(content: str) -> str:
    """Return the lines that load a file of kernel settings, as far as this kernel has them."""
    lines = []
    for line in content.splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith("#"):
            place = quote(f"/proc/sys/{kernel_path(name.strip())}")
            lines.append(f"[ ! -e {place} ] || echo {quote(value.strip())} > {place}")
    return "\n".join(lines)


def kernel_path(name: str) -> str:
    """Return the place of a setting below /proc/sys: the first separator found is the one that counts."""
    slash, dot = name.find("/"), name.find(".")
    if slash >= 0 and (dot < 0 or slash < dot):
        return name
    return name.replace("/", "\0").replace(".", "/").replace("\0", ".")


def _rules(start: Start) -> Iterator[str]:
    if RULES in start.files:
        yield f"/usr/sbin/nft -f - <<'EOF' || fail nft\n{CLOSED}\nEOF"
        yield f"/usr/sbin/nft -f {RULES} || trouble 'the packet filter was refused: the node stays closed'"


def _steps(start: Start) -> Iterator[str]:
    settings = settings_script(start.files.get(SETTINGS, b"").decode())
    yield from step_lines(start.steps, settings, rules=RULES in start.files)


def change_script(steps: Iterable[Step], settings: str, *, rules: bool) -> str:
    """Return the script that takes a running node through some steps; it ends with 1 where a step was refused."""
    begin = 'set -u\nended=0\ntrouble() { echo "$1" >&2; ended=1; }\nfail() { trouble "$1 failed"; exit 1; }\nexec 3>&2'
    return "\n".join([begin, *step_lines(tuple(steps), settings, rules=rules), "exit $ended"]) + "\n"


def step_lines(steps: tuple[Step, ...], settings: str, *, rules: bool) -> Iterator[str]:
    """Yield the shell's lines of steps; new VRFs get ``settings`` of the kernel, and the node's rules if it has any."""
    if any(step.program is Program.SWITCH for step in steps):
        yield switch_script()
    for step in steps:
        if step.program is Program.TABLE:
            yield _in_table(step.table, table_script(settings, rules=rules)) + "\n"
        else:
            yield _step(step)


def _step(step: Step) -> str:
    text = "\n".join(step.lines)
    if step.program is Program.IP:
        inside = f"-n {quote(step.table)} " if step.table else ""
        return f"ip {inside}-force -batch - <<'EOF' || trouble 'an interface was refused'\n{text}\nEOF"
    if step.program is Program.SWITCH:
        return "ovs-vsctl --timeout=60 " + " \\\n -- ".join(step.lines) + " || trouble 'Open vSwitch refused a port'"
    return _in_table(step.table, "\n".join(kernel_line(line) for line in step.lines))


def kernel_line(line: str) -> str:
    """Return the line of a shell for ``PATH=VALUE`` below /proc/sys."""
    place, _, value = line.partition("=")
    return f"echo {quote(value)} > {quote('/proc/sys/' + place)}"


def table_script(settings: str, *, rules: bool) -> str:
    """Return the lines that make a new VRF like the node: its kernel settings and its packet filter."""
    lines = ["ip link set dev lo up", baseline_script(), settings]
    if rules:
        lines.append(f"/usr/sbin/nft -f - <<'CLOSED'\n{CLOSED}\nCLOSED\n/usr/sbin/nft -f {RULES}")
    return "\n".join(line for line in lines if line)


def _in_table(table: str, lines: str) -> str:
    if not table:
        return lines
    return f"nsenter --net=/run/netns/{quote(table)} sh -s <<'EOF' || trouble 'a VRF was refused'\n{lines}\nEOF"


def switch_script() -> str:
    """Return the lines that start Open vSwitch, where it does not run yet."""
    database, sock = f"{_SWITCH}/conf.db", f"{_SWITCH}/db.sock"
    return f"""if [ ! -e {_SWITCH}/ovs-vswitchd.pid ]; then
mkdir -p {_SWITCH}
ovsdb-tool create {database} /usr/share/openvswitch/vswitch.ovsschema || fail switch
cd {_SWITCH}
ovsdb-server {database} --remote=punix:{sock} --pidfile --detach --no-chdir -vconsole:off -vsyslog:off 3>&- \\
 || fail switch
ovs-vsctl --no-wait --timeout=30 -- init -- set Open_vSwitch . other_config:n-handler-threads=1 \
 other_config:n-revalidator-threads=1 || fail switch
ovs-vswitchd --pidfile --detach --no-chdir -vconsole:off -vsyslog:off --disable-system 3>&- || fail switch
cd /
fi"""


def daemons(content: bytes) -> tuple[str, ...]:
    """Return the FRR daemons that a node's file switches on, in the order in which they start."""
    on = [line.partition("=") for line in content.decode().splitlines()]
    return ("zebra", "staticd", *(name.strip() for name, _, value in on if value.strip() == "yes"))


def _routing(start: Start) -> Iterator[str]:
    # each thread of FRR keeps a table of as many files as it may open: 4 MB of zebra where that is 20,000
    yield f"ulimit -n {FILES}"
    yield "chown -R frr:frr /etc/frr /run/frr || fail frr"
    # before zebra, so that the other zebras of VRFs find no routes of it
    yield "table-vrrp 3>&- || trouble 'VRRP in a VRF does not start'"
    for one in daemons(start.files.get(DAEMONS, b"")):
        # -n: a VRF is a namespace; zebra then watches for new ones, and the kernel lets a user watch few things.
        # With a first VRF that comes later, vrf-daemons begins anew
        options = " -n" if one == "zebra" and start.tables else ""
        yield f"/usr/lib/frr/{one} -d -A 127.0.0.1 -P 0{options} 3>&- >/dev/null || fail {one}"
    # what a daemon itself refuses is said only, and does not end in a code
    yield "vtysh -b >/run/frr/boot 2>&1 3>&- && ! grep -q '^%' /run/frr/boot || trouble 'FRR refused a line'"
    yield "cat /run/frr/boot"


def _services(start: Start) -> Iterator[str]:
    options = " ".join(f"-o {one}" for one in _SSH)
    yield f"/usr/sbin/sshd {options} 3>&- || trouble 'sshd does not start'"
    for path in sorted(start.files):
        if path.startswith("/etc/dnsmasq"):
            table = path.removeprefix("/etc/dnsmasq").removesuffix(".conf")
            if table and start.vrfs is VrfWay.DEVICES:
                continue  # `ip vrf exec` would bind by control groups, which all nodes of the machine share
            inside = f"ip netns exec {quote(table[1:])} " if table else ""
            pid = f"/run/govnetgen/dnsmasq{table}.pid"
            yield (
                f"if command -v dnsmasq >/dev/null; then {inside}dnsmasq --conf-file={quote(path)}"
                f" --pid-file={quote(pid)} 3>&-; fi"
            )


def batch(lines: Iterable[str]) -> str:
    """Return lines as iproute2 reads them."""
    return "".join(f"{line}\n" for line in lines)
