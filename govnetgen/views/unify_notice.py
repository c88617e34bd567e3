"""What each department is told, in Chinese: its addresses today, its addresses in the plan, and what it has to do."""

from collections.abc import Sequence

from govnetgen.addressing.unify import Row
from govnetgen.addressing.unify.mapping import Action, Moved
from govnetgen.addressing.unify.nat import Translation
from govnetgen.model.gateway import virtual_gateway
from govnetgen.model.network import Network, Unit
from govnetgen.views.unify_tables import old_gateways
from govnetgen.views.unify_words import ACTIONS, chinese
from govnetgen.workflow.unify import Unification


def notices(unification: Unification) -> dict[str, str]:
    """Return each unit's notice, by unit."""
    unified = unification.unified
    rows: dict[str, list[Row]] = {}
    for row in unified.rows:
        rows.setdefault(row.unit, []).append(row)
    moved: dict[str, list[Moved]] = {}
    for one in unified.moved:
        moved.setdefault(one.segment.unit, []).append(one)
    translations: dict[str, list[Translation]] = {}
    for entry in unified.translations.entries:
        translations.setdefault(entry.unit, []).append(entry)
    waves: dict[str, list[int]] = {}
    for step in unified.migration.steps:
        waves.setdefault(step.unit, []).append(step.wave)
    return {
        name: _notice(
            unified.network,
            unified.network.units[name],
            own,
            moved.get(name, ()),
            translations.get(name, ()),
            sorted(set(waves.get(name, ()))),
        )
        for name, own in rows.items()
        if name in unified.network.units
    }


def _notice(
    network: Network,
    unit: Unit,
    rows: Sequence[Row],
    moved: Sequence[Moved],
    translations: Sequence[Translation],
    waves: Sequence[int],
) -> str:
    lines = [
        f"关于{unit.title or unit.name}接入{network.title or network.name}地址统一规划的通知单",
        "",
        f"单位代码: {unit.name}",
        f"接入节点: {unit.site}    接入设备: {'、'.join(unit.attach) or '无'}",
        "",
        "一、贵单位上报的地址及处理意见",
        "",
    ]
    for number, row in enumerate(rows, 1):
        new = "" if row.new is None or row.action is Action.KEEP else f" → {row.new}"
        lines.append(f"  {number}. {row.old}{new}    【{ACTIONS[str(row.action)]}】{chinese(row.reason)}")
        lines.append(f"     来源: {row.source}    原文: {row.claim.written}")
    lines += ["", "二、规划后的网段与网关", ""]
    for one in moved:
        vlan = unit.vlan(one.vlan)
        gateway = virtual_gateway(vlan, one.subnet)
        lines.append(f"  VLAN {one.vlan} {vlan.title}: {one.subnet}  掩码 {one.subnet.netmask}  网关 {gateway}")
        changed = [old for old in old_gateways(one) if old != gateway]
        if one.action is Action.KEEP and changed and one.subnet == one.segment.prefix:
            lines.append(f"     注意: 网段不变,网关由 {'、'.join(map(str, changed))} 改为 {gateway}")
    lines += ["", "三、需要贵单位配合的事项", ""]
    lines += _to_do(moved, translations, waves)
    return "\n".join(lines) + "\n"


def _to_do(moved: Sequence[Moved], translations: Sequence[Translation], waves: Sequence[int]) -> list[str]:
    actions = {one.action for one in moved}
    said: list[str] = []
    if Action.RENUMBER in actions:
        said += [
            f"更换地址的网段安排在第 {'、'.join(map(str, waves))} 批割接,割接前按新旧对照表修改主机地址、掩码和网关;",
            "割接前至少一个租期,请将DHCP租期和DNS记录的TTL调短;",
            "请核对写死旧地址的地方: 打印机、摄像头、门禁、应用配置文件、访问控制列表、许可证、对端白名单;",
            "割接后请用新地址逐项验证业务;如有异常,按旧地址回退并通知信息中心。",
        ]
    if Action.NAT in actions:
        until = sorted({one.until for one in translations if one.until})
        said.append("暂不能改址的网段由边界防火墙做静态地址转换,主机不改;其他单位请用新网段访问贵单位;")
        said.append(f"转换为过渡措施,改址期限: {'、'.join(until) if until else '未定,请书面答复'};")
        said.append("日志中出现的是转换后的地址,请保留新旧对照表备查。")
    if Action.KEEP in actions:
        said.append("保留的网段不需要改动,请不要挪作他用。")
    if not moved:
        said.append("上报的地址在本网中没有对应的安排,请核对后重新上报。")
    return [f"  {number}. {text}" for number, text in enumerate(said, 1)]
