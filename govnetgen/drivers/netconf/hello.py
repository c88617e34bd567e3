"""What a device says of itself in its ``<hello>``: nothing is asked of it that it does not offer."""

from collections.abc import Iterable
from dataclasses import dataclass

from govnetgen.drivers.transaction import Transaction

_BASE = "urn:ietf:params:netconf:capability:"
_EXECUTE_CLI = "http://www.huawei.com/netconf/capability/execute-cli/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """The capabilities of RFC 6241, chapter 8, that a change goes by, and the YANG modules with their revisions.

    ``persist``: a confirmed commit outlives its session and is confirmed from another one (confirmed-commit 1.1).
    ``execute_cli``: Huawei's own, commands of the command line.
    """

    candidate: bool = False
    writable_running: bool = False
    confirmed_commit: bool = False
    persist: bool = False
    rollback_on_error: bool = False
    validate: bool = False
    startup: bool = False
    execute_cli: bool = False
    modules: tuple[tuple[str, str], ...] = ()

    def has_module(self, name: str) -> bool:
        """Tell whether the device implements a YANG module."""
        return any(module == name for module, _ in self.modules)

    @property
    def transaction(self) -> Transaction:
        """What a change of this device can be relied on for."""
        if not self.candidate:
            why = "the device offers no candidate datastore"
        elif not self.confirmed_commit:
            why = "the device offers no confirmed commit"
        else:
            why = ""
        atomic = self.candidate or (self.writable_running and self.rollback_on_error)
        return Transaction(
            timer=self.candidate and self.confirmed_commit,
            atomic=atomic,
            replace=self.candidate,
            outlives_session=self.persist,
            why=why,
        )


def capabilities(offered: Iterable[str]) -> Capabilities:
    """Read the URIs of a ``<hello>``; parameters after ``?`` are a module's name and revision (RFC 6020, 5.6.4)."""
    found: dict[str, set[str]] = {}
    modules: set[tuple[str, str]] = set()
    execute_cli = False
    for uri in offered:
        name, _, parameters = uri.strip().partition("?")
        execute_cli = execute_cli or name.startswith(_EXECUTE_CLI)
        if name.startswith(_BASE):
            capability, _, version = name.removeprefix(_BASE).rpartition(":")
            found.setdefault(capability, set()).add(version)
        named = dict(one.partition("=")[::2] for one in parameters.replace("&amp;", "&").split("&"))
        if "module" in named:
            modules.add((named["module"], named.get("revision", "")))
    confirmed = found.get("confirmed-commit", set())
    return Capabilities(
        candidate="candidate" in found,
        writable_running="writable-running" in found,
        confirmed_commit=bool(confirmed),
        persist="1.1" in confirmed,
        rollback_on_error="rollback-on-error" in found,
        validate="validate" in found,
        startup="startup" in found,
        execute_cli=execute_cli,
        modules=tuple(sorted(modules)),
    )
