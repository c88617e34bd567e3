"""From an ``Inventory`` to a ``Network``: references looked up, patterns expanded, everything checked."""

from collections.abc import Mapping

from govnetgen.diagnostics import Checked, Collector
from govnetgen.inventory.facts import PlatformFacts
from govnetgen.inventory.inventory import Inventory
from govnetgen.inventory.load import located
from govnetgen.inventory.pattern import Expansion
from govnetgen.inventory.resolve.baseline import resolve_baseline, resolve_routing
from govnetgen.inventory.resolve.devices import resolve_devices
from govnetgen.inventory.resolve.hardware import resolve_hardware
from govnetgen.inventory.resolve.links import resolve_links
from govnetgen.inventory.resolve.nat import check_far_ends
from govnetgen.inventory.resolve.pins import check_pins
from govnetgen.inventory.resolve.plan import check_pools_serve, resolve_plan
from govnetgen.inventory.resolve.policy import resolve_policy
from govnetgen.inventory.resolve.reach import check_reach
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.resolve.sites import resolve_sites
from govnetgen.inventory.resolve.units import resolve_units
from govnetgen.inventory.resolve.vlan_ids import check_vlan_ids
from govnetgen.inventory.resolve.vpns import resolve_vpns
from govnetgen.model.network import Network


def resolve(inventory: Inventory, platforms: Mapping[str, PlatformFacts]) -> Checked[Network]:
    """Make the network that an inventory describes.

    There is a value only where neither a file nor anything in it had an error.
    """
    found = Collector()
    scope = Scope.of(inventory, platforms, found)
    network, plan_entry = inventory.network, inventory.plan
    hardware = resolve_hardware(scope)
    sites = resolve_sites(scope)
    expansion = Expansion(inventory, scope.tiers, found)
    devices, names = resolve_devices(scope, expansion)
    links = resolve_links(scope, expansion, devices, names, hardware)
    units = resolve_units(scope, devices, names)
    vpns = resolve_vpns(scope, units)
    plan = resolve_plan(scope)
    policy = resolve_policy(scope, devices, names, units)
    check_far_ends(scope, links)
    baseline = resolve_baseline(scope, units)
    if plan is not None:
        check_pools_serve(scope, plan, devices, links, units, vpns)
        check_pins(scope, plan, sites, devices, links, units)
        check_vlan_ids(scope, plan, units, vpns)
    if names.certain and inventory.links.complete and inventory.units.complete and not found.failed:
        check_reach(devices, links, units, found)
    diagnostics = located(dict.fromkeys(found), inventory.files)
    if found.failed or not inventory.complete or network is None or plan is None or plan_entry is None:
        return Checked(None, diagnostics)
    stated = network.value
    return Checked(
        Network(
            name=stated.name,
            title=stated.title,
            kind=stated.kind,
            region=stated.region,
            asn=stated.asn,
            tiers=tuple(stated.tiers),
            routing=resolve_routing(stated.routing),
            baseline=baseline,
            plan=plan,
            sites=sites,
            hardware=hardware,
            devices=devices,
            links=links,
            units=units,
            vpns=vpns,
            policy=policy,
            folder=inventory.folder,
            isolated_from=tuple(stated.isolated_from),
            named_hosts=tuple(scope.named_hosts),
        ),
        diagnostics,
    )
