"""The way to a device: what is said where it ends early."""

import socket
from pathlib import Path

import pytest

from govnetgen.drivers.errors import HostKeyUnknown, Unreachable
from govnetgen.drivers.ssh import Access, connect


def closed_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_systems_words_are_repeated_without_its_numbers(tmp_path: Path) -> None:
    port = closed_port()
    with pytest.raises(Unreachable) as failure:
        connect(Access(host="127.0.0.1", port=port, username="ops", known_hosts=str(tmp_path / "none")))
    assert str(failure.value) == f"127.0.0.1 port {port} does not answer: Connection refused"


@pytest.mark.parametrize("held", [b"\x7fELF\xd0\xff", b"core1 ssh-ed25519 AAAA====x\n"])
def test_a_file_that_holds_no_host_keys_is_named(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "known_hosts"
    file.write_bytes(held)
    with pytest.raises(HostKeyUnknown, match=f"{file} is no file of host keys"):
        connect(Access(host="127.0.0.1", port=closed_port(), username="ops", known_hosts=str(file)))
