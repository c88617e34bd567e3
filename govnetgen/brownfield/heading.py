"""What the columns of a sheet are, by the headings that people give them."""

import re
from enum import StrEnum
from functools import lru_cache

from govnetgen.brownfield.cell import squeezed
from govnetgen.brownfield.heading_words import WORDS


class Column(StrEnum):
    """What a column holds."""

    SERIAL = "serial"
    UNIT = "unit"
    PREFIX = "prefix"
    ADDRESS = "address"
    """Hosts' addresses, or prefixes: only the cells tell."""
    FIRST = "first"
    LAST = "last"
    MASK = "mask"
    GATEWAY = "gateway"
    VLAN = "vlan"
    HOSTS = "hosts"
    MAC = "mac"
    DEVICE = "device"
    DOMAIN = "domain"
    NETWORK = "network"
    LINE = "line"
    EXIT = "exit"
    PURPOSE = "purpose"
    RENUMBER = "renumber"
    WEIGHT = "weight"
    INTERFACE = "interface"
    AGE = "age"
    NOTE = "note"


EVIDENCE = frozenset((Column.PREFIX, Column.ADDRESS, Column.FIRST))
"""Without one of these there is nothing in a table for an audit."""


def _known() -> dict[str, Column]:
    known = {}
    column = Column.NOTE
    for line in WORDS.strip().splitlines():
        words = line.split()
        if not line.startswith(" "):
            column = Column(words.pop(0))
        known.update(dict.fromkeys(map(squeezed, words), column))
    return known


_KNOWN = _known()
_IN_WORDS = (
    (Column.NOTE, r"(?:网段|地址段|网关|mac|vlan)(?:数|数量|总数|个数)$|单位(?:性质|类型|类别|级别|简介)$"),
    (Column.PURPOSE, r"用途$"),
    (
        Column.PREFIX,
        r"(?:网段|网络号|地址|地址段|ip)(?:[/;&+-]|及|和|与|加|带|含)?(?:子网|网络)?(?:掩码|mask)(?:长度|位数|位)?$",
    ),
    (
        Column.NOTE,
        r"(?:上级|主管|建设|承建|运维|施工|监理|集成|开发)(?:单位|部门)|(?:单位|办公|联系|通讯|通信|邮件|邮寄|详细|安装|机房)地址|电话|联系人|负责人|时间$|日期$",
    ),
    (Column.MAC, r"mac|物理地址|硬件地址"),
    (Column.MASK, r"掩码(?:长度|位数|位)?$|netmask"),
    (Column.GATEWAY, r"网关|gateway"),
    (Column.VLAN, r"vlan"),
    (Column.FIRST, r"(?:起始|开始|首个|第一个|起)(?:ip|地址|ip地址)$"),
    (Column.LAST, r"(?:结束|终止|截止|最后|末|止|尾)(?:个)?(?:ip|地址|ip地址)$"),
    (
        Column.HOSTS,
        r"(?:终端|主机|用户|设备|计算机|电脑|微机|机器|ip|地址|信息点|pc).{0,4}(?:数|数量|总数|台数|个数)$|^台数",
    ),
    (Column.DOMAIN, r"vpn|vrf|路由域"),
    (Column.LINE, r"条线|纵向"),
    (Column.EXIT, r"互联网(?:出口|接入|专线)"),
    (Column.NETWORK, r"(?:所属|接入)网络$|内外网|网络类[型别]"),
    (
        Column.PREFIX,
        r"网段|地址段|ip段|地址范围|ip范围|地址池|地址块|地址规划|网络地址|地址空间|子网|前缀|prefix|subnet|cidr",
    ),
    (
        Column.ADDRESS,
        r"(?:ip|ipv4|ipv6)(?:地址)?(?:$|信息|情况)|^ip|ip地址|外网地址|内网地址|主机地址|服务器地址|设备地址|(?:分配|局域网|现用|在用|已用|专网)地址$",
    ),
    (Column.DEVICE, r"汇聚|接入设备|上联"),
    (Column.UNIT, r"单位|厅局|^厅|委办局|部门|机构|机关|使用方"),
    (Column.PURPOSE, r"用途|系统|业务"),
)
_IN_WORDS_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _IN_WORDS)
_NOTE_IN_HEADING = re.compile(r"\([^)]*\)|[*:。?!]+|\(.*$")
_TITLE = re.compile(r"(?:表|一览|汇总|清单|台账|统计|情况|明细)$")
LONGEST_HEADING = 24


@lru_cache(maxsize=4096)
def column_of(text: str) -> Column | None:
    """Tell what a heading says its column holds; None where it is no heading that an audit knows."""
    heading = squeezed(text)
    known = _KNOWN.get(heading)
    if known is not None:
        return known
    bare = _NOTE_IN_HEADING.sub("", heading)
    known = _KNOWN.get(bare)
    if known is not None:
        return known
    if not bare or len(bare) > LONGEST_HEADING or _TITLE.search(bare) or re.search(r"\d+\.\d+", bare):
        return None
    return next((column for column, pattern in _IN_WORDS_COMPILED if pattern.search(bare)), None)


@lru_cache(maxsize=4096)
def is_exact(text: str) -> bool:
    """Tell whether a cell is a heading in just these words."""
    heading = squeezed(text)
    return heading in _KNOWN or _NOTE_IN_HEADING.sub("", heading) in _KNOWN


def says_six(text: str) -> bool:
    """Tell whether a heading announces IPv6."""
    return "v6" in squeezed(text)
