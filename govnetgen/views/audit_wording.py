"""What each defect is called, in English and Chinese, with the fix to propose."""

from collections.abc import Mapping
from dataclasses import dataclass

from govnetgen.model.claims import Finding, Gravity


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for a defect in one language; ``message`` and ``fix`` take the values of a finding."""

    title: str
    message: str
    fix: str


GRAVITIES_ZH: Mapping[Gravity, str] = {Gravity.HIGH: "严重", Gravity.MEDIUM: "一般", Gravity.LOW: "轻微"}

ENGLISH: Mapping[str, Wording] = {
    "D01": Wording(
        "one prefix, several units",
        "{prefix} is claimed by {count} units: {units}",
        "let one unit keep {prefix} and renumber the others; until then translate it at their boundary",
    ),
    "D02": Wording(
        "a prefix inside another unit's",
        "{prefix} contains prefixes of other units: {units}",
        "reduce {prefix} to what its unit really uses, or renumber what lies inside",
    ),
    "D03": Wording(
        "different masks for the same addresses",
        "one unit gives different masks for {prefix}: {texts}",
        "look at the mask on the gateway, and correct the other row",
    ),
    "D04": Wording(
        "somebody else's public addresses",
        "{prefix} is routed on the Internet and belongs to others",
        "renumber it: whoever really owns it cannot be reached from here",
    ),
    "D05": Wording(
        "carrier addresses",
        "{prefix} lies in 100.64.0.0/10, which carriers use between themselves and subscribers (RFC 6598)",
        "renumber it: it collides with mobile access",
    ),
    "D06": Wording(
        "nearly private addresses",
        "{prefix} is not private space (10/8, 172.16/12, 192.168/16), though it looks like it",
        "renumber it; correct the row if it is a slip of the pen",
    ),
    "D07": Wording(
        "an impossible gateway or host",
        "{who} {address} is {why} {prefix}",
        "correct the address or the mask, as it is on the gateway",
    ),
    "D08": Wording(
        "one address, two MAC addresses",
        "{address} has the MAC addresses {macs}",
        "find both hosts by their MAC addresses; give one of them another address, or correct the sheet",
    ),
    "D09": Wording(
        "sheet and network disagree",
        "{address}: {where}",
        "ask the unit: register the host, or strike it off and free the address",
    ),
    "D10": Wording(
        "one VLAN id, several units",
        "VLAN {vlan} on {device} is used by {units}",
        "give all but one unit a VLAN id of their own on {device}; move nobody into VLAN 1",
    ),
    "D11": Wording(
        "a unit by another name",
        "{alias!r} stands for {name!r}",
        "write {name} in the sheet",
    ),
    "D12": Wording(
        "a prefix that had to be repaired",
        "{written!r} was read as {read}",
        "write {read} in the sheet",
    ),
    "D13": Wording(
        "scattered prefixes",
        "the {count} prefixes need {routes} routes; the smallest block around them is {prefix}",
        "give the unit one block when it is renumbered: one summary route",
    ),
    "D14": Wording(
        "a NAT pool over a LAN",
        "the NAT pool {pool} on {device} overlaps {prefix}",
        "move the pool to addresses that the plan has for it",
    ),
    "D15": Wording(
        "an Internet exit of one's own",
        "{what}",
        "take the exit away and send Internet traffic to the unified exit (class C to B, E to D)",
    ),
    "D16": Wording(
        "shared between intranet and extranet",
        "{what} is listed in both networks",
        "separate them: no device or address may be in both",
    ),
    "D17": Wording(
        "an identity given out twice",
        "{what} {value} is on several devices: {devices}",
        "give every device its own, from the plan",
    ),
    "D18": Wording(
        "link and LAN mixed up",
        "{what}",
        "give links a /30 or /31 out of the plan's pool for links",
    ),
    "D19": Wording(
        "local addresses at the national border",
        "{what}",
        "let only national_common prefixes out, by a prefix list, or translate",
    ),
    "D20": Wording(
        "an old address in a configuration",
        "{feature} on {device} holds {address}, which has to be renumbered",
        "change this line in the same step as the address",
    ),
    "D21": Wording(
        "a second or virtual address",
        "{what}",
        "write it into the sheet; take it into account when the subnet moves",
    ),
    "D22": Wording(
        "a line of business in the city's block",
        "{prefix} of the line {line!r} lies in {block}, which the city plan uses too",
        "keep the line in a VPN of its own, or renumber it with the line's owner",
    ),
}

CHINESE: Mapping[str, Wording] = {
    "D01": Wording(
        "多个单位使用同一地址段",
        "{prefix} 被 {count} 个单位同时使用:{units}",
        "由其中一个单位保留 {prefix},其余单位改址;改址前在各自边界做地址转换",
    ),
    "D02": Wording(
        "与其他单位地址段包含重叠",
        "{prefix} 与其他单位的地址段互相包含:{units}",
        "将 {prefix} 缩小到实际使用范围,或将其中的地址段改址",
    ),
    "D03": Wording(
        "同一单位掩码不一致",
        "同一单位对 {prefix} 填报了不同的掩码:{texts}",
        "以网关设备上的掩码为准,更正另一行",
    ),
    "D04": Wording("占用他人公网地址", "{prefix} 是互联网公网地址,不属于本网", "改址:否则无法访问该地址的真正拥有者"),
    "D05": Wording(
        "占用运营商共享地址", "{prefix} 属于 100.64.0.0/10 运营商共享地址(RFC 6598)", "改址:与 3G/4G 接入地址冲突"
    ),
    "D06": Wording(
        "误认为私有的地址",
        "{prefix} 不属于私有地址(10/8、172.16/12、192.168/16)",
        "改址;如属笔误请更正",
    ),
    "D07": Wording("网关或主机地址错误", "{who} {address} {why} {prefix}", "按网关设备上的实际配置更正地址或掩码"),
    "D08": Wording(
        "同一地址对应两个 MAC", "{address} 对应的 MAC 地址:{macs}", "按 MAC 查找两台主机,其中一台改址,或更正台账"
    ),
    "D09": Wording("台账与现网不符", "{address}:{where}", "请单位确认:补登该主机,或注销并释放地址"),
    "D10": Wording(
        "VLAN 号冲突",
        "{device} 上 VLAN {vlan} 被以下单位使用:{units}",
        "只保留一个单位,其余单位在 {device} 上改用独立的 VLAN 号;VLAN 1 不得承载业务",
    ),
    "D11": Wording("单位名称不规范", "“{alias}”即“{name}”", "表中改填“{name}”"),
    "D12": Wording("地址填写不规范", "“{written}”按 {read} 读取", "表中改填 {read}"),
    "D13": Wording(
        "地址段零散,无法汇总",
        "{count} 个地址段需要 {routes} 条路由;能容纳它们的最小地址块是 {prefix}",
        "改址时为该单位分配一个连续地址块,只发布一条汇总路由",
    ),
    "D14": Wording(
        "NAT 地址池与局域网重叠", "{device} 上的 NAT 地址池 {pool} 与 {prefix} 重叠", "地址池改用规划内的地址"
    ),
    "D15": Wording("自建互联网出口", "{what}", "取消自建出口,改走统一出口(C 类改 B 类,E 类改 D 类)"),
    "D16": Wording("内外网共用(一机两用)", "{what} 同时出现在内网和外网", "立即分离:任何设备、地址不得同时接入两网"),
    "D17": Wording("标识重复", "{what} {value} 在多台设备上重复:{devices}", "按规划为每台设备分配唯一标识"),
    "D18": Wording("互联地址与局域网混用", "{what}", "互联链路使用规划中互联地址池的 /30 或 /31"),
    "D19": Wording("本地地址泄露到国家边界", "{what}", "用前缀列表只放行国家公共地址,或做地址转换"),
    "D20": Wording(
        "配置中写死旧地址", "{device} 的 {feature} 中有 {address},该地址需要改址", "与地址改址同一步骤修改此行"
    ),
    "D21": Wording("存在从地址或虚拟地址", "{what}", "补登台账;迁移该网段时一并处理"),
    "D22": Wording(
        "条线地址占用本市地址块",
        "条线“{line}”的 {prefix} 位于 {block},与本市规划重复",
        "放入条线专用 VPN,或与条线主管部门协商改址",
    ),
}

_WORDS_EN = {
    "outside": "outside",
    "network": "the network address of",
    "broadcast": "the broadcast address of",
    "gateway": "gateway",
    "host": "host",
    "arp": "in the ARP table of {device}, but in no host sheet",
    "sheet": "in a host sheet, but not in the ARP table of {device}",
}
_WORDS_ZH = {
    "outside": "不在网段内:",
    "network": "是网络地址:",
    "broadcast": "是广播地址:",
    "gateway": "网关",
    "host": "主机",
    "arp": "在 {device} 的 ARP 表中,但任何台账都没有登记",
    "sheet": "台账已登记,但不在 {device} 的 ARP 表中",
}
_FEW = 12
_WORDED = ("why", "who", "where")
_TRANSLATED = ("what_en", "feature_en")
_WITH_UNITS = frozenset(("D01", "D02", "D10"))
_WITH_TEXTS = frozenset(("D03",))


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in the words of one language."""

    title: str
    message: str
    fix: str


def in_english(finding: Finding, names: Mapping[str, str]) -> Said:
    """Say a finding in English; ``names`` are the units' names by id."""
    return _said(ENGLISH[finding.code], _values(finding, names, _WORDS_EN, "en"))


def in_chinese(finding: Finding, names: Mapping[str, str]) -> Said:
    """Say a finding in Chinese."""
    return _said(CHINESE[finding.code], _values(finding, names, _WORDS_ZH, "zh"))


def _said(wording: Wording, values: Mapping[str, str]) -> Said:
    return Said(wording.title, wording.message.format(**values), wording.fix.format(**values))


def _values(finding: Finding, names: Mapping[str, str], words: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the values of a finding; one in two languages is there as ``NAME_en`` and ``NAME_zh``."""
    comma = ", " if language == "en" else "、"
    values = dict(finding.values)
    for key in _WORDED:
        if key in values:
            values[key] = words[values[key]].format(device=values.get("device", ""))
    for key in _TRANSLATED:
        if key in values:
            values[key.partition("_")[0]] = values[f"{key.partition('_')[0]}_{language}"]
    if finding.code in _WITH_UNITS:
        units = [names.get(unit, unit) for unit in finding.units]
        values.setdefault("count", str(len(units)))
        values["units"] = _few(units, comma)
    if finding.code in _WITH_TEXTS:
        values["texts"] = _few(list(dict.fromkeys(one.text for one in finding.evidence)), comma)
    return values


def _few(texts: list[str], comma: str) -> str:
    if len(texts) <= _FEW:
        return comma.join(texts)
    more = f"… (+{len(texts) - _FEW})"
    return comma.join([*texts[:_FEW], more])
