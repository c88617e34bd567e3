"""The terminal of a simulated device: echo, prompts, pagers, and what goes wrong with them."""

import asyncio
import re
from typing import Any

import asyncssh

from simulator.shell import Silent

_PAGE = 24
_MORE = {"vrp": b"  ---- More ----", "rgos": b" --More-- "}
_WIPE = {"vrp": b"\x1b[42D" + b" " * 42 + b"\x1b[42D", "rgos": b"\r" + b" " * 10 + b"\r"}


class Terminal:
    """One session at the prompt; ``shell`` is what it talks to."""

    def __init__(self, device: Any, process: asyncssh.SSHServerProcess[bytes]) -> None:
        self._device = device
        self.shell = device.shell()
        self._process = process
        self._held = b""

    async def run(self) -> None:
        shell = self.shell
        if self._device.greeting:
            await self._write(self._bytes(self._device.greeting))
            if re.search(r"\[Y/N\]:?\Z", self._device.greeting):
                await self._line()
        if self._device.faults.full_house:
            await self._write(b"All user interfaces are used, please try later!\r\n")
            return
        await self._write(b"\r\n" + self._bytes(shell.waiting))
        while not shell.ended:
            line = await self._line()
            if self._device.faults.delay_s:
                await asyncio.sleep(self._device.faults.delay_s)
            try:
                printed = shell.feed(line.decode(self._device.encoding, errors="surrogateescape"))
            except Silent:
                continue
            await self._print(printed)
            if not shell.ended:
                log = b"\r\nNov 22 2026 05:00:00 core1 %%01IFNET/4/LINK_STATE(l): The line protocol is UP.\r\n"
                logs = shell.view is not None and shell.lines - 1 == self._device.faults.log_at_line
                await self._write(self._bytes(shell.waiting) + (log if logs else b""))

    def _bytes(self, text: str) -> bytes:
        return text.encode(self._device.encoding, errors="surrogateescape")

    async def _line(self) -> bytes:
        while b"\n" not in self._held and b"\r" not in self._held:
            await self._more()
        line, _, self._held = re.split(rb"(\r\n|\r|\n)", self._held, maxsplit=1)
        if self._device.faults.garbled:
            line = bytes(one & 0x7F if one > 0x7F else one for one in line)
        password = self.shell.question is not None and "assword" in self.shell.question.text
        await self._write((b"" if password else line) + b"\r\n")
        # an interrupt gives up what is asked
        return line.replace(b"\x03", b"")

    async def _more(self) -> None:
        data = await self._process.stdin.read(4096)
        if not data:
            raise EOFError
        self._held += data

    async def _print(self, text: str) -> None:
        lines = self._bytes(text).replace(b"\r\n", b"\n").split(b"\n")[:-1] if text else []
        kind = self._device.family.kind
        for place, line in enumerate(lines):
            if self.shell.paging and place and place % _PAGE == 0:
                await self._write(_MORE[kind])
                while not self._held:
                    await self._more()
                self._held = self._held[1:]
                await self._write(_WIPE[kind])
            await self._write(line + b"\r\n")

    async def _write(self, data: bytes) -> None:
        step = 7 if self._device.faults.drip else max(len(data), 1)
        for start in range(0, len(data), step):
            self._process.stdout.write(data[start : start + step])
            if self._device.faults.drip:
                await asyncio.sleep(0.001)
        await self._process.stdout.drain()
