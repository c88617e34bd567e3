"""One file for each kind of bad input, and how to make it."""

import io
from collections.abc import Callable
from datetime import datetime
from zipfile import ZipFile

from openpyxl import Workbook

HEAD = ("单位名称", "网段", "网关", "VLAN")
GOOD = ("财政局", "10.1.1.0/24", "10.1.1.1", "10")
REGISTER = "id,name,aliases,attach\ncz,财政局,财政厅|财局,agg-1\njy,教育局,教委|财局,agg-1\n"


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """A sheet as CSV: headings, a good row, and the given ones."""
    return "".join(",".join(row) + "\n" for row in (head, GOOD, *rows)).encode()


def cell(text: str) -> bytes:
    """A sheet whose third row claims ``text``."""
    return table(("教育局", text, "", ""))


def workbook(*sheets: tuple[tuple[object, ...], ...]) -> bytes:
    """A workbook."""
    book = Workbook()
    del book["Sheet"]
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def other_archive() -> bytes:
    """A zip archive that is no workbook."""
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "x")
    return held.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
HTML = "<html><table><tr><td>单位名称</td><td>网段</td></tr><tr><td>财政局</td><td>10.1.1.0/24</td></tr></table></html>"
HOSTS = "单位名称,系统,主机IP,MAC地址\n"

GALLERY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "locked-workbook": ("台账.xlsx", lambda: LOCKED),
    "damaged-workbook": ("台账.xlsx", lambda: workbook((HEAD, GOOD))[:900]),
    "unknown-content": ("附件.xlsx", other_archive),
    "other-than-named": ("台账.csv", HTML.encode),
    "mixed-encoding": ("合并.csv", lambda: table() + "教育局,10.1.2.0/24,,\n".encode("gb18030")),
    "damaged-text": ("台账.csv", lambda: table(("教育局", "10.1.2.0/24", "", "")) + b"\xff\xff,10.1.3.0/24,,\n"),
    "open-quote": ("台账.csv", lambda: table(('"教育局', "10.1.2.0/24", "", ""))),
    "formula-cell": ("台账.xlsx", lambda: workbook((HEAD, GOOD, ("教育局", '="10.1."&"2.0/24"')))),
    "date-cell": ("台账.xlsx", lambda: workbook((HEAD, GOOD, ("教育局", datetime(2010, 10, 1))))),
    "number-cell": ("台账.xlsx", lambda: workbook((HEAD, GOOD, ("教育局", 10.1)))),
    "wide-sheet": ("台账.csv", lambda: table(head=(*HEAD, *(f"列{number}" for number in range(296))))),
    "empty-sheet": ("台账.xlsx", lambda: workbook((), (HEAD, GOOD))),
    "no-table": ("台账.xlsx", lambda: workbook((("填表说明",), ("一、请如实填写",)), (HEAD, GOOD))),
    "no-headings": ("台账.csv", lambda: "财政局,10.1.1.0/24\n教育局,10.1.2.0/24\n".encode()),
    "unregistered-unit": ("台账.csv", lambda: table(("体育局", "10.1.2.0/24", "", ""))),
    "ambiguous-unit": ("台账.csv", lambda: table(("财局", "10.1.2.0/24", "", ""))),
    "no-unit": ("台账.csv", lambda: b"\xe7\xbd\x91\xe6\xae\xb5,VLAN\n10.1.1.0/24,10\n"),
    "filled-down": ("台账.csv", lambda: table(("", "10.1.2.0/24", "", ""))),
    "ipv6-cell": ("台账.csv", lambda: cell("2001:db8:1::/48")),
    "host-bits": ("台账.csv", lambda: cell("10.1.2.5/24")),
    "whole-internet": ("台账.csv", lambda: cell("0.0.0.0/0")),
    "backward-range": ("台账.csv", lambda: cell("10.1.2.200-10.1.2.100")),
    "bad-range": ("台账.csv", lambda: cell("10.1.2.0-10.1.5.0")),
    "bad-mask": ("台账.csv", lambda: cell("10.1.2.0/255.0.255.0")),
    "bad-octet": ("台账.csv", lambda: cell("10.300.2.0/24")),
    "no-length": ("台账.csv", lambda: cell("10.1.2.0")),
    "no-prefix": ("台账.csv", lambda: cell("见附件")),
    "says-nothing": ("台账.csv", lambda: cell("无")),
    "unreadable-prefix": ("台账.csv", lambda: cell("1O.1.2.0/24")),
    "partial-prefix": ("台账.csv", lambda: cell("10.1.2.0/24的一部分")),
    "note-with-address": ("台账.csv", lambda: cell("10.1.2.0/24(10.7.7.0/24)")),
    "bad-gateway": ("台账.csv", lambda: table(("教育局", "10.1.2.0/24", "10.1.2", ""))),
    "bad-vlan": ("台账.csv", lambda: table(("教育局", "10.1.2.0/24", "", "5000"))),
    "bad-mac": ("主机.csv", lambda: f"{HOSTS}财政局,a,10.1.1.5,00e0fc12345\n".encode()),
    "host-twice": (
        "主机.csv",
        lambda: f"{HOSTS}财政局,a,10.1.1.5,00e0fc123456\n教育局,b,10.1.1.5,00e0fc654321\n".encode(),
    ),
    "unknown-language": ("running.cfg", lambda: b"hostname x\nversion 9\n" + b"zzz 1\nqqq 2\nwww 3\n" * 9),
}
"""By code: the file's name, and what makes its content."""
