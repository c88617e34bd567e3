"""Where user names and passwords come from: the environment, a file that nobody else can read, the keyring.

What is said of a device itself comes before what is said of all. Nothing here is ever printed.
"""

import codecs
import configparser
import importlib
import importlib.util
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from govnetgen.diagnostics import Checked, Diagnostic, Location, error

_VARIABLES = {"username": "USERNAME", "password": "PASSWORD", "key_file": "KEY_FILE", "enable": "ENABLE"}
_CHOICES = {"transport": ("ssh", "netconf", "auto"), "unasked": ("yes", "no"), "timer": ("yes", "no")}
_LAST_PORT = 65535
_PLACE = frozenset({"host", "port", "encoding", *_CHOICES})
"""What does not go with a user name."""
_KEYS = _PLACE | _VARIABLES.keys()
_SERVICE = "govnetgen"
_KEY_HINT = "correct key_file in the file of credentials, or GOVNETGEN_KEY_FILE"
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
    transport: str = ""
    """What carries a Huawei device's command line: ``ssh``, ``netconf`` or ``auto``."""
    unasked: str = ""
    """``yes``: over NETCONF, commands that the device asks about are carried out without a question."""
    timer: str = ""
    """``no``: over NETCONF, nothing takes a change back by itself."""

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
    place = {key: getattr(first, key) or getattr(second, key) for key in _PLACE}
    return Credential(
        username=first.username or second.username,
        password=first.password or ("" if first.key_file else second.password),
        key_file=first.key_file or ("" if first.password else second.key_file),
        enable=first.enable or second.enable,
        **place,
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
    text = file.read_bytes()
    parser = configparser.ConfigParser(interpolation=None, default_section="\0", delimiters=("=",), strict=True)
    try:
        lines = text.decode("utf-8-sig")
        parser.read_string(lines)
    except UnicodeDecodeError:
        return Checked(None, (_malformed(place, "it is not UTF-8"),))
    except configparser.Error as failure:
        # its message quotes the line, which may be a password
        where = Location(str(file), getattr(failure, "lineno", None) or 0)
        return Checked(None, (_malformed(where, _why(failure)),))
    sections = {name: dict(parser.items(name)) for name in parser.sections()}
    wrong = [
        _malformed(Location(str(file), _line_of(lines, name, key)), why)
        for name, held in sections.items()
        for key, why in _wrong(name, held)
    ]
    return Checked(None if wrong else Credentials(environment, sections, keyring), tuple(wrong))


def _why(failure: configparser.Error) -> str:
    match failure:
        case configparser.DuplicateSectionError():
            return f"the section [{failure.section}] is there twice"
        case configparser.DuplicateOptionError():
            return f"[{failure.section}] has a key twice"
        case configparser.MissingSectionHeaderError():
            return "no section begins before this line"
    return "this line is not of the form: key = text"


def _wrong(name: str, held: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each key of a section that cannot be used, and why."""
    yield from ((key, f"[{name}] has no key {key!r}") for key in held if key not in _KEYS)
    port = held.get("port", "1")
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= _LAST_PORT):
        yield "port", f"the port in [{name}] is no number from 1 to {_LAST_PORT}"
    for key, choices in _CHOICES.items():
        if held.get(key, choices[0]) not in choices:
            yield key, f"{key} in [{name}] is none of {', '.join(choices)}"
    try:
        codecs.lookup(held.get("encoding", "utf-8"))
    except LookupError:
        yield "encoding", f"the encoding in [{name}] is none that is known: utf-8 or gb18030"


def _line_of(text: str, section: str, key: str) -> int:
    """Return the number of a key's line."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            inside = line.strip().startswith(f"[{section}]")
        elif inside and line.partition("=")[0].strip().lower() == key:
            return number
    return 0


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


def keyless(credentials: Credentials, devices: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Say which key files are named and cannot be read."""
    for name in dict.fromkeys(credentials.of(one).key_file for one in devices):
        if name and not os.access(Path(name).expanduser(), os.R_OK):
            yield error("no-file", "this key file is not there, or you may not read it", Location(name), hint=_KEY_HINT)
