"""Why something is kept or not, in English and Chinese."""

from govnetgen.addressing.unify import Reason

_ENGLISH = {
    "complies": "complies with the plan",
    "inside": "lies in the unit's own subnet {0}",
    "outside-pool": "is outside the pool {0}",
    "mask-unknown": "is single addresses whose subnet nobody states",
    "taken": "is also claimed by others, and the plan has {0} there",
    "too-small": "has no room for the {0} hosts planned",
    "other-block": "is outside the block of {0}, {1}: keeping it would cost one more route",
    "no-gain": "could not be kept together with more that is",
}
_CHINESE = {
    "complies": "符合规划,保留",
    "inside": "已在本单位网段 {0} 之内",
    "outside-pool": "不在规划地址池 {0} 之内",
    "mask-unknown": "只登记了零散地址,未说明所属网段",
    "taken": "与其他单位冲突,规划中 {0} 使用该地址",
    "too-small": "容纳不下规划的 {0} 台主机",
    "other-block": "不在 {0} 的汇总地址块 {1} 之内,保留则多一条路由",
    "no-gain": "为保留更多主机的地址而让出",
    "intranet": "属于政务内网,不得与外网共用地址",
    "not-registered": "单位未登记,请先登记",
    "no-such-vpn": "所属专网在本网中不存在",
    "unusable": "保留地址,不能分配给主机",
    "link": "设备互联地址,由互联地址池统一分配",
    "summary": "为本单位其他各行的汇总,各行另有安排",
    "no-vlan": "本网没有可供该单位使用的VLAN类型",
    "no-pool": "该安全域没有相应的地址池",
}
ACTIONS = {"keep": "保留", "renumber": "更换", "nat": "转换过渡", "release": "收回"}


def english(reason: Reason) -> str:
    """Return a reason in English."""
    code = reason.code.removeprefix("nat-")
    said = _ENGLISH[code].format(*reason.values) if code in _ENGLISH else reason.values[0]
    if code == reason.code:
        return said
    when = reason.values[-1]
    return f"{said}; cannot renumber yet{f' ({when})' if when else ''}"


def chinese(reason: Reason) -> str:
    """Return a reason in Chinese."""
    code = reason.code.removeprefix("nat-")
    said = _CHINESE[code].format(*reason.values)
    if code == reason.code:
        return said
    when = reason.values[-1]
    return f"{said};暂不能改址{f'({when})' if when else ''}"
