"""A captured configuration, read with suspicion: what is no whole configuration of this device is not reviewed."""

import re
from dataclasses import dataclass
from pathlib import Path

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.model.network import Device
from govnetgen.platform import Reading, platforms
from govnetgen.report import Refused
from govnetgen.semantics import Words
from govnetgen.workflow.read import LARGEST

_PAGER = re.compile(r"^\s*-{2,4} ?more ?-{2,4}", re.IGNORECASE | re.MULTILINE)
_NAMES = re.compile(r"^(?:hostname|sysname) (\S+)", re.MULTILINE)
_UNREAD_SHARE = 0.5
_UNREAD_LINES = 20
"""More unread lines than both: this is another platform's configuration, or none at all."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture with what it means."""

    data: bytes
    tree: ConfigTree
    reading: Reading


def read_capture(file: Path, device: Device) -> Capture | Refused:
    """Read a device's capture, or say why it cannot be relied on."""
    if file.stat().st_size > LARGEST:
        return _refused(device, "file-too-large", f"more than {LARGEST >> 20} MB", f"超过 {LARGEST >> 20} MB")
    data = file.read_bytes()
    text = _decoded(data)
    if text is None:
        return _refused(device, "not-text", "not a text in UTF-8 or GB18030", "不是 UTF-8 或 GB18030 文本")
    if not text.strip():
        return _refused(device, "empty-capture", "the capture is empty", "现网配置为空")
    if _PAGER.search(text):
        said = "the pager stopped it: capture again with the pager off"
        return _refused(device, "paged-capture", said, "含有分页提示，请关闭分页后重新采集")
    names = dict.fromkeys(_NAMES.findall(text))
    if len(names) > 1:
        both = ", ".join(names)
        return _refused(
            device, "several-devices", f"several devices in one file: {both}", f"一个文件含多台设备：{both}"
        )
    platform = platforms()[device.platform]
    tree = parse_tree(text, platform.syntax)
    reading = platform.read(tree, platform.dialect(device.dialect))
    return _doubted(device, tree, reading) or Capture(data, tree, reading)


def _doubted(device: Device, tree: ConfigTree, reading: Reading) -> Refused | None:
    other = reading.device.system.hostname
    unread, lines = len(reading.unread), sum(1 for _ in tree.walk())
    if unread > _UNREAD_LINES and unread > _UNREAD_SHARE * lines:
        said = f"{unread:,} of {lines:,} lines are not understood as {device.platform}"
        return _refused(
            device, "capture-not-understood", said, f"{lines:,} 行中有 {unread:,} 行无法按 {device.platform} 识别"
        )
    if other != device.name:
        said = f"the capture calls itself {other!r}" if other else "the capture does not say whose it is"
        return _refused(
            device, "capture-of-another", said, f"现网配置中的主机名是 {other!r}" if other else "现网配置没有主机名"
        )
    return None


def _refused(device: Device, code: str, en: str, zh: str) -> Refused:
    return Refused(device.name, code, Words(en, zh))


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):  # Chinese devices and terminals save either
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None
