"""Where user names and passwords come from: the environment, a file that nobody else can read, the keyring.

What is said of a device itself comes before what is said of all. Nothing here is ever printed.
"""

import configparser
import importlib
import importlib.util
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from govnetgen.diagnostics import Checked, Diagnostic, Location, error

_VARIABLES = {"username": "USERNAME", "password": "PASSWORD", "key_file": "KEY_FILE", "enable": "ENABLE"}
_KEYS = frozenset({*_VARIABLES, "host", "port", "encoding"})
_PLACE = frozenset({"host", "port", "encoding"})
"""What does not go with a user name."""
_SERVICE = "govnetgen"
DEFAULT = "default"
"""The section of the file, and the user of the keyring, that is for all devices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What opens a session with one device. ``enable`` is the password of privileged mode, where there is one."""

    username: str = ""
    password: str = field(default="", repr=False)
    key_file: str = ""
    enable: str = field(default="", repr=False)
    host: str = ""
    """Where the device is reached, where that is not its management address."""
    port: int = 0
    encoding: str = ""
    """How its terminal encodes Chinese, where what it shows does not tell: ``utf-8`` or ``gb18030``."""

    @property
    def usable(self) -> bool:
        """Tell whether a session can be tried."""
        return bool(self.username and (self.password or self.key_file))


Sections = Mapping[str, Mapping[str, str]]
Keyring = Callable[[str], tuple[str, str] | None]
"""Looks up (user name, password) under a device's name."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """All sources together."""

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    sections: Sections = field(default_factory=dict, repr=False)
    keyring: Keyring | None = None

    def of(self, device: str) -> Credential:
        """Return what is known for a device, not always enough to be usable."""
        found = Credential()
        for source in (self._variables(""), self._section(DEFAULT), self._kept(DEFAULT)):
            found = _filled(found, source)
        own = Credential()
        for source in (self._variables(f"_{_variable(device)}"), *self._patterns(device), self._kept(device)):
            own = _filled(own, source)
        return _over(own, found)

    def _variables(self, suffix: str) -> Mapping[str, str]:
        names = {key: f"GOVNETGEN_{name}{suffix}" for key, name in _VARIABLES.items()}
        return {key: self.environment[name] for key, name in names.items() if self.environment.get(name)}

    def _section(self, name: str) -> Mapping[str, str]:
        return self.sections.get(name, {})

    def _patterns(self, device: str) -> list[Mapping[str, str]]:
        """Return the sections that fit a device, its own name first, then the longest pattern."""
        names = [one for one in self.sections if one != DEFAULT and fnmatchcase(device, one)]
        return [self.sections[name] for name in sorted(names, key=lambda one: (one != device, -len(one), one))]

    def _kept(self, name: str) -> Mapping[str, str]:
        held = self.keyring(name) if self.keyring is not None else None
        return {} if held is None else {"username": held[0], "password": held[1]}


def _variable(device: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "_", device).upper()


def _filled(held: Credential, source: Mapping[str, str]) -> Credential:
    """Add what a source knows and those before it did not; a password never goes with another source's user name."""
    if held.username and source.get("username", held.username) != held.username:
        source = {key: value for key, value in source.items() if key in _PLACE}
    return _over(held, _credential(source))


def _over(first: Credential, second: Credential) -> Credential:
    if first.username and second.username and first.username != second.username:
        second = replace(second, username="", password="", key_file="", enable="")
    return Credential(
        username=first.username or second.username,
        password=first.password or ("" if first.key_file else second.password),
        key_file=first.key_file or ("" if first.password else second.key_file),
        enable=first.enable or second.enable,
        host=first.host or second.host,
        port=first.port or second.port,
        encoding=first.encoding or second.encoding,
    )


def _credential(source: Mapping[str, str]) -> Credential:
    words = {key: value for key, value in source.items() if key != "port"}
    return Credential(**words, port=int(source.get("port", 0)))


def read_credentials(
    file: Path | None, environment: Mapping[str, str], *, keyring: Keyring | None = None
) -> Checked[Credentials]:
    """Read all sources; raises OSError where the file cannot be read."""
    if file is None:
        return Checked(Credentials(environment, keyring=keyring))
    place = Location(str(file))
    if file.stat().st_mode & 0o077:
        exposed = error(
            "credentials-exposed", "others than you can read this file of passwords", place, hint=f"chmod 600 {file}"
        )
        return Checked(None, (exposed,))
    parser = configparser.ConfigParser(interpolation=None, default_section="\0", delimiters=("=",), strict=True)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return Checked(None, (_malformed(place, "it is not UTF-8"),))
    except configparser.Error as failure:
        # its message quotes the line, which may be a password
        return Checked(
            None, (_malformed(Location(str(file), getattr(failure, "lineno", None) or 0), "a line has no place"),)
        )
    sections = {name: dict(parser.items(name)) for name in parser.sections()}
    wrong = [one for name, held in sections.items() for one in _wrong(name, held, place)]
    return Checked(None if wrong else Credentials(environment, sections, keyring), tuple(wrong))


def _wrong(name: str, held: Mapping[str, str], place: Location) -> list[Diagnostic]:
    found = [_malformed(place, f"[{name}] has no key {key!r}") for key in held if key not in _KEYS]
    if not held.get("port", "1").isdigit():
        found.append(_malformed(place, f"the port in [{name}] is no number"))
    return found


def _malformed(place: Location, why: str) -> Diagnostic:
    hint = "sections are [default], [core1] or [core*]; keys: " + ", ".join(sorted(_KEYS))
    return error("credentials-malformed", f"this file of credentials cannot be used: {why}", place, hint=hint)


def system_keyring() -> Keyring | None:
    """Return the look-up in the system's keyring, None where the package ``keyring`` is not installed."""
    if importlib.util.find_spec("keyring") is None:
        return None
    keyring = importlib.import_module("keyring")

    @lru_cache
    def look_up(name: str) -> tuple[str, str] | None:
        held = keyring.get_credential(f"{_SERVICE}:{name}", None)
        return None if held is None else (held.username, held.password)

    return look_up


def missing(credentials: Credentials, devices: tuple[str, ...]) -> Diagnostic | None:
    """Say which devices nobody can log in to, None where there is none."""
    without = [name for name in devices if not credentials.of(name).usable]
    if not without:
        return None
    named = without[0] if len(without) == 1 else f"{without[0]} and {len(without) - 1} more"
    return error(
        "no-credentials",
        f"there is no user name and password, or key, for {named}",
        Location("--credentials"),
        hint="set GOVNETGEN_USERNAME and GOVNETGEN_PASSWORD, or give a file with [default], username and password",
    )
