"""What was last written of each secret, so that another text in the secrets file is noticed.

A device shows an enciphered or hashed text, of which nobody can tell offline what it stands for. So a confirmed
deployment writes down two things of each secret that it sent: a slow, salted digest of its text (scrypt), and a
digest of what the device showed for it afterwards. As long as the device shows the same, the first one tells whether
the secrets file has another text by now. No text can be had from the file but by trying; only you can read it.
"""

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govnetgen.output.atomic import PRIVATE, write_atomically

FORMAT = 1
_SALT_BYTES = 16
_VERSIONS = 4
"""A run that is taken back leaves a device with what it showed before."""
_COST, _BLOCK, _PARALLEL, _MEMORY = 2**15, 8, 1, 64 << 20
"""scrypt: 32 MB and about a tenth of a second a try. It is done once a secret, not once a device."""


@dataclass(frozen=True, slots=True)
class Written:
    """One secret of one device: its text, and all that the device shows for it."""

    text: str = field(repr=False)
    shown: frozenset[str] = field(repr=False)


class Remembered:
    """What was written to the devices of one network; may be used by several threads and processes.

    What cannot be read counts as forgotten: to know nothing is said, and does no harm.
    """

    def __init__(self, state: Path, network: str) -> None:
        self._path = state / f"{network}.secrets.json"
        self._salt = secrets.token_hex(_SALT_BYTES)
        self._digests: dict[tuple[str, str], str] = {}
        held = self._read()
        self._salt = held["salt"]
        self._devices: Mapping[str, Any] = held["devices"]

    def is_current(self, device: str, name: str, shown: str, text: str) -> bool | None:
        """Tell whether what a device shows stands for this text; None where nobody knows."""
        digest = self._shown(shown)
        versions = self._devices.get(device, {}).get(name, ())
        found = next((one for one in versions if digest in one["shown"]), None)
        return None if found is None else bool(found["text"] == self._digest(name, text))

    def keep(self, device: str, written: Mapping[str, Written], names: Collection[str]) -> None:
        """Write down what a device has now; of ``names`` what is known of them stays, other names are forgotten.

        Raises OSError where that cannot be.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._locked():
            held = self._read()
            self._salted(held["salt"])
            devices = dict(held["devices"])
            records = _only(devices.get(device, {}), names)
            for name, one in written.items():
                newest = {"text": self._digest(name, one.text), "shown": sorted(map(self._shown, one.shown))}
                records[name] = [newest, *records.get(name, ())][:_VERSIONS]
            devices[device] = records
            document = {"format": FORMAT, "salt": self._salt, "devices": dict(sorted(devices.items()))}
            write_atomically(self._path, (json.dumps(document, indent=1) + "\n").encode(), mode=PRIVATE)
            self._devices = devices

    def _salted(self, salt: str) -> None:
        """Take the salt of the file, which another process may have made meanwhile."""
        if salt != self._salt:
            self._salt, self._digests = salt, {}

    def _digest(self, name: str, text: str) -> str:
        """Return the slow digest of a text; the same text under two names has two."""
        if (name, text) not in self._digests:
            salt = bytes.fromhex(self._salt) + name.encode()
            made = hashlib.scrypt(text.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY)
            self._digests[name, text] = made.hex()
        return self._digests[name, text]

    def _shown(self, text: str) -> str:
        """Return the digest of what a device shows; it need not be slow, for run folders hold it as it is."""
        return hashlib.sha256(bytes.fromhex(self._salt) + text.encode("utf-8", errors="surrogateescape")).hexdigest()

    def _read(self) -> dict[str, Any]:
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            if held["format"] == FORMAT and bytes.fromhex(held["salt"]) and _sound(held["devices"]):
                return dict(held)
        except (FileNotFoundError, PermissionError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return {"salt": self._salt, "devices": {}}

    @contextmanager
    def _locked(self) -> Iterator[None]:
        descriptor = os.open(self._path.parent, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _only(records: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: record for name, record in records.items() if name in names}


def _sound(devices: Any) -> bool:
    return all(
        isinstance(one["text"], str) and isinstance(one["shown"], list)
        for records in devices.values()
        for versions in records.values()
        for one in versions
    )
