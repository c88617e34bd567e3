"""A NETCONF session: ncclient's operations over a connection whose host key was checked; failures in our own words."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import ncclient.transport.session
import paramiko
from lxml import etree
from ncclient import NCClientError
from ncclient.manager import Manager, make_device_handler
from ncclient.operations import RPCError, TimeoutExpiredError
from ncclient.transport.errors import SessionCloseError, TransportError
from ncclient.transport.ssh import SSHSession

from govnetgen.drivers.errors import CommitRefused, DriverFailure, LockHeld, SessionDropped, Unanswered, Unreachable
from govnetgen.drivers.netconf.framing import Parser, Read, utf_8
from govnetgen.drivers.netconf.hello import Capabilities, capabilities
from govnetgen.drivers.ssh import Access, connect

_FAREWELL_S = 5
"""A device that does not answer `close-session` is left without."""
_HELD = ("lock-denied", "in-use")
_BASE = "{urn:ietf:params:xml:ns:netconf:base:1.0}"

# ncclient writes whole RPCs into its logs, secrets and all, at every level
for _name in ("transport.session", "transport.ssh", "transport.parser", "operations.rpc"):
    logging.getLogger(f"ncclient.{_name}").disabled = True

# it looks for something to send ten times a second, which would make every RPC take that long
ncclient.transport.session.TICK = 0.005


class _Adopted(SSHSession):  # type: ignore[misc]  # ncclient has no types
    """A session over a connection that is open and authenticated already."""

    def adopt(self, transport: paramiko.Transport, host: str, timeout_s: float, read: Read) -> None:
        """Start the subsystem and exchange ``<hello>``, as the end of ncclient's own ``connect`` does (0.7)."""
        self.parser = Parser(self, read)
        self._host = host
        self._transport = transport
        self._connected = True
        self._closing.clear()
        self._channel = transport.open_session(timeout=timeout_s)
        self._channel_id = self._channel.get_id()
        self._channel_name = f"netconf-subsystem-{self._channel_id}"
        self._channel.set_name(self._channel_name)
        self._channel.invoke_subsystem("netconf")
        self._post_connect(timeout_s)


class Session:
    """An open session; ends with ``close``.

    ``client`` is a connection that is open already: the session takes it over, and leaves it open only where the device
    has no NETCONF on it (Unreachable). ``read`` turns the bytes of a message into text. ``also`` are capabilities that
    our ``<hello>`` has beside the standard ones.
    """

    def __init__(
        self,
        access: Access,
        *,
        client: paramiko.SSHClient | None = None,
        read: Read = utf_8,
        also: Sequence[str] = (),
    ) -> None:
        self.capabilities: Capabilities
        self._where = f"{access.host} port {access.port}"
        self._aborted = False
        self._client = connect(access) if client is None else client
        try:
            self._manager = self._start(access, read, also)
        except BaseException:
            if client is None:
                self._client.close()
            raise
        self.capabilities = capabilities(self._manager.server_capabilities)

    def _start(self, access: Access, read: Read, also: Sequence[str]) -> Manager:
        handler = make_device_handler({"name": "default"})
        handler.capabilities = list(also)
        session = _Adopted(handler)
        transport = self._client.get_transport()
        assert transport is not None
        try:
            session.adopt(transport, access.host, access.timeout_s, read)
        except paramiko.SSHException as failure:
            raise Unreachable(f"{self._where} has no NETCONF subsystem: {failure}") from failure
        except (NCClientError, OSError, EOFError) as failure:
            raise Unreachable(f"{self._where} does not say hello as NETCONF does") from failure
        return Manager(session, handler, timeout=access.timeout_s)

    @property
    def connected(self) -> bool:
        """Tell whether the session is still there."""
        return not self._aborted and bool(self._manager.connected)

    def abort(self) -> None:
        """End a session that nothing more can be said in: it may be gone, or late with an answer."""
        self._aborted = True
        self._client.close()

    def close(self) -> None:
        """End the session; nothing happens to one that is gone."""
        try:
            if self.connected:
                self._manager.timeout = min(self._manager.timeout, _FAREWELL_S)
                self._manager.close_session()
        except (NCClientError, OSError, EOFError):
            pass  # it is closed either way
        finally:
            self._client.close()

    @contextmanager
    def asked(self, what: str, *, timeout_s: float | None = None) -> Iterator[Manager]:
        """Yield ncclient's manager for one operation, and say in our own words what goes wrong with it.

        The device's own words are kept: its messages, not the values that it was sent.
        """
        usual = self._manager.timeout
        self._manager.timeout = timeout_s or usual
        try:
            yield self._manager
        except RPCError as refusal:
            refusals = _each(refusal)
            held = next((one for one in refusals if one.tag in _HELD), None)
            if held is not None:
                raise LockHeld(f"{what}: {self._where} is held by session {_holder(held) or 'unknown'}") from None
            raise CommitRefused(f"{what}: {'; '.join(dict.fromkeys(map(_words, refusals)))}") from None
        except TimeoutExpiredError:
            raise Unanswered(f"{what}: {self._where} did not answer in time", uncertain=what) from None
        except (SessionCloseError, TransportError, OSError, EOFError):
            raise SessionDropped(f"{what}: the session with {self._where} ended", uncertain=what) from None
        except NCClientError as failure:
            # an operation that the device does not offer; the text may quote what was sent
            raise DriverFailure(f"{what}: {type(failure).__name__}") from None
        except (etree.XMLSyntaxError, UnicodeDecodeError):
            raise Unanswered(f"{what}: what {self._where} answers is no XML in UTF-8", uncertain=what) from None
        finally:
            self._manager.timeout = usual


def _each(refusal: RPCError) -> Sequence[RPCError]:
    """Return the errors of an answer; of several, ncclient makes one that has neither tags nor paths."""
    return refusal.errlist or [refusal]


def _holder(refusal: RPCError) -> str:
    """Return the session that holds the lock (RFC 6241, appendix A); 0 is no NETCONF session, as a user at the CLI."""
    if not refusal.info:
        return ""
    try:
        info = etree.fromstring(refusal.info.encode())
    except etree.XMLSyntaxError:
        return ""
    number = (info.findtext(f".//{_BASE}session-id") or "").strip()
    return "0, which is not NETCONF" if number == "0" else number


def _words(refusal: RPCError) -> str:
    message = " ".join((refusal.message or refusal.tag or "refused").split())
    place = f" at {refusal.path.strip()}" if refusal.path else ""
    return f"{refusal.tag}: {message}{place}" if refusal.tag else f"{message}{place}"


def elsewhere(access: Access) -> Access:
    """Return the same access for a second session: a socket that is open already serves the first one only."""
    return replace(access, sock=None) if access.sock is not None and not callable(access.sock) else access
