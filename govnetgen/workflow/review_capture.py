"""A captured configuration, read with suspicion: what is no whole configuration of this device is not reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govnetgen.brownfield.capture import LARGEST, clean_capture
from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.rules import PatchRules
from govnetgen.model.network import Device
from govnetgen.platform import Reading, platforms
from govnetgen.report import Refused
from govnetgen.semantics import Words

_UNREAD_SHARE = 0.5
_UNREAD_LINES = 20
"""More unread lines than both: this is another platform's configuration, or none at all."""

_CHINESE: Mapping[str, str] = {
    "file-too-large": "文件过大",
    "not-text": "不是 UTF-8 或 GB18030 文本",
    "empty-capture": "现网配置为空",
    "capture-is-error": "设备返回的是错误信息",
    "several-devices": "一个文件含多台设备的配置",
    "capture-of-another": "不是这台设备的配置",
    "truncated-capture": "配置不完整，缺少结尾",
}


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture with what it means."""

    data: bytes
    tree: ConfigTree
    reading: Reading


def read_capture(file: Path, device: Device) -> Capture | Refused:
    """Read a device's capture, or say why it cannot be relied on."""
    platform = platforms()[device.platform]
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    checked = clean_capture(data, str(file), platform.patch_rules or PatchRules(), device.name)
    if checked.value is None:
        first = checked.diagnostics[0]
        return Refused(device.name, first.code, Words(first.message, _CHINESE.get(first.code, first.message)))
    tree = parse_tree(checked.value, platform.syntax)
    reading = platform.read(tree, platform.dialect(device.dialect))
    return _doubted(device, tree, reading) or Capture(data, tree, reading)


def _doubted(device: Device, tree: ConfigTree, reading: Reading) -> Refused | None:
    other = reading.device.system.hostname
    unread, lines = len(reading.unread), sum(1 for _ in tree.walk())
    if unread > _UNREAD_LINES and unread > _UNREAD_SHARE * lines:
        words = Words(
            f"{unread:,} of {lines:,} lines are not understood as {device.platform}",
            f"{lines:,} 行中有 {unread:,} 行无法按 {device.platform} 识别",
        )
        return Refused(device.name, "capture-not-understood", words)
    if other != device.name:  # also of a platform whose patch rules do not say how a name is written
        words = Words(f"the capture is of {other or 'no name'}, not of {device.name}", _CHINESE["capture-of-another"])
        return Refused(device.name, "capture-of-another", words)
    return None
