"""The NETCONF subsystem of simulated VRP devices: ``execute-cli`` on the same shell that a terminal stands at.

Request and capability are as Huawei's own clients send them. What a reply looks like inside ``<data>``, how long a view
stays open and whether a confirmed commit takes what commands have put into a candidate, no source says: each way that
it could be is a setting here.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from xml.sax.saxutils import escape

from lxml import etree

from simulator.shell import Question, Shell, Silent
from simulator.vrp import Vrp

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
HUAWEI = "http://www.huawei.com/netconf/capability/base/1.0"
EXECUTE_CLI = "http://www.huawei.com/netconf/capability/execute-cli/1.0"
_CAPABILITY = "urn:ietf:params:netconf:capability:"
_CHUNK = 61
"""Bytes of a chunk: characters lie across them."""


@dataclass(slots=True, kw_only=True)
class Netconf:
    """``offers`` are capabilities of RFC 6241 by their short names, by default what the kind of device can.

    ``layout`` is what a reply looks like.

    ``views``: how long a view stays open. ``shared``: a commit takes what commands have put into the candidate.
    ``received`` is every operation that arrived, as a witness.
    """

    versions: tuple[str, ...] = ("1.0", "1.1")
    executes: bool = True
    offers: tuple[str, ...] | None = None
    views: Literal["session", "request", "none"] = "session"
    layout: Literal["elements", "plain", "prompts"] = "elements"
    shared: bool = True
    immediate: bool = False
    """Commands run at once, also on a device that has a candidate."""
    unasked: bool = True
    """Knows ``mmi-mode``."""
    control: str = ""
    """What it puts behind every answer: devices print what XML has no way to say."""
    piece: int | None = None
    """Characters of an answer that one reply holds; the rest is asked for (Huawei's `exchange`)."""
    received: list[str] = field(default_factory=list)


class Closed(Exception):
    """The client ends the session."""


class Talk:
    """One session. ``shell`` makes a shell, ``process`` is the SSH channel of the subsystem."""

    def __init__(self, device: Any, shell: Callable[[], Shell], process: Any) -> None:
        self._device = device
        self._netconf: Netconf = device.netconf
        self._make = shell
        self.shell = shell()
        self._process = process
        self._held = b""
        self._chunked = False
        self._rest = ""
        self._executes = False

    async def run(self) -> None:
        bases = [f"urn:ietf:params:netconf:base:{version}" for version in self._netconf.versions]
        offers = [*bases, *(_CAPABILITY + one for one in self._offers)]
        if self._netconf.executes:
            offers.append(EXECUTE_CLI)
        listed = "".join(f"<capability>{one}</capability>" for one in offers)
        await self._write(
            f'<hello xmlns="{BASE}"><capabilities>{listed}</capabilities><session-id>7</session-id></hello>'
        )
        hello = await self._message()
        self._chunked = b"base:1.1" in hello and "1.1" in self._netconf.versions
        self._executes = self._netconf.executes and EXECUTE_CLI.encode() in hello
        while True:
            rpc = etree.fromstring(await self._message())
            if self._device.faults.delay_s:
                await asyncio.sleep(self._device.faults.delay_s)
            try:
                body = self._answer(rpc[0])
            except Silent:
                continue
            except Closed:
                await self._reply(rpc, "<ok/>")
                return
            await self._reply(rpc, body)

    @property
    def _offers(self) -> tuple[str, ...]:
        family, said = self._device.family, self._netconf.offers
        if said is not None or not family.two_stage:
            return said if said is not None else ("startup:1.0",)
        persists = ("confirmed-commit:1.1",) if family.persist else ()
        return ("candidate:1.0", "confirmed-commit:1.0", *persists, "startup:1.0")

    async def _reply(self, rpc: Any, body: str) -> None:
        number = escape(rpc.get("message-id"), {'"': "&quot;"})
        more = ' set-id="9"' if self._rest else ""
        await self._write(f'<rpc-reply xmlns="{BASE}" message-id="{number}"{more}>{body}</rpc-reply>')

    # ── operations ────────────────────────────────────────────────────────────────────────────────────────────────

    def _answer(self, operation: Any) -> str:
        name = etree.QName(operation)
        self._netconf.received.append(etree.tostring(operation, encoding="unicode"))
        if name.localname == "execute-cli" and self._executes:
            wrong = [one.tag for one in operation.iter() if etree.QName(one).namespace != HUAWEI]
            return _error(f"unknown element {wrong[0]}") if wrong else self._execute(operation)
        if name.localname == "get-next" and name.namespace == HUAWEI and operation.get("set-id") == "9":
            return self._next()
        if name.localname == "close-session":
            raise Closed
        if name.localname == "discard-changes":
            if self.shell.view is not None:
                self._ordered("clear configuration candidate")
            return "<ok/>"
        if name.localname == "commit":
            return self._said(self._commit(operation))
        if name.localname == "cancel-commit":
            persist = operation.findtext(f"{{{BASE}}}persist-id")
            return self._said(self._ordered(f"abort trial{' persist ' + persist if persist else ''}"))
        if name.localname == "copy-config":
            return self._said(self._ordered("save"))
        return _error(f"operation {name.localname} is not supported")

    def _said(self, printed: str) -> str:
        found = re.search(r"Error: (.*)", printed)
        return _error(found[1]) if found else "<ok/>"

    def _commit(self, operation: Any) -> str:
        persist, named = (operation.findtext(f"{{{BASE}}}{word}") for word in ("persist", "persist-id"))
        if operation.find(f"{{{BASE}}}confirmed") is None:
            return self._ordered(f"commit{' persist ' + named if named else ''}")
        if not self._netconf.shared:
            return ""
        seconds = operation.findtext(f"{{{BASE}}}confirm-timeout") or "600"
        return self._ordered(f"commit trial {seconds}{' persist ' + persist if persist else ''}")

    def _ordered(self, line: str) -> str:
        """Have the device do what a command does, wherever the session stands."""
        shell = self.shell
        inside = shell.view is not None
        if not inside and line != "save":
            shell._one("system-view")
        try:
            printed = shell._one(line)
        except Question as question:
            printed = answered(shell, question, "Y")
        if not inside and shell.view is not None:
            shell._one("return")
        return printed

    # ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _execute(self, operation: Any) -> str:
        results = []
        if self._netconf.views != "session":
            self.shell.hang_up()
            self.shell = self._make()
        for one in operation:
            command = one.findtext(f"{{{HUAWEI}}}cmdline") or ""
            if self._device.faults.garbled:
                command = command.encode("ascii", "replace").decode("ascii")
            results.append((one.findtext(f"{{{HUAWEI}}}id"), command, self.shell.waiting, self._printed(command)))
            if self._netconf.views == "none":
                self.shell.hang_up()
                self.shell = self._make()
        return self._laid_out(results)

    def _printed(self, command: str) -> str:
        shell = self.shell
        if command == "mmi-mode enable" and self._netconf.unasked and shell.view is None:
            shell.unasked = True
            return ""
        printed = shell.feed(command)
        question, shell.question = shell.question, None
        if self._netconf.immediate and isinstance(shell, Vrp) and shell.dirty:
            shell._commit_now("commit")
        if question is None:
            return printed
        if shell.unasked:
            return printed + answered(shell, question, "Y")
        return printed + question.text

    def _laid_out(self, results: list[tuple[str | None, str, str, str]]) -> str:
        clean = [(number, command, prompt, text.replace("\r", "")) for number, command, prompt, text in results]
        if self._netconf.layout == "elements":
            inner = "".join(
                f"<cmd><id>{number}</id><cmdline>{escape(command)}</cmdline>"
                f"<result>{escape(text)}{self._netconf.control}</result></cmd>"
                for number, command, _, text in clean
            )
            return f'<data><execute-cli xmlns="{HUAWEI}">{inner}</execute-cli></data>'
        if self._netconf.layout == "plain":
            text = "".join(text for *_, text in clean)
            if self._netconf.piece:
                self._rest = text
                return self._next()
            return f"<data>{escape(text)}{self._netconf.control}</data>" if text else "<ok/>"
        talk = "".join(f"{prompt}{command}\n{text}" for _, command, prompt, text in clean) + self.shell.waiting
        return f"<data><![CDATA[\n{talk}]]>{self._netconf.control}</data>"

    def _next(self) -> str:
        size = self._netconf.piece
        one, self._rest = self._rest[:size], self._rest[size:] if size else ""
        return f"<data>{escape(one)}</data>"

    # ── messages ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def _message(self) -> bytes:
        message = b""
        while self._chunked:
            head = await self._until(re.compile(rb"\n#(\d+|#)\n"))
            if head == b"#":
                return message
            while len(self._held) < int(head):
                await self._more()
            message, self._held = message + self._held[: int(head)], self._held[int(head) :]
        return await self._until(re.compile(rb"([\s\S]*?)\]\]>\]\]>"))

    async def _until(self, pattern: re.Pattern[bytes]) -> bytes:
        while (found := pattern.match(self._held)) is None:
            await self._more()
        self._held = self._held[found.end() :]
        return found[1]

    async def _more(self) -> None:
        data = await self._process.stdin.read(4096)
        if not data:
            raise EOFError
        self._held += data

    async def _write(self, text: str) -> None:
        data = ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode(self._device.encoding, "surrogateescape")
        if self._chunked:
            parts = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
            data = b"".join(b"\n#%d\n%s" % (len(one), one) for one in parts) + b"\n##\n"
        else:
            data += b"]]>]]>"
        step = 31 if self._device.faults.drip else len(data)
        for start in range(0, len(data), step):
            self._process.stdout.write(data[start : start + step])
            if self._device.faults.drip:
                await asyncio.sleep(0.0005)
        await self._process.stdout.drain()


def answered(shell: Shell, question: Question, answer: str) -> str:
    """Answer a question, and those that follow from the answer."""
    printed = ""
    while True:
        try:
            return printed + question.then(answer)
        except Question as following:
            question = following


def _error(message: str) -> str:
    return (
        "<rpc-error><error-type>application</error-type><error-tag>operation-failed</error-tag>"
        f"<error-severity>error</error-severity><error-message>{escape(message)}</error-message></rpc-error>"
    )
