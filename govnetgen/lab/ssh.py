"""Keys of a lab: one for its owner, one for each node, made anew with every lab."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from govnetgen.lab.run import bound

KEY = "id_ed25519"
KNOWN_HOSTS = "known_hosts"
HOST_KEY = "etc/ssh/ssh_host_ed25519_key"


def make_key(file: Path) -> str:
    """Make a key pair without a passphrase and return the public half; one that is there is kept."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        words = bound("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "govnetgen lab", "-f", str(file))
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return file.with_name(f"{file.name}.pub").read_text(encoding="utf-8").strip()


def known_hosts(keys: Mapping[str, str], addresses: Mapping[str, Iterable[str]]) -> str:
    """Return a known_hosts file: each node by name (OpenSSH's HostKeyAlias) and by its addresses."""
    lines = []
    for name, key in sorted(keys.items()):
        kind, text, *_ = key.split()
        lines.append(f"{','.join((name, *addresses.get(name, ())))} {kind} {text}\n")
    return "".join(lines)
