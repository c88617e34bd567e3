"""The tables of a unification: mapping, translations, DNS, DHCP, routes, order of migration."""

from collections.abc import Iterator, Sequence

from govnetgen.addressing.unify.host import HostMove, host_moves
from govnetgen.addressing.unify.mapping import Action, Moved
from govnetgen.addressing.unify.summary import site_routes
from govnetgen.model.address import Address
from govnetgen.model.gateway import virtual_gateway
from govnetgen.model.network import Network
from govnetgen.views.unify_words import ACTIONS, chinese, english
from govnetgen.views.workbook import Cell
from govnetgen.workflow.unify import Unification

MAPPING = ("unit", "old_prefix", "new_prefix", "action", "reason", "source")

Rows = list[list[Cell]]


def mapping(unification: Unification) -> Rows:
    """Return the mapping, as programs read it."""
    rows: Rows = [list(MAPPING)]
    for one in unification.unified.rows:
        new = "" if one.new is None else str(one.new)
        rows.append([one.unit, str(one.old), new, str(one.action), english(one.reason), one.source])
    return rows


def mapping_for_people(unification: Unification) -> Rows:
    """Return the mapping in Chinese, with more columns."""
    units = unification.unified.network.units
    head = ["单位代码", "单位名称", "原网段", "新网段", "处理", "原因", "VLAN", "VLAN所在网段", "来源"]
    rows: Rows = [list(head)]
    for one in unification.unified.rows:
        title = units[one.unit].title if one.unit in units else one.claim.owner.written
        new, subnet = ("" if prefix is None else str(prefix) for prefix in (one.new, one.subnet))
        action = ACTIONS[str(one.action)]
        rows.append([one.unit, title, str(one.old), new, action, chinese(one.reason), one.vlan, subnet, one.source])
    return rows


def translations(unification: Unification) -> Rows:
    """Return the translations: the reverse table that logs and audits are read with."""
    rows: Rows = [["outside", "inside", "unit", "vlan", "form", "zone", "devices", "until", "vpn", "rule"]]
    entries = sorted(unification.unified.translations.entries, key=lambda one: (one.rule.outside, one.rule.inside))
    for one in entries:
        places = [str(one.rule.outside), str(one.rule.inside), one.unit, one.vlan, str(one.form), one.rule.zone]
        rows.append([*places, ";".join(one.devices), one.until, one.domain, one.rule.name])
    return rows


def dns(unification: Unification) -> Rows:
    """Return the A and PTR records that change; a translated host keeps its own address inside its unit."""
    rows: Rows = [["unit", "view", "old_address", "new_address", "old_ptr", "new_ptr", "remark"]]
    for one in _hosts(unification):
        translated = one.action is Action.NAT
        old, new = str(one.old), "" if one.new is None else str(one.new)
        view = "outside the unit" if translated else "everywhere"
        remark = "" if one.new is not None else "its new subnet is full: choose an address by hand"
        rows.append([one.unit, view, old, new, pointer(one.old), "" if one.new is None else pointer(one.new), remark])
    return rows


def _hosts(unification: Unification) -> Iterator[HostMove]:
    return host_moves(unification.handed_in, unification.unified.moved)


def pointer(address: Address) -> str:
    """Return an address's name in the reverse tree (RFC 1035 3.5, RFC 3596 2.5)."""
    if address.version == 4:
        return ".".join(reversed(str(address).split("."))) + ".in-addr.arpa"
    return ".".join(reversed(f"{address.value:032x}")) + ".ip6.arpa"


def dhcp(unification: Unification) -> Rows:
    """Return the scopes that change: every subnet that moves, whether the gateway or a server gives addresses out."""
    head = [
        "unit",
        "vlan",
        "old_scope",
        "new_scope",
        "old_gateway",
        "new_gateway",
        "new_first",
        "new_last",
        "served_by",
    ]
    rows: Rows = [list(head)]
    network = unification.unified.network
    for one in unification.unified.moved:
        if one.action is not Action.RENUMBER or one.subnet.version != 4:
            continue
        vlan = network.units[one.segment.unit].vlan(one.vlan)
        served = ";".join(map(str, vlan.dhcp_relay)) or ("gateway" if vlan.dhcp else "")
        first = min(4, one.subnet.size - 2)
        rows.append(
            [
                one.segment.unit,
                one.vlan,
                str(one.segment.prefix),
                str(one.subnet),
                ";".join(map(str, old_gateways(one))),
                str(virtual_gateway(vlan, one.subnet)),
                str(one.subnet.host(first)),
                str(one.subnet.host(-2)),
                served,
            ]
        )
    return rows


def old_gateways(one: Moved) -> tuple[Address, ...]:
    """Return the gateways that a segment's rows name inside it."""
    found = {gateway for claim in one.segment.claims for gateway in claim.facts.gateways}
    return tuple(sorted(gateway for gateway in found if one.segment.prefix.contains(gateway)))


def routes(unification: Unification) -> Rows:
    """Return the summary routes of each site before and after."""
    unified = unification.unified
    rows: Rows = [["site", "units", "routes_before", "routes_after", "before", "after"]]
    for one in site_routes(unified.network, unified.planned.plan, unified.rows):
        before, after = " ".join(map(str, one.before)), " ".join(map(str, one.after))
        rows.append([one.site, one.units, len(one.before), len(one.after), before, after])
    return rows


def order(unification: Unification) -> Rows:
    """Return the steps of the migration, wave by wave."""
    rows: Rows = [["wave", "unit", "vlan", "old_prefix", "new_prefix", "temporary_first", "after_units"]]
    for one in unification.unified.migration.steps:
        first = "yes" if one.temporary else ""
        rows.append([one.wave, one.unit, one.vlan, str(one.old), str(one.new), first, ";".join(one.after)])
    return rows


def vlans(unification: Unification) -> Rows:
    """Return the VLANs that units gain or that are pinned: what ``--write`` puts into the table of units."""
    rows: Rows = [["unit", "vlans"]]
    for name, found in sorted(new_vlans(unification.unified.inventory, unification.unified.network).items()):
        rows.append([name, ";".join(found)])
    return rows


def new_vlans(before: Network, after: Network) -> dict[str, Sequence[str]]:
    """Return the VLANs of units that are new or newly pinned, as a table of units writes them."""
    found: dict[str, Sequence[str]] = {}
    for name, unit in after.units.items():
        old = {vlan.name: vlan.fixed for vlan in before.units[name].vlans}
        new = [vlan for vlan in unit.vlans if old.get(vlan.name) != vlan.fixed]
        if new:
            found[name] = [f"{vlan.name}:{vlan.hosts}" + "".join(f"@{pin}" for pin in vlan.fixed) for vlan in new]
    return found
